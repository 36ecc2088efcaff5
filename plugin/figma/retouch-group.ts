import { changesBetween, parseTrace, traceOf, type GroupTrace } from './group-trace';
import { topImageFill } from './image-paint';
import type { GroupChange } from '../../ui/host-api/host-api';
import { storedText, storeText } from './stored-text';

/** The data stored with our group. They identify it, whatever its name. */
export interface RetouchGroupData {
  readonly version: 2;
  readonly sourceId: string;
  /** The group's own id. Another id means that the group is a copy. '' for groups of version 1. */
  readonly groupId: string;
  /** Id of the retouched picture, see `pictureIdOf`. */
  readonly picture: string;
  readonly faces: number;
  readonly spots: number;
  /** The group as it was written; null: unknown. */
  readonly trace: GroupTrace | null;
}

const GROUP_KEY = 'softlight-group';
const LAYER_KEY = 'softlight-layer';
const SOURCE_KEY = 'softlight-source';
const MEMORY_KEY = 'softlight-memory';
/** Marks a retouch that the designer edited and kept; later runs leave it alone. */
const ASIDE_KEY = 'softlight-aside';

/** Stores our data with a group. @param memory layer data of the panel, '' for none */
export function markGroup(
  group: GroupNode,
  source: SceneNode,
  data: Pick<RetouchGroupData, 'picture' | 'faces' | 'spots'>,
  memory: string,
): void {
  const all: RetouchGroupData = {
    version: 2,
    sourceId: source.id,
    groupId: group.id,
    ...data,
    trace: traceOf(group, source, roleOf),
  };
  group.setPluginData(GROUP_KEY, JSON.stringify(all));
  if (memory !== '') storeText(group, MEMORY_KEY, memory);
}

export function markLayer(layer: SceneNode, role: string, sourceId: string): void {
  layer.setPluginData(LAYER_KEY, role);
  layer.setPluginData(SOURCE_KEY, sourceId);
}

/** Hands a group or layer of ours to the designer. Returns the function that takes it back. */
export function markAside(node: SceneNode): () => void {
  node.setPluginData(ASIDE_KEY, 'yes');
  return () => node.setPluginData(ASIDE_KEY, '');
}

/** Removes our mark from a group that contains only layers of the designer. */
export function releaseGroup(group: GroupNode): void {
  group.setPluginData(GROUP_KEY, '');
}

/** Whether a node is one of our groups or layers. Those are never sources. */
export function isOurs(node: SceneNode): boolean {
  return node.getPluginData(GROUP_KEY) !== '' || node.getPluginData(LAYER_KEY) !== '';
}

function roleOf(layer: SceneNode): string {
  return layer.getPluginData(LAYER_KEY);
}

/** Our data of a group; null if it has none, or unreadable ones. */
export function readGroup(node: BaseNode): RetouchGroupData | null {
  const stored = node.getPluginData(GROUP_KEY);
  if (stored === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { sourceId, groupId, picture, faces, spots, trace } = value as Readonly<Record<string, unknown>>;
  if (typeof sourceId !== 'string') return null;
  return {
    version: 2,
    sourceId,
    groupId: textOf(groupId),
    picture: textOf(picture),
    faces: numberOf(faces),
    spots: numberOf(spots),
    trace: parseTrace(trace),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** The panel's layer data of a group; null if there are none, or if the source shows another picture now. */
export function memoryOf(group: GroupNode, picture: string): string | null {
  const data = readGroup(group);
  return data === null || (data.picture !== '' && data.picture !== picture) ? null : storedText(group, MEMORY_KEY);
}

/** The designer's changes to a group since it was written. */
export function changesOf(group: GroupNode, source: SceneNode): readonly GroupChange[] {
  const trace = readGroup(group)?.trace ?? null;
  return trace === null ? [] : changesBetween(trace, traceOf(group, source, roleOf));
}

/**
 * The id of the source of a group; null if the group is not ours. A group that was copied together with its source
 * belongs to the copy, if it lies on a layer with the same picture.
 */
export function ownerIdOf(group: GroupNode): string | null {
  const data = readGroup(group);
  if (data === null) return null;
  if (data.groupId === '' || data.groupId === group.id) return data.sourceId;
  const beneath = layerBeneath(group);
  return beneath !== null && topImageFill(beneath)?.paint.imageHash === data.picture ? beneath.id : data.sourceId;
}

/** The layer beneath a group: the next lower layer that is not ours, or else the enclosing frame. */
function layerBeneath(group: GroupNode): SceneNode | null {
  const { parent } = group;
  if (parent === null || !('children' in parent) || parent.type === 'DOCUMENT') return null;
  const below = parent.children.slice(
    0,
    parent.children.findIndex(({ id }) => id === group.id),
  ) as SceneNode[];
  const next = below.reverse().find((layer) => !isOurs(layer));
  return next ?? (parent.type === 'PAGE' ? null : (parent as SceneNode));
}

/** The group of ours that is the node or contains it; null if there is none. */
export function enclosingGroup(node: SceneNode): GroupNode | null {
  for (let ancestor: BaseNode | null = node; ancestor !== null; ancestor = ancestor.parent) {
    if (ancestor.type === 'GROUP' && readGroup(ancestor) !== null) return ancestor;
  }
  return null;
}

/** The earlier retouches of one source. */
export interface EarlierRetouch {
  /** Groups that a new retouch replaces. */
  readonly groups: readonly GroupNode[];
  /** Layers of ours whose group was dissolved. */
  readonly loose: readonly SceneNode[];
  /** Groups and layers that the designer keeps. */
  readonly aside: readonly SceneNode[];
}

/** Finds the earlier retouches of a source on its whole page. A flattened group belongs to the designer. */
export function earlierOf(source: SceneNode): EarlierRetouch {
  const page = pageOf(source);
  if (page === null) return { groups: [], loose: [], aside: [] };
  const groups = page
    .findAllWithCriteria({ types: ['GROUP'], pluginData: { keys: [GROUP_KEY] } })
    .filter((group) => ownerIdOf(group) === source.id);
  const marked = page.findAllWithCriteria({ pluginData: { keys: [SOURCE_KEY] } }) as readonly (PageNode | SceneNode)[];
  const loose = marked
    .filter((layer): layer is SceneNode => layer.type !== 'PAGE')
    .filter(
      (layer) => layer.getPluginData(SOURCE_KEY) === source.id && isOurs(layer) && enclosingGroup(layer) === null,
    );
  return {
    groups: groups.filter(isLive),
    loose: loose.filter(isLive),
    aside: [...groups, ...loose].filter((node) => !isLive(node)),
  };
}

function isLive(node: SceneNode): boolean {
  return node.getPluginData(ASIDE_KEY) === '';
}

function pageOf(node: SceneNode): PageNode | null {
  for (let ancestor: BaseNode | null = node; ancestor !== null; ancestor = ancestor.parent)
    if (ancestor.type === 'PAGE') return ancestor;
  return null;
}

/** The removable part of a group: all of it, or only our layers if it contains layers of the designer. */
export function ownPartOf(group: GroupNode): readonly SceneNode[] {
  const own = group.children.filter(isOurs);
  return own.length === group.children.length ? [group] : own;
}
