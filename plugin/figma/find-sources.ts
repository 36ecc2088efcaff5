import { holdsLayers, isShapePart } from './holds-layers';
import { topImageFill, type ImageFill, type ImageNode } from './image-paint';
import { isOurs } from './retouch-group';

/** A layer to retouch. It has an image fill, or is exported as a picture first (`raster`). */
export type Source =
  | { readonly kind: 'image'; readonly node: ImageNode; readonly fill: ImageFill }
  | { readonly kind: 'raster'; readonly node: SceneNode };

/**
 * The sources in a selection, in the order of the layers: visible layers with an image fill, also locked ones and those
 * inside selected containers. A selected layer without an image that may look like a picture (a drawing, a video, a
 * pattern) becomes a raster.
 */
export function findSources(selection: readonly SceneNode[]): Source[] {
  const sources: Source[] = [];
  const seen = new Set<string>();
  for (const node of selection) {
    if (isShapePart(node)) continue;
    const inside = imageSources(node);
    for (const source of inside.length === 0 && canBePicture(node) ? [{ kind: 'raster', node } as const] : inside) {
      if (!seen.has(source.node.id)) sources.push(source);
      seen.add(source.node.id);
    }
  }
  return sources;
}

function imageSources(node: SceneNode): Source[] {
  if (!node.visible || isOurs(node)) return [];
  const fill = topImageFill(node);
  const own: Source[] = fill === null ? [] : [{ kind: 'image', node: node as ImageNode, fill }];
  if (!holdsLayers(node)) return own;
  return [...own, ...node.children.flatMap(imageSources)];
}

/** Whether a layer without an image may show a face. Shapes of one colour, lines and text show none. */
function canBePicture(node: SceneNode): boolean {
  if (!node.visible || isOurs(node) || node.width < 1 || node.height < 1) return false;
  if (holdsLayers(node)) return node.children.some(canBePicture);
  if (node.type === 'VECTOR') return true;
  if (!('fills' in node) || node.fills === figma.mixed || node.type === 'TEXT') return false;
  return node.fills.some((paint) => paint.visible !== false && paint.type !== 'SOLID');
}
