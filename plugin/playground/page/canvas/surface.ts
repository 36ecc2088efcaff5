import type { Affine } from '../../../geometry/affine';
import type { Box } from '../../../geometry/box';

export type SurfaceContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/**
 * A raster that nodes are painted on. Device coordinates are pixels of the outermost surface. `left` and `top` are the
 * device coordinates of this surface's own origin.
 */
export interface Surface {
  readonly context: SurfaceContext;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A surface of its own, which is drawn onto another one later. */
export interface LayerSurface extends Surface {
  readonly context: OffscreenCanvasRenderingContext2D;
  readonly canvas: OffscreenCanvas;
}

/** The outermost surface: all of a canvas. */
export function surfaceOf(context: SurfaceContext): Surface {
  return { context, left: 0, top: 0, width: context.canvas.width, height: context.canvas.height };
}

/** A new transparent surface over the part of another one in `box` (device coordinates); null if they do not meet. */
export function layerOver(surface: Surface, box: Box): LayerSurface | null {
  const left = Math.max(surface.left, Math.floor(box.x));
  const top = Math.max(surface.top, Math.floor(box.y));
  const right = Math.min(surface.left + surface.width, Math.ceil(box.x + box.width));
  const bottom = Math.min(surface.top + surface.height, Math.ceil(box.y + box.height));
  if (right <= left || bottom <= top) return null;
  const canvas = new OffscreenCanvas(right - left, bottom - top);
  const context = rasterContext(canvas);
  return { canvas, context, left, top, width: right - left, height: bottom - top };
}

/** A new transparent surface in the place of another one. */
export function layerLike({ left, top, width, height }: Surface): LayerSurface {
  const canvas = new OffscreenCanvas(width, height);
  return { canvas, context: rasterContext(canvas), left, top, width, height };
}

/** Keeps a layer's pixels only where another one of the same place has some. */
export function keepInside(layer: LayerSurface, stencil: LayerSurface): void {
  drawLayer(layer, stencil, 1, 'destination-in');
}

/**
 * A context for reading pixels back. The browser then keeps its pixels in memory and composites with full precision.
 *
 * @throws if the browser has no memory for the canvas
 */
export function rasterContext(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error(`no memory for a canvas of ${canvas.width} × ${canvas.height} pixels`);
  return context;
}

/** Makes an affine map the context's transform. */
export function setTransform(context: SurfaceContext, [[a, c, x], [b, d, y]]: Affine): void {
  context.setTransform(a, b, c, d, x, y);
}

/** Draws a layer back onto the surface that it was made over. */
export function drawLayer(
  surface: Surface,
  layer: LayerSurface,
  alpha: number,
  operation: GlobalCompositeOperation,
  filter = 'none',
): void {
  const { context } = surface;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = alpha;
  context.globalCompositeOperation = operation;
  context.filter = filter;
  context.drawImage(layer.canvas, layer.left - surface.left, layer.top - surface.top);
  context.restore();
}
