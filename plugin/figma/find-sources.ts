import { topImageFill, type ImageFill, type ImageNode } from './image-paint';
import type { NodeTree } from './node-tree';

/** A layer to retouch. It has an image fill, or is exported as a picture first (`raster`). */
export type Source = ImageSource | RasterSource;

export interface ImageSource {
  readonly kind: 'image';
  readonly node: ImageNode;
  readonly fill: ImageFill;
}

export interface RasterSource {
  readonly kind: 'raster';
  readonly node: SceneNode;
}

/** Whether a node is one of our groups or layers. Those are never sources. */
type IsOurs = (node: SceneNode) => boolean;

/** Marks the picture id of a raster; the rest of the id is that of its node. */
const RASTER = 'raster:';

/** The id of the picture of a source. Layers with the same image share it. */
export function pictureIdOf(source: Source): string {
  return source.kind === 'image' ? source.fill.paint.imageHash : RASTER + source.node.id;
}

/** The id of the node that a picture id of a raster holds; null for the picture of an image fill. */
export function rasterIdOf(pictureId: string): string | null {
  return pictureId.startsWith(RASTER) ? pictureId.slice(RASTER.length) : null;
}

/**
 * The sources in a selection, in the order of the layers: visible layers with an image fill, also locked ones and those
 * inside selected containers. A selected layer without an image that may look like a picture (a drawing, a video, a
 * pattern) becomes a raster.
 */
export function findSources(selection: readonly SceneNode[], tree: NodeTree, isOurs: IsOurs): Source[] {
  const sources: Source[] = [];
  const seen = new Set<string>();
  for (const node of selection) {
    if (isShapePart(node, tree)) continue;
    const inside = imageSources(node, tree, isOurs);
    for (const source of inside.length === 0 && canBePicture(node, tree, isOurs)
      ? [{ kind: 'raster', node } as const]
      : inside) {
      if (!seen.has(source.node.id)) sources.push(source);
      seen.add(source.node.id);
    }
  }
  return sources;
}

/** The source that one node is for a picture; null if the node does not show that picture now. */
export function sourceOf(node: SceneNode, pictureId: string, tree: NodeTree, isOurs: IsOurs): Source | null {
  if (isShapePart(node, tree)) return null;
  const own = rasterIdOf(pictureId) === null ? ownImage(node, tree, isOurs) : findSources([node], tree, isOurs)[0];
  return own !== undefined && own.node.id === node.id && pictureIdOf(own) === pictureId ? own : null;
}

/** Whether a node is a part of a boolean operation. Layers beside it would change the shape. */
function isShapePart(node: SceneNode, tree: NodeTree): boolean {
  return tree.ancestorsOf(node).some((ancestor) => tree.typeOf(ancestor) === 'BOOLEAN_OPERATION');
}

function imageSources(node: SceneNode, tree: NodeTree, isOurs: IsOurs): Source[] {
  if (isOurs(node) || !node.visible) return [];
  const own = ownFill(node, tree);
  const sources: Source[] = own === undefined ? [] : [own];
  if (!tree.rulesOf(node).holdsLayers) return sources;
  return [
    ...sources,
    ...tree.childrenOf(node as SceneNode & ChildrenMixin).flatMap((child) => imageSources(child, tree, isOurs)),
  ];
}

function ownImage(node: SceneNode, tree: NodeTree, isOurs: IsOurs): Source | undefined {
  return isOurs(node) || !node.visible ? undefined : ownFill(node, tree);
}

function ownFill(node: SceneNode, tree: NodeTree): Source | undefined {
  const fill = tree.rulesOf(node).hasFills ? topImageFill(node as ImageNode) : null;
  return fill === null ? undefined : { kind: 'image', node: node as ImageNode, fill };
}

/** Whether a node is a container in a container that takes no groups: nothing could lie over its picture as a whole. */
function isSlideOrAsset(node: SceneNode, tree: NodeTree): boolean {
  const parent = tree.parentOf(node);
  return tree.rulesOf(node).holdsLayers && parent !== null && !tree.rulesOf(parent).takesGroups;
}

/** Whether a layer without an image may show a face. Shapes of one colour, lines and text show none. */
function canBePicture(node: SceneNode, tree: NodeTree, isOurs: IsOurs): boolean {
  if (isOurs(node) || !node.visible || node.width < 1 || node.height < 1) return false;
  if (isSlideOrAsset(node, tree)) return false;
  const type = tree.typeOf(node);
  if (tree.rulesOf(node).holdsLayers)
    return tree.childrenOf(node as SceneNode & ChildrenMixin).some((child) => canBePicture(child, tree, isOurs));
  if (type === 'VECTOR') return true;
  if (!tree.rulesOf(node).hasFills || type === 'TEXT' || type === 'TEXT_PATH') return false;
  const { fills } = node as ImageNode;
  return fills !== figma.mixed && fills.some((paint) => paint.visible !== false && paint.type !== 'SOLID');
}
