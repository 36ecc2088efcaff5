import type { GroupChange } from '../../ui/host-api/host-api';
import { changesBetween, traceOf } from './group-trace';
import { topImageFill, type ImageNode } from './image-paint';
import type { NodeTree, ParentNode } from './node-tree';
import { GROUP_KEY, isAside, LAYER_KEY, readGroup, roleOf, sourceIdOf, type RetouchGroupData } from './retouch-marks';

/** A group of ours, with the data that it was written with. */
export interface RetouchGroup {
  readonly node: GroupNode;
  readonly data: RetouchGroupData;
}

/** The earlier retouches of one source. */
export interface EarlierRetouch {
  /** Groups that a new retouch replaces. */
  readonly groups: readonly RetouchGroup[];
  /** Layers of ours whose group was dissolved. */
  readonly loose: readonly SceneNode[];
  /** Groups and layers that the designer keeps. */
  readonly aside: readonly SceneNode[];
}

/** Every retouch on one page, found with a few calls for the page and one for each group. */
export interface RetouchIndex {
  /** Whether a node is one of our groups or layers. Those are never sources. */
  isOurs(node: SceneNode): boolean;
  /** The group of ours that is the node or contains it; null if there is none. */
  enclosingGroup(node: BaseNode): RetouchGroup | null;
  /**
   * The id of the source of a group. A group that was copied together with its source belongs to the copy, if it lies
   * on a layer with the same picture.
   */
  ownerIdOf(group: RetouchGroup): string;
  /** The earlier retouches of a source. A flattened group belongs to the designer. */
  earlierOf(sourceId: string): EarlierRetouch;
}

/**
 * @param lookInside whether to look into each group, which finds single layers of ours that were dragged out of one.
 *   Without it, only layers of a group that is gone count as loose.
 */
export function createRetouchIndex(page: PageNode, tree: NodeTree, lookInside: boolean): RetouchIndex {
  const ours = page.findAllWithCriteria({ pluginData: { keys: [GROUP_KEY, LAYER_KEY] } }) as readonly SceneNode[];
  const ids = new Set(ours.map(({ id }) => id));
  const groups = ours.length === 0 ? new Map<string, RetouchGroup>() : readGroups(page);
  const isOurs = (node: SceneNode): boolean => ids.has(node.id);
  const enclosingGroup = (node: BaseNode): RetouchGroup | null =>
    [node, ...(groups.size === 0 ? [] : tree.ancestorsOf(node))]
      .map(({ id }) => groups.get(id))
      .find((group) => group !== undefined) ?? null;
  const ownerIdOf = (group: RetouchGroup): string => ownerOf(group, tree, isOurs);

  let bySource: ReadonlyMap<string, EarlierRetouch> | null = null;
  const index = (): ReadonlyMap<string, EarlierRetouch> => {
    const isLoose = (node: SceneNode): boolean => enclosingGroup(node) === null;
    const loose = outsideGroups(ours, groups, lookInside).filter(isLoose);
    return gather(
      [...groups.values()].map((group) => [ownerIdOf(group), group]),
      loose,
    );
  };
  return {
    isOurs,
    enclosingGroup,
    ownerIdOf,
    earlierOf: (sourceId) => (bySource ??= index()).get(sourceId) ?? NONE,
  };
}

const NONE: EarlierRetouch = { groups: [], loose: [], aside: [] };

function readGroups(page: PageNode): Map<string, RetouchGroup> {
  const groups = new Map<string, RetouchGroup>();
  for (const node of page.findAllWithCriteria({ types: ['GROUP'], pluginData: { keys: [GROUP_KEY] } })) {
    const data = readGroup(node);
    if (data !== null) groups.set(node.id, { node, data });
  }
  return groups;
}

/** Our nodes that may stand outside every group of ours. */
function outsideGroups(
  ours: readonly SceneNode[],
  groups: ReadonlyMap<string, RetouchGroup>,
  lookInside: boolean,
): SceneNode[] {
  const inside = new Set<string>();
  for (const { node, data } of groups.values()) {
    // The data of a copy list the layers of the original.
    const listed = lookInside || data.groupId !== node.id ? null : data.layers;
    for (const id of listed ?? node.children.map((layer) => layer.id)) inside.add(id);
  }
  return ours.filter(({ id }) => !groups.has(id) && !inside.has(id));
}

function gather(
  owned: readonly (readonly [owner: string, group: RetouchGroup])[],
  loose: readonly SceneNode[],
): Map<string, EarlierRetouch> {
  const bySource = new Map<string, { groups: RetouchGroup[]; loose: SceneNode[]; aside: SceneNode[] }>();
  const entryOf = (sourceId: string): { groups: RetouchGroup[]; loose: SceneNode[]; aside: SceneNode[] } => {
    const entry = bySource.get(sourceId) ?? { groups: [], loose: [], aside: [] };
    bySource.set(sourceId, entry);
    return entry;
  };
  for (const [owner, group] of owned) {
    if (group.data.aside) entryOf(owner).aside.push(group.node);
    else entryOf(owner).groups.push(group);
  }
  for (const layer of loose) {
    const sourceId = sourceIdOf(layer);
    if (sourceId !== '') entryOf(sourceId)[isAside(layer) ? 'aside' : 'loose'].push(layer);
  }
  return bySource;
}

function ownerOf({ node, data }: RetouchGroup, tree: NodeTree, isOurs: (node: SceneNode) => boolean): string {
  if (data.groupId === '' || data.groupId === node.id) return data.sourceId;
  const beneath = layerBeneath(node, tree, isOurs);
  if (beneath === null || !tree.rulesOf(beneath).hasFills) return data.sourceId;
  return topImageFill(beneath as ImageNode)?.paint.imageHash === data.picture ? beneath.id : data.sourceId;
}

/** The layer beneath a group: the next lower layer that is not ours, or else the enclosing frame. */
function layerBeneath(group: GroupNode, tree: NodeTree, isOurs: (node: SceneNode) => boolean): SceneNode | null {
  const parent: ParentNode | null = tree.parentOf(group);
  if (parent === null) return null;
  const siblings = tree.childrenOf(parent);
  const below = siblings.slice(
    0,
    siblings.findIndex(({ id }) => id === group.id),
  );
  const next = below.reverse().find((layer) => !isOurs(layer));
  return next ?? (tree.typeOf(parent) === 'PAGE' ? null : (parent as SceneNode));
}

/** The designer's changes to layers that an update would replace; each kind once. */
export function changesOf({ groups, loose }: EarlierRetouch, source: SceneNode): readonly GroupChange[] {
  const changes = groups.flatMap(({ node, data: { trace } }) =>
    trace === null ? [] : changesBetween(trace, traceOf(node, source, roleOf)),
  );
  return [...new Set([...changes, ...(loose.length > 0 ? (['ungrouped'] as const) : [])])];
}

/** The removable part of a group: all of it, or only our layers if it contains layers of the designer. */
export function ownPartOf(group: GroupNode): readonly SceneNode[] {
  const own = group.children.filter((layer) => roleOf(layer) !== '' || layer.getPluginData(GROUP_KEY) !== '');
  return own.length === group.children.length ? [group] : own;
}
