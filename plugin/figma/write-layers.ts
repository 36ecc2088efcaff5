import type { ChangedLayers, FlattenReason, PictureResult, WriteResult } from '../../ui/host-api/host-api';
import type { EncodedLayer } from '../../ui/engine/api/engine-api';
import { attempt } from './attempt';
import type { Source } from './find-sources';
import { makeLayer, type LayerContent } from './make-layer';
import { placementFor, type Placement } from './placement';
import { messageOf } from './read-picture';
import { offerRelaunch } from './relaunch-buttons';
import { removeEarlier } from './remove-earlier';
import { earlierOf, markAside, markGroup, ownPartOf, type EarlierRetouch } from './retouch-group';
import { earlierChanges, pictureIdOf } from './scan-selection';

/** The result's pictures, known to Figma: made once and used for every layer that shows the same source image. */
export interface ResultImages {
  readonly heal: LayerContent | null;
  readonly blend: LayerContent | null;
  readonly brighten: LayerContent | null;
  readonly retouched: LayerContent | null;
}

/** Hands the result's PNGs to Figma. Throws what figma.createImage throws (too large, unsupported). */
export function createImages({ layers, flattened }: PictureResult): ResultImages {
  const content = (role: 'heal' | 'blend' | 'brighten', layer: EncodedLayer | null): LayerContent | null =>
    layer === null ? null : { role, image: figma.createImage(layer.png), opacity: layer.opacity, visible: true };
  return {
    heal: content('heal', layers.heal),
    blend: content('blend', layers.blend),
    brighten: content('brighten', layers.brighten),
    retouched:
      flattened === null ? null : { role: 'retouched', image: figma.createImage(flattened), opacity: 1, visible: true },
  };
}

/** How layers are written. */
export interface WriteOptions {
  readonly flatten: FlattenReason | null;
  /** What becomes of an earlier retouch that the designer has changed. One that they have not is replaced. */
  readonly changed: ChangedLayers;
}

/**
 * Places the layers of one source in a group above it, and takes away the group of an earlier retouch (but
 * never a layer that the designer put into it). All or nothing: if any call fails, everything made so far is removed again and the earlier group stays.
 */
export function writeLayers(
  source: Source,
  images: ResultImages,
  { flatten, changed }: WriteOptions,
  { summary, memory }: PictureResult,
): WriteResult {
  const { node } = source;
  const nodeId = node.id;
  const made: SceneNode[] = [];
  const takeBack: (() => void)[] = [];
  try {
    const placement = placementFor(source);
    if (placement === null) return { nodeId, state: 'failed', problem: { code: 'layer-gone' } };
    const earlier = earlierOf(node);
    const isChanged = earlierChanges(earlier, node).length > 0;
    if (isChanged && changed === 'leave') return { nodeId, state: 'left' };
    const keepsBoth = isChanged && changed === 'beside';
    const wasSelected = !keepsBoth && selectionIsIn([...earlier.groups.flatMap(ownPartOf), ...earlier.loose]);
    const layers = contentsFor(images, flatten).map((content) =>
      makeLayer(source, content, (layer) => made.push(layer)),
    );
    const group = placeGroup(layers, placement, (layer) => made.push(layer));
    group.name = `Retouch · ${node.name}`;
    group.blendMode = 'PASS_THROUGH';
    group.expanded = false;
    markGroup(group, node, { picture: pictureIdOf(source), faces: summary.faces, spots: summary.spots }, memory);
    const written: WriteResult = { nodeId, state: 'written', groupId: group.id, flatten };
    if (keepsBoth) setAside(earlier, takeBack);
    // Last: once the earlier group is gone, nothing may fail any more.
    else removeEarlier(earlier.groups, earlier.loose);
    offerRelaunch(group);
    offerRelaunch(node);
    if (wasSelected) select(group);
    return written;
  } catch (error) {
    removeAll(made);
    for (const back of takeBack.reverse()) attempt(back);
    return { nodeId, state: 'failed', problem: { code: 'write-failed', detail: messageOf(error) } };
  }
}

/** Leaves an earlier retouch to the designer, hidden: two at a time would be twice the strength. */
function setAside({ groups, loose }: EarlierRetouch, takeBack: (() => void)[]): void {
  for (const layer of [...groups, ...loose]) {
    const { visible } = layer;
    takeBack.push(markAside(layer));
    layer.visible = false;
    takeBack.push(() => {
      layer.visible = visible;
    });
  }
}

function selectionIsIn(layers: readonly SceneNode[]): boolean {
  const ids = new Set(layers.map(({ id }) => id));
  return figma.currentPage.selection.length > 0 && figma.currentPage.selection.every((node) => isIn(node, ids));
}

function isIn(node: SceneNode, ids: ReadonlySet<string>): boolean {
  for (let ancestor: BaseNode | null = node; ancestor !== null; ancestor = ancestor.parent)
    if (ids.has(ancestor.id)) return true;
  return false;
}

function select(group: GroupNode): void {
  attempt(() => {
    figma.currentPage.selection = [group];
  });
}

/** Bottom to top. With a flattened picture the layers stay in the group, hidden, for the designer to take up. */
function contentsFor(
  { heal, blend, brighten, retouched }: ResultImages,
  flatten: FlattenReason | null,
): LayerContent[] {
  const stack = [heal, blend, brighten].filter((content) => content !== null);
  if (flatten === null || flatten === 'rasterised' || retouched === null) return stack;
  return [...stack.map((content) => ({ ...content, visible: false })), retouched];
}

function placeGroup(layers: readonly SceneNode[], placement: Placement, track: (made: SceneNode) => void): GroupNode {
  const { parent, index, relativeTransform, autoLayout } = placement;
  layers.forEach((layer, order) => place(layer, parent, index + order, relativeTransform, autoLayout));
  const group = figma.group(layers, parent, index);
  track(group);
  if (autoLayout) group.layoutPositioning = 'ABSOLUTE';
  for (const layer of layers) if ('relativeTransform' in layer) layer.relativeTransform = relativeTransform;
  return group;
}

function place(
  layer: SceneNode,
  parent: ChildrenMixin,
  index: number,
  relativeTransform: Transform,
  autoLayout: boolean,
): void {
  // Before too: inside a group that is laid out, a layer that comes in elsewhere would shift the group.
  if ('relativeTransform' in layer) layer.relativeTransform = relativeTransform;
  parent.insertChild(index, layer);
  if (autoLayout && 'layoutPositioning' in layer) layer.layoutPositioning = 'ABSOLUTE';
  if ('relativeTransform' in layer) layer.relativeTransform = relativeTransform;
}

/** Removes nodes, last first; a node that is gone already (with its group, say) is no failure. */
function removeAll(made: readonly SceneNode[]): void {
  for (const node of [...made].reverse())
    attempt(() => {
      if (!node.removed) node.remove();
    });
}
