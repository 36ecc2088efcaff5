import { invert, mapPoint, multiply, scaling, type Affine } from '../../../geometry/affine';
import { blendOperation } from './blend-operation';
import { drawPicture, sticksOut } from './draw-picture';
import { imagePlacement } from '../../../geometry/image-placement';
import type { ImageStore } from './image-store';
import type { RenderNode } from './render-node';
import { fillsItsBox, outlineOf } from './shape-path';
import { setTransform, type SurfaceContext } from './surface';

/** Alpha (0–1) and operation of a node, which apply on top of its paint's own. */
export interface Compositing {
  readonly alpha: number;
  readonly operation: GlobalCompositeOperation;
}

export const OVER: Compositing = { alpha: 1, operation: 'source-over' };

/** Paints one fill inside the node's outline. `device` maps node space to the context's pixels. */
export function paintFill(
  context: SurfaceContext,
  node: RenderNode,
  paint: Paint,
  device: Affine,
  images: ImageStore,
  compositing: Compositing,
): void {
  const own = blendOperation(paint.blendMode ?? 'NORMAL');
  context.save();
  context.globalAlpha = compositing.alpha * (paint.opacity ?? 1);
  context.globalCompositeOperation = compositing.operation === 'source-over' ? own : compositing.operation;
  setTransform(context, device);
  if (paint.type === 'IMAGE') {
    paintImage(context, node, paint, device, images);
  } else {
    const style = paintStyle(context, node, paint);
    if (style !== null) {
      context.fillStyle = style;
      fillOutline(context, node);
    }
  }
  context.restore();
}

/** The canvas style, in node space, of a paint that is not a picture; null for types that are not drawn. */
export function paintStyle(context: SurfaceContext, node: RenderNode, paint: Paint): string | CanvasGradient | null {
  switch (paint.type) {
    case 'SOLID':
      return rgb(paint.color);
    case 'GRADIENT_LINEAR':
    case 'GRADIENT_RADIAL':
    case 'GRADIENT_DIAMOND':
    case 'GRADIENT_ANGULAR':
      return gradient(context, node, paint);
    default:
      return null;
  }
}

function gradient(context: SurfaceContext, node: RenderNode, paint: GradientPaint): CanvasGradient | null {
  const inverse = invert(paint.gradientTransform);
  if (inverse === null) return null;
  const toNode = multiply(scaling(node.width, node.height), inverse);
  const from = mapPoint(toNode, paint.type === 'GRADIENT_LINEAR' ? { x: 0, y: 0.5 } : { x: 0.5, y: 0.5 });
  const to = mapPoint(toNode, { x: 1, y: 0.5 });
  const result =
    paint.type === 'GRADIENT_LINEAR'
      ? context.createLinearGradient(from.x, from.y, to.x, to.y)
      : context.createRadialGradient(from.x, from.y, 0, from.x, from.y, Math.hypot(to.x - from.x, to.y - from.y));
  for (const stop of paint.gradientStops) result.addColorStop(stop.position, rgb(stop.color, stop.color.a));
  return result;
}

function rgb({ r, g, b }: RGB, alpha = 1): string {
  return `rgb(${[r, g, b].map((channel) => Math.round(channel * 255)).join(' ')} / ${alpha})`;
}

function fillOutline(context: SurfaceContext, node: RenderNode): void {
  if (node.text !== null) {
    drawText(context, node.text);
    return;
  }
  context.fill(outlineOf(node), 'evenodd');
}

/** Fills the glyphs of a text in the context's present style. */
export function drawText(
  context: SurfaceContext,
  { characters, fontSize }: { readonly characters: string; readonly fontSize: number },
): void {
  context.font = `${fontSize}px Inter, system-ui, sans-serif`;
  context.textBaseline = 'top';
  const lineHeight = fontSize * 1.2;
  characters.split('\n').forEach((line, index) => {
    context.fillText(line, 0, index * lineHeight + fontSize * 0.1);
  });
}

function paintImage(
  context: SurfaceContext,
  node: RenderNode,
  paint: ImagePaint,
  device: Affine,
  images: ImageStore,
): void {
  const picture = paint.imageHash === null ? 'broken' : images.get(paint.imageHash);
  if (picture === 'decoding') return;
  if (picture === 'broken') {
    context.fillStyle = missingPattern(context);
    fillOutline(context, node);
    return;
  }
  const placement = imagePlacement(paint, node, picture);
  if (placement === null) return;
  if (paint.filters !== undefined) context.filter = canvasFilter(paint.filters);
  if (!fillsItsBox(node) || sticksOut(placement)) {
    context.clip(outlineOf(node), 'evenodd');
  }
  if (paint.scaleMode !== 'TILE') {
    drawPicture(context, picture, placement, device, node);
    return;
  }
  const pattern = context.createPattern(picture.level(0), 'repeat');
  if (pattern === null) return;
  const [[a, c, e], [b, d, f]] = placement;
  pattern.setTransform({ a, b, c, d, e, f });
  context.fillStyle = pattern;
  fillOutline(context, node);
}

/**
 * Paint filters as the canvas's own, which resemble Figma's in direction and strength. A canvas has no counterpart of
 * the other filters.
 */
function canvasFilter({ exposure = 0, contrast = 0, saturation = 0 }: ImageFilters): string {
  const parts = [
    exposure === 0 ? '' : `brightness(${2 ** exposure})`,
    contrast === 0 ? '' : `contrast(${1 + contrast * 0.5})`,
    saturation === 0 ? '' : `saturate(${1 + saturation})`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'none' : parts.join(' ');
}

/** The grey checkerboard for a picture that cannot be decoded. */
function missingPattern(context: SurfaceContext): CanvasPattern | string {
  const tile = new OffscreenCanvas(16, 16);
  const tileContext = tile.getContext('2d');
  if (tileContext === null) return '#cccccc';
  tileContext.fillStyle = '#e6e6e6';
  tileContext.fillRect(0, 0, 16, 16);
  tileContext.fillStyle = '#cccccc';
  tileContext.fillRect(0, 0, 8, 8);
  tileContext.fillRect(8, 8, 8, 8);
  return context.createPattern(tile, 'repeat') ?? '#cccccc';
}
