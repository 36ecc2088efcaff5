import type { ChangedLayers, FlattenReason, PictureResult, WriteResult } from '../../ui/host-api/host-api';
import { layerKind } from '../../ui/engine/api/layer-kinds';
import type { PictureData } from '../../ui/engine/api/picture-data';
import { attempt, removeAll } from './attempt';
import { pictureIdOf, type Source } from './find-sources';
import { makeLayer, RETOUCHED, type LayerContent } from './make-layer';
import type { NodeTree } from './node-tree';
import { refusedWrite } from './other-editors';
import { pageOf } from './page-of';
import { placementFor, type Placement } from './placement';
import { messageOf } from '../../ui/engine/api/message-of';
import { offerRelaunch } from './relaunch-buttons';
import { removeEarlier } from './remove-earlier';
import { changesOf, createRetouchIndex, ownPartOf, type EarlierRetouch } from './retouch-index';
import { markAside, markGroup, markGroupAside } from './retouch-marks';

/** The pictures of a result, uploaded to Figma once and used for every layer that shows the same source image. */
export interface ResultImages {
  /** Bottom first. */
  readonly layers: readonly LayerContent[];
  /** The flattened picture; null if it was not made. */
  readonly retouched: LayerContent | null;
}

/** Uploads the pictures of a result. Throws the errors of figma.createImage (too large, unsupported). */
export function createImages({ width, height, layers, flattened }: PictureResult): ResultImages {
  return {
    layers: layers.map(({ role, blendMode, opacity, image, ...box }) => ({
      role,
      name: layerKind(role).name,
      blendMode,
      image: upload(image),
      part: box.width === width && box.height === height ? null : { box, picture: { width, height } },
      opacity,
      visible: true,
    })),
    retouched:
      flattened === null
        ? null
        : {
            role: RETOUCHED,
            name: 'Retouched',
            blendMode: 'normal',
            image: upload(flattened),
            part: null,
            opacity: 1,
            visible: true,
          },
  };
}

function upload(picture: PictureData): Image {
  if (picture.kind === 'raw') throw new TypeError('Figma takes image files, not raw pixels');
  return figma.createImage(picture.bytes);
}

/** Options of a write. */
export interface WriteOptions {
  readonly flatten: FlattenReason | null;
  /** Treatment of an earlier retouch that the designer changed. An unchanged one is replaced. */
  readonly changed: ChangedLayers;
  /** The tree around the source, as it is now. */
  readonly tree: NodeTree;
}

/**
 * Places the layers of one source in a group above it, and removes the group of an earlier retouch. Layers that the
 * designer put into that group stay. All or nothing: if a call fails, all new nodes are removed and the earlier group
 * stays.
 */
export function writeLayers(
  source: Source,
  images: ResultImages,
  { flatten, changed, tree }: WriteOptions,
  { summary, memory }: PictureResult,
): WriteResult {
  const { node } = source;
  const nodeId = node.id;
  const made: SceneNode[] = [];
  const takeBack: (() => void)[] = [];
  try {
    const placement = placementFor(source, tree);
    const page = pageOf(node);
    if (placement === null || page === null) return { nodeId, state: 'failed', problem: { code: 'layer-gone' } };
    const earlier = createRetouchIndex(page, tree, true).earlierOf(nodeId);
    const groups = earlier.groups.map((group) => group.node);
    const isChanged = changesOf(earlier, node).length > 0;
    if (isChanged && changed === 'leave') return { nodeId, state: 'left' };
    const keepsBoth = isChanged && changed === 'beside';
    const wasSelected = !keepsBoth && selectionIsIn([...groups.flatMap(ownPartOf), ...earlier.loose]);
    const layers = contentsFor(images, flatten).map((content) =>
      makeLayer(source, content, tree, (layer) => made.push(layer)),
    );
    const group = placeGroup(layers, placement, (layer) => made.push(layer));
    group.name = `Retouch · ${node.name}`;
    group.blendMode = 'PASS_THROUGH';
    group.expanded = false;
    markGroup(group, node, { picture: pictureIdOf(source), faces: summary.faces, spots: summary.spots }, memory);
    const written: WriteResult = { nodeId, state: 'written', groupId: group.id, flatten };
    if (keepsBoth) setAside(earlier, takeBack);
    // This comes last: after it nothing may fail.
    else removeEarlier(groups, earlier.loose);
    offerRelaunch(group);
    offerRelaunch(node);
    if (wasSelected) select(group);
    return written;
  } catch (error) {
    removeAll(made.reverse());
    for (const back of takeBack.reverse()) attempt(back);
    return { nodeId, state: 'failed', problem: refusedWrite(messageOf(error)) };
  }
}

/** Hands an earlier retouch to the designer, hidden. Two visible retouches would double the strength. */
function setAside({ groups, loose }: EarlierRetouch, takeBack: (() => void)[]): void {
  for (const { node, data } of groups) {
    takeBack.push(markGroupAside(node, data));
    hide(node, takeBack);
  }
  for (const layer of loose) {
    takeBack.push(markAside(layer));
    hide(layer, takeBack);
  }
}

function hide(layer: SceneNode, takeBack: (() => void)[]): void {
  const { visible } = layer;
  layer.visible = false;
  takeBack.push(() => {
    layer.visible = visible;
  });
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

/** The layers to write, bottom first. With a flattened picture the other layers are hidden in the group. */
function contentsFor({ layers, retouched }: ResultImages, flatten: FlattenReason | null): LayerContent[] {
  if (flatten === null || flatten === 'rasterised' || retouched === null) return [...layers];
  return [...layers.map((content) => ({ ...content, visible: false })), retouched];
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
  // Also before the insertion: in a group with auto layout, a layer at another place would shift the group.
  if ('relativeTransform' in layer) layer.relativeTransform = relativeTransform;
  parent.insertChild(index, layer);
  if (autoLayout && 'layoutPositioning' in layer) layer.layoutPositioning = 'ABSOLUTE';
  if ('relativeTransform' in layer) layer.relativeTransform = relativeTransform;
}
