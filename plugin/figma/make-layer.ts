import type { LayerBlendMode } from '../../ui/engine/api/layer-kinds';
import { coveredEffects } from './drawn-effects';
import type { Source } from './find-sources';
import type { ImageNode } from './image-paint';
import { coveringFills } from './layer-plan';
import type { NodeTree } from './node-tree';
import type { Box } from '../geometry/box';
import { croppedTransform, type Size } from '../geometry/image-placement';
import { takesLayersInside } from './placement';
import { rasterBox } from './raster-box';
import { markLayer } from './retouch-marks';
import { coveredStrokes } from './strokes';

/** Role of the flattened picture. The engine's own layers have other roles. */
export const RETOUCHED = 'retouched';

const FOLLOW: Constraints = { horizontal: 'STRETCH', vertical: 'STRETCH' };

/** A part of a picture, in its pixels, and the picture's size. */
export interface PicturePart {
  readonly box: Box;
  readonly picture: Size;
}

export interface LayerContent {
  readonly role: string;
  readonly name: string;
  readonly blendMode: LayerBlendMode;
  readonly image: Image;
  /** The part of the picture that the image holds; null: the whole picture. */
  readonly part: PicturePart | null;
  /** 0–1. */
  readonly opacity: number;
  readonly visible: boolean;
}

type LayerNode = SceneNode & GeometryMixin & BlendMixin & MinimalStrokesMixin;

/**
 * A layer that shows an image exactly where the source shows its own. It is a clone of the source with another image,
 * without strokes and effects, which would be drawn twice. A flattened picture keeps those that it covers. A container
 * becomes a rectangle of its shape, because a clone would bring its children.
 */
export function makeLayer(
  source: Source,
  content: LayerContent,
  tree: NodeTree,
  track: (made: SceneNode) => void,
): LayerNode {
  const { node } = source;
  const cloned = source.kind === 'image' && tree.rulesOf(node).layers === 'clone' ? source.node : null;
  const layer = cloned === null ? rectangleLike(source, track) : clone(cloned, track);
  const covering = content.role === RETOUCHED ? cloned : null;
  layer.name = content.name;
  layer.visible = content.visible;
  layer.locked = false;
  if (covering === null || coveredStrokes(covering).length === 0) layer.strokes = [];
  layer.effects = covering === null ? [] : coveredEffects(covering.effects);
  layer.fills = fillsFor(source, content);
  layer.opacity = content.opacity;
  layer.blendMode = content.blendMode === 'soft-light' ? 'SOFT_LIGHT' : 'NORMAL';
  // The layers of a frame's own picture follow a later resize, as its fill does.
  if (source.kind === 'image' && takesLayersInside(node, tree) && 'constraints' in layer) layer.constraints = FOLLOW;
  markLayer(layer, content.role, node.id);
  return layer;
}

function clone(node: ImageNode, track: (made: SceneNode) => void): LayerNode {
  const copy = node.clone() as LayerNode;
  track(copy);
  return copy;
}

function rectangleLike(source: Source, track: (made: SceneNode) => void): LayerNode {
  const { node } = source;
  const rectangle = figma.createRectangle();
  track(rectangle);
  const { width, height } = source.kind === 'raster' ? rasterBox(node) : node;
  rectangle.resize(Math.max(0.01, width), Math.max(0.01, height));
  if (source.kind === 'image' && 'topLeftRadius' in node) {
    rectangle.topLeftRadius = node.topLeftRadius;
    rectangle.topRightRadius = node.topRightRadius;
    rectangle.bottomLeftRadius = node.bottomLeftRadius;
    rectangle.bottomRightRadius = node.bottomRightRadius;
    rectangle.cornerSmoothing = node.cornerSmoothing;
  }
  return rectangle;
}

function fillsFor(source: Source, { role, image, part }: LayerContent): Paint[] {
  if (source.kind === 'raster') {
    const whole: ImagePaint = { type: 'IMAGE', scaleMode: 'FILL', imageHash: image.hash };
    return [paintOf(whole, part, rasterBox(source.node))];
  }
  const { paint, fills, index } = source.fill;
  if (role !== RETOUCHED) {
    const { filters: _, ...plain } = paint;
    const whole: ImagePaint = { ...plain, imageHash: image.hash, opacity: 1, visible: true, blendMode: 'NORMAL' };
    return [paintOf(whole, part, source.node)];
  }
  // The flattened picture replaces the image among the fills of the source.
  return coveringFills(source.fill).map((fill) => (fill === fills[index] ? { ...paint, imageHash: image.hash } : fill));
}

/**
 * A paint that shows a part of the picture where `whole` would show it. The layer keeps the source's shape, so its
 * corners and its outline clip the part as they clip the whole.
 */
function paintOf(whole: ImagePaint, part: PicturePart | null, node: Size): ImagePaint {
  if (part === null) return whole;
  const imageTransform = croppedTransform(whole, node, part.picture, part.box);
  if (imageTransform === null) throw new Error('a tiled picture takes layers of its whole size');
  const { rotation: _, scalingFactor: __, ...rest } = whole;
  return { ...rest, scaleMode: 'CROP', imageTransform };
}
