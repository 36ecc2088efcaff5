import { parseTrace, type GroupTrace } from './group-trace';

/** The data stored with our group. They identify it, whatever its name. */
export interface GroupData {
  readonly kind: 'group';
  /** The run of Photoshop and the document in which the ids below are valid. */
  readonly session: string;
  /** The group's own id. Another id means that the group is a copy. */
  readonly groupId: number;
  /** Id of the retouched layer; null: the group retouches the whole document. */
  readonly layerId: number | null;
  /** Size of the retouched picture in pixels. */
  readonly width: number;
  readonly height: number;
  readonly faces: number;
  readonly spots: number;
  /** Layer data of the panel, '' for none. */
  readonly memory: string;
  /** The designer has changed this retouch and keeps it; later runs leave it alone. */
  readonly aside: boolean;
  /** The group as it was written; null: unknown. */
  readonly trace: GroupTrace | null;
}

/** The data stored with a layer of ours. */
export interface LayerData {
  readonly kind: 'layer';
  readonly role: string;
  /** As in GroupData. */
  readonly session: string;
  readonly layerId: number | null;
}

export type StoredData = GroupData | LayerData;

/** Our data from the text stored with a layer; null if it has none, or unreadable ones. */
export function parseStored(text: string): StoredData | null {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as Readonly<Record<string, unknown>>;
  const { kind, role, layerId } = fields;
  if (layerId !== null && typeof layerId !== 'number') return null;
  const session = textOf(fields['session']);
  if (kind === 'layer') return typeof role === 'string' ? { kind, role, session, layerId } : null;
  return kind === 'group' ? groupData(fields, session, layerId) : null;
}

function groupData(fields: Readonly<Record<string, unknown>>, session: string, layerId: number | null): GroupData {
  return {
    kind: 'group',
    session,
    groupId: numberOf(fields['groupId']),
    layerId,
    width: numberOf(fields['width']),
    height: numberOf(fields['height']),
    faces: numberOf(fields['faces']),
    spots: numberOf(fields['spots']),
    memory: textOf(fields['memory']),
    aside: fields['aside'] === true,
    trace: parseTrace(fields['trace']),
  };
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
