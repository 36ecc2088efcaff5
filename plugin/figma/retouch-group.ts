import { changesBetween, parseTrace, traceOf, type GroupTrace } from './group-trace';
import { topImageFill } from './image-paint';
import type { GroupChange } from '../../ui/host-api/host-api';
import { storedText, storeText } from './stored-text';

/** What is stored with our group, so that it is known again whatever its name. */
export interface RetouchGroupData {
  readonly version: 2;
  readonly sourceId: string;
  /** The group's own id: another one says that the group is a copy. '' for groups of version 1. */
  readonly groupId: string;
  /** The picture that was retouched, see pictureIdOf. */
  readonly picture: string;
  readonly faces: number;
  readonly spots: number;
  /** How it was written; null: not known. */
  readonly trace: GroupTrace | null;
}

const GROUP_KEY = 'softlight-group';
const LAYER_KEY = 'softlight-layer';
const SOURCE_KEY = 'softlight-source';
const MEMORY_KEY = 'softlight-memory';
/** On what is left to the designer, with what they have changed: no retouch updates it any more. */
const ASIDE_KEY = 'softlight-aside';

/** @param memory what the panel wants back with the group */
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

/** Leaves a group or layer of ours to the designer; returns what takes that back. */
export function markAside(node: SceneNode): () => void {
  node.setPluginData(ASIDE_KEY, 'yes');
  return () => node.setPluginData(ASIDE_KEY, '');
}

/** A group that holds only layers of the designer's is theirs. */
export function releaseGroup(group: GroupNode): void {
  group.setPluginData(GROUP_KEY, '');
}

/** Whether a node is one of our groups or layers: never a source to retouch. */
export function isOurs(node: SceneNode): boolean {
  return node.getPluginData(GROUP_KEY) !== '' || node.getPluginData(LAYER_KEY) !== '';
}

function roleOf(layer: SceneNode): string {
  return layer.getPluginData(LAYER_KEY);
}

/** What is stored with a node, if it is a group of ours and its data can be read. */
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

/** What the panel stored with a group; null if it stored nothing, or for another picture than the source shows now. */
export function memoryOf(group: GroupNode, picture: string): string | null {
  const data = readGroup(group);
  return data === null || (data.picture !== '' && data.picture !== picture) ? null : storedText(group, MEMORY_KEY);
}

/** In what a designer has changed a group since it was written. */
export function changesOf(group: GroupNode, source: SceneNode): readonly GroupChange[] {
  const trace = readGroup(group)?.trace ?? null;
  return trace === null ? [] : changesBetween(trace, traceOf(group, source, roleOf));
}

/**
 * The id of the layer that a group of ours retouches; null if it is none. A group that was copied together with
 * its source is of the copy: it lies on a layer that shows the same picture.
 */
export function ownerIdOf(group: GroupNode): string | null {
  const data = readGroup(group);
  if (data === null) return null;
  if (data.groupId === '' || data.groupId === group.id) return data.sourceId;
  const beneath = layerBeneath(group);
  return beneath !== null && topImageFill(beneath)?.paint.imageHash === data.picture ? beneath.id : data.sourceId;
}

/** What a group lies on: the next layer below that is not ours, or else the frame that it is in. */
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

/** The group of ours that a node is, or is in; null if it is in none. */
export function enclosingGroup(node: SceneNode): GroupNode | null {
  for (let ancestor: BaseNode | null = node; ancestor !== null; ancestor = ancestor.parent) {
    if (ancestor.type === 'GROUP' && readGroup(ancestor) !== null) return ancestor;
  }
  return null;
}

/** What there is of earlier retouches of one layer. */
export interface EarlierRetouch {
  /** What a new retouch updates. */
  readonly groups: readonly GroupNode[];
  /** Layers of ours whose group was taken apart. */
  readonly loose: readonly SceneNode[];
  /** What the designer has taken over. */
  readonly aside: readonly SceneNode[];
}

/** Finds earlier retouches on the page of a layer, wherever they were moved to. What is no group any more, as after flattening, is the designer's. */
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

/** What may be taken away of a group of ours: all of it, or, if the designer has put layers of their own into it, our layers. */
export function ownPartOf(group: GroupNode): readonly SceneNode[] {
  const own = group.children.filter(isOurs);
  return own.length === group.children.length ? [group] : own;
}
