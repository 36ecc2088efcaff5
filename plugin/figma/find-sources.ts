import { holdsLayers, isShapePart } from './holds-layers';
import { topImageFill, type ImageFill, type ImageNode } from './image-paint';
import { isOurs } from './retouch-group';

/** A layer to retouch: one with an image fill, or one that is turned into a picture first. */
export type Source =
  | { readonly kind: 'image'; readonly node: ImageNode; readonly fill: ImageFill }
  | { readonly kind: 'raster'; readonly node: SceneNode };

/**
 * The sources in a selection, in the layers' order: selected layers with an image fill, and all such layers
 * inside selected containers, locked and nested ones too; hidden ones are left out. A selected layer that
 * holds no image but may still look like a picture (a drawing, a video, a pattern) is taken as a raster.
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

/** Plain shapes of one colour, lines and text are no pictures; rasterising them would only end in "no face". */
function canBePicture(node: SceneNode): boolean {
  if (!node.visible || isOurs(node) || node.width < 1 || node.height < 1) return false;
  if (holdsLayers(node)) return node.children.some(canBePicture);
  if (node.type === 'VECTOR') return true;
  if (!('fills' in node) || node.fills === figma.mixed || node.type === 'TEXT') return false;
  return node.fills.some((paint) => paint.visible !== false && paint.type !== 'SOLID');
}
