import { parseTrace, traceOf, type GroupTrace } from './group-trace';
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
  /** Ids of the layers that were written into the group; null for groups of earlier plugins. */
  readonly layers: readonly string[] | null;
  /** The designer edited this retouch and kept it; later runs leave it alone. */
  readonly aside: boolean;
  /** Layer data of the panel, if they are short. Longer ones have entries of their own. */
  readonly memory: string | null;
  /** The group as it was written; null: unknown. */
  readonly trace: GroupTrace | null;
}

/** Marks groups of ours, and layers that Figma made of such a group, which belong to the designer. */
export const GROUP_KEY = 'softlight-group';
/** Marks layers of ours with their role. */
export const LAYER_KEY = 'softlight-layer';
/** Marks a layer that the designer edited and kept: later runs leave it alone. Groups of earlier plugins have it. */
const ASIDE_KEY = 'softlight-aside';
const SOURCE_KEY = 'softlight-source';
const MEMORY_KEY = 'softlight-memory';

/** Longest layer data, in characters, that are stored with the group's own data. */
const SHORT_MEMORY = 4000;

/** Stores our data with a group. @param memory layer data of the panel, '' for none */
export function markGroup(
  group: GroupNode,
  source: SceneNode,
  data: Pick<RetouchGroupData, 'picture' | 'faces' | 'spots'>,
  memory: string,
): void {
  const isShort = memory.length <= SHORT_MEMORY;
  const all: RetouchGroupData = {
    version: 2,
    sourceId: source.id,
    groupId: group.id,
    ...data,
    layers: group.children.map(({ id }) => id),
    aside: false,
    memory: isShort && memory !== '' ? memory : null,
    trace: traceOf(group, source, roleOf),
  };
  group.setPluginData(GROUP_KEY, JSON.stringify(all));
  if (!isShort) storeText(group, MEMORY_KEY, memory);
}

export function markLayer(layer: SceneNode, role: string, sourceId: string): void {
  layer.setPluginData(LAYER_KEY, role);
  layer.setPluginData(SOURCE_KEY, sourceId);
}

/** Hands a layer of ours to the designer. Returns the function that takes it back. */
export function markAside(node: SceneNode): () => void {
  node.setPluginData(ASIDE_KEY, 'yes');
  return () => node.setPluginData(ASIDE_KEY, '');
}

/** Hands a group of ours to the designer. Returns the function that takes it back. */
export function markGroupAside(group: GroupNode, data: RetouchGroupData): () => void {
  const before = group.getPluginData(GROUP_KEY);
  group.setPluginData(GROUP_KEY, JSON.stringify({ ...data, layers: data.layers ?? [], aside: true }));
  return () => group.setPluginData(GROUP_KEY, before);
}

/** Whether a group or layer was handed to the designer. */
export function isAside(node: SceneNode): boolean {
  return node.getPluginData(ASIDE_KEY) !== '';
}

/** Removes our mark from a group that contains only layers of the designer. */
export function releaseGroup(group: GroupNode): void {
  group.setPluginData(GROUP_KEY, '');
}

/** The role of one of our layers; '' for any other layer. */
export function roleOf(layer: SceneNode): string {
  return layer.getPluginData(LAYER_KEY);
}

/** The id of the source of one of our layers; '' for any other layer. */
export function sourceIdOf(layer: SceneNode): string {
  return roleOf(layer) === '' ? '' : layer.getPluginData(SOURCE_KEY);
}

/** Our data of a group; null if it has none, or unreadable ones. */
export function readGroup(group: GroupNode): RetouchGroupData | null {
  const stored = group.getPluginData(GROUP_KEY);
  if (stored === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { sourceId, groupId, picture, faces, spots, layers, aside, memory, trace } = value as Readonly<
    Record<string, unknown>
  >;
  if (typeof sourceId !== 'string') return null;
  const listed = Array.isArray(layers) ? layers.filter((id) => typeof id === 'string') : null;
  return {
    version: 2,
    sourceId,
    groupId: textOf(groupId),
    picture: textOf(picture),
    faces: numberOf(faces),
    spots: numberOf(spots),
    layers: listed,
    aside: listed === null ? isAside(group) : aside === true,
    memory: typeof memory === 'string' ? memory : null,
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
export function memoryOf(group: GroupNode, data: RetouchGroupData, picture: string): string | null {
  if (data.picture !== '' && data.picture !== picture) return null;
  return data.memory ?? storedText(group, MEMORY_KEY);
}
