import type { FlattenReason, PictureResult, WriteResult } from '../../ui/channel/host-api';
import type { EncodedLayer } from '../../ui/channel/engine-api';
import type { Source } from './find-sources';
import { makeLayer, type LayerContent } from './make-layer';
import { placementFor, type Placement } from './placement';
import { messageOf } from './read-picture';
import { groupsOf, markGroup, ownPartOf } from './retouch-group';

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
    retouched: flattened === null ? null : { role: 'retouched', image: figma.createImage(flattened), opacity: 1, visible: true },
  };
}

/**
 * Places the layers of one source in a group above it, and takes away the group of an earlier retouch (but
 * never a layer that the designer put into it). All or nothing: if any call fails, everything made so far is removed again and the earlier group stays.
 */
export function writeLayers(source: Source, images: ResultImages, flatten: FlattenReason | null, summary: PictureResult['summary']): WriteResult {
  const nodeId = source.node.id;
  const made: SceneNode[] = [];
  try {
    const placement = placementFor(source);
    if (placement === null) return { nodeId, state: 'failed', problem: { code: 'layer-gone' } };
    const earlier = groupsOf(nodeId, placement.parent).flatMap(ownPartOf);
    const layers = contentsFor(images, flatten).map((content) => makeLayer(source, content, (node) => made.push(node)));
    const group = placeGroup(layers, placement, (node) => made.push(node));
    group.name = `Retouch · ${source.node.name}`;
    group.blendMode = 'PASS_THROUGH';
    group.expanded = false;
    markGroup(group, { version: 1, sourceId: nodeId, ...summary });
    const written: WriteResult = { nodeId, state: 'written', groupId: group.id, flatten };
    // Last: once the earlier group is gone, nothing may fail any more.
    removeEarlier(earlier);
    return written;
  } catch (error) {
    removeAll(made);
    return { nodeId, state: 'failed', problem: { code: 'write-failed', detail: messageOf(error) } };
  }
}

/** Bottom to top. With a flattened picture the layers stay in the group, hidden, for the designer to take up. */
function contentsFor({ heal, blend, brighten, retouched }: ResultImages, flatten: FlattenReason | null): LayerContent[] {
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

function place(layer: SceneNode, parent: ChildrenMixin, index: number, relativeTransform: Transform, autoLayout: boolean): void {
  // Before too: inside a group that is laid out, a layer that comes in elsewhere would shift the group.
  if ('relativeTransform' in layer) layer.relativeTransform = relativeTransform;
  parent.insertChild(index, layer);
  if (autoLayout && 'layoutPositioning' in layer) layer.layoutPositioning = 'ABSOLUTE';
  if ('relativeTransform' in layer) layer.relativeTransform = relativeTransform;
}

/** Takes away earlier groups, or layers of them. Throws only while all are still there; after that, one that cannot go is left. */
function removeEarlier([first, ...others]: readonly SceneNode[]): void {
  first?.remove();
  removeAll(others);
}

/** Removes nodes, last first; a node that is gone already (with its group, say) is no failure. */
function removeAll(made: readonly SceneNode[]): void {
  for (const node of [...made].reverse()) {
    try {
      if (!node.removed) node.remove();
    } catch {
      // Nothing more can be done for this node; the others must still go.
    }
  }
}
