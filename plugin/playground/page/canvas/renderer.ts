import { multiply, translation, type Affine } from '../../../geometry/affine';
import type { Box } from '../../../geometry/box';
import { blendOperation } from './blend-operation';
import type { ImageStore } from './image-store';
import { paintedBox } from './node-bounds';
import { blurred, scaleOf } from './blur';
import { isPaintedEffect, paintBackgroundBlur, paintInnerShadows, withDropShadows } from './effects';
import { drawText, OVER, paintFill, type Compositing } from './paint-fill';
import { paintStroke } from './paint-stroke';
import { hasSilhouette, isGroup, visiblePaints, type RenderNode } from './render-node';
import { outlineOf } from './shape-path';
import {
  drawLayer,
  keepInside,
  layerLike,
  layerOver,
  rasterContext,
  setTransform,
  surfaceOf,
  type LayerSurface,
  type Surface,
} from './surface';

/**
 * Composites nodes on a 2d canvas as Figma does.
 *
 * A node blends with everything painted before it up to the nearest isolated ancestor. An isolated node is painted on
 * its own transparent layer, which is then composited as one. A node is isolated if its opacity is below 1, or if
 * it has effects. Its blend mode isolates it, too, unless it is PASS_THROUGH, or NORMAL with nothing inside that
 * blends.
 */
export class Renderer {
  constructor(private readonly images: ImageStore) {}

  /**
   * Paints sibling nodes, the bottom one first. `container` maps the space of their frame, or of the page, to device
   * pixels.
   */
  paint(surface: Surface, siblings: readonly RenderNode[], container: Affine): void {
    for (let index = 0; index < siblings.length; index++) {
      const node = siblings[index]!;
      if (!isActiveMask(node)) {
        this.paintNode(surface, node, container);
        continue;
      }
      let end = index + 1;
      while (end < siblings.length && !isActiveMask(siblings[end]!)) end++;
      this.paintMasked(surface, node, siblings.slice(index + 1, end), container);
      index = end - 1;
    }
  }

  /**
   * Paints nodes on a new transparent canvas. `container` maps their space to the page; `box` is the part of the page
   * to show, at `scale` pixels a canvas unit.
   */
  raster(siblings: readonly RenderNode[], box: Box, scale: number, container: Affine): OffscreenCanvas {
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(box.width * scale)),
      Math.max(1, Math.round(box.height * scale)),
    );
    const toCanvas: Affine = [
      [scale, 0, -box.x * scale],
      [0, scale, -box.y * scale],
    ];
    const map = multiply(toCanvas, container);
    this.paint(surfaceOf(rasterContext(canvas)), siblings, map);
    return canvas;
  }

  private paintNode(surface: Surface, node: RenderNode, container: Affine): void {
    if (!node.visible || node.opacity <= 0) return;
    const operation = blendOperation(node.blendMode);
    if (!isIsolated(node)) {
      this.paintContent(surface, node, container, { alpha: node.opacity, operation });
      return;
    }
    const box = paintedBox(node, container);
    const layer = box === null ? null : layerOver(surface, box);
    if (layer === null) return;
    this.paintContent(layer, node, container, OVER);
    const space = multiply(container, node.relativeTransform);
    paintBackgroundBlur(surface, node, space);
    drawLayer(surface, blurred(withDropShadows(layer, node, container), node, space), node.opacity, operation);
  }

  private paintContent(surface: Surface, node: RenderNode, container: Affine, compositing: Compositing): void {
    if (isGroup(node) && node.type !== 'BOOLEAN_OPERATION') {
      this.paint(surface, node.children, container);
      return;
    }
    const { context } = surface;
    const space = multiply(container, node.relativeTransform);
    const device = multiply(translation(-surface.left, -surface.top), space);
    this.paintFills(surface, node, container, compositing);
    if (node.children.length > 0 && !isGroup(node)) {
      context.save();
      if (node.clipsContent) {
        setTransform(context, device);
        context.clip(outlineOf(node));
      }
      this.paint(surface, node.children, space);
      context.restore();
    }
    for (const paint of visiblePaints(node.strokes))
      paintStroke(surface, node, paint, device, this.images, compositing);
  }

  /** Paints a node's fills, and its inner shadows over them. */
  private paintFills(surface: Surface, node: RenderNode, container: Affine, compositing: Compositing): void {
    const space = multiply(container, node.relativeTransform);
    const deviceOf = (target: Surface): Affine => multiply(translation(-target.left, -target.top), space);
    const fillsOn = (target: Surface, shape: RenderNode, how: Compositing): void => {
      for (const paint of visiblePaints(node.fills))
        paintFill(target.context, shape, paint, deviceOf(target), this.images, how);
    };
    const isSilhouette =
      hasSilhouette(node) && !(node.text !== null && node.fills.every(({ type }) => type === 'SOLID'));
    const hasInner = node.effects.some(({ type, visible }) => visible && type === 'INNER_SHADOW');
    if (!isSilhouette && !hasInner) {
      fillsOn(surface, node, compositing);
      return;
    }
    const box = paintedBox({ ...node, effects: [], strokes: [], children: [], type: 'RECTANGLE' }, container);
    const layer = box === null ? null : layerOver(surface, box);
    if (layer === null) return;
    if (isSilhouette) {
      fillsOn(layer, { ...node, type: 'RECTANGLE', text: null, cornerRadii: [0, 0, 0, 0] }, OVER);
      keepInside(layer, this.silhouette(layer, node, container));
    } else fillsOn(layer, node, OVER);
    paintInnerShadows(layer, node, scaleOf(space));
    drawLayer(surface, layer, compositing.alpha, compositing.operation);
  }

  /** A node's glyphs, or the shapes of a boolean operation combined, in black. */
  private silhouette(surface: Surface, node: RenderNode, container: Affine): LayerSurface {
    const layer = layerLike(surface);
    const { context } = layer;
    const own = multiply(translation(-layer.left, -layer.top), multiply(container, node.relativeTransform));
    if (node.text !== null) {
      setTransform(context, own);
      drawText(context, node.text);
      return layer;
    }
    const space = multiply(translation(-layer.left, -layer.top), container);
    node.children.forEach((child, index) => {
      const part = layerLike(surface);
      if (child.type === 'BOOLEAN_OPERATION')
        drawLayer(part, this.silhouette(part, child, container), 1, 'source-over');
      else {
        setTransform(part.context, multiply(space, child.relativeTransform));
        part.context.fill(outlineOf(child));
      }
      drawLayer(layer, part, 1, index === 0 ? 'source-over' : COMBINATIONS[node.booleanOperation ?? 'UNION']);
    });
    return layer;
  }

  /**
   * Paints nodes through a mask. They blend with the surface as if there were no mask; the mask then mixes that with
   * the surface: surface × (1 − mask) + painted × mask.
   */
  private paintMasked(surface: Surface, mask: RenderNode, masked: readonly RenderNode[], container: Affine): void {
    const box = paintedBox({ ...mask, isMask: false }, container);
    const stencil = box === null ? null : layerOver(surface, box);
    const painted = box === null ? null : layerOver(surface, box);
    if (stencil === null || painted === null) return;
    const shape = mask.maskType === 'VECTOR' ? { ...mask, opacity: 1, fills: [SOLID_BLACK], effects: [] } : mask;
    this.paintNode(stencil, shape, container);
    if (mask.maskType === 'LUMINANCE') luminanceToAlpha(stencil.context as OffscreenCanvasRenderingContext2D);

    painted.context.drawImage(
      surface.context.canvas,
      painted.left - surface.left,
      painted.top - surface.top,
      painted.width,
      painted.height,
      0,
      0,
      painted.width,
      painted.height,
    );
    this.paint(painted, masked, container);
    drawLayer(painted, stencil, 1, 'destination-in');
    drawLayer(surface, stencil, 1, 'destination-out');
    drawLayer(surface, painted, 1, 'lighter');
  }
}

const SOLID_BLACK: SolidPaint = { type: 'SOLID', color: { r: 0, g: 0, b: 0 } };

function isActiveMask(node: RenderNode): boolean {
  return node.isMask && node.visible;
}

/** How a boolean operation combines each further shape with those before it. */
const COMBINATIONS: Readonly<Record<NonNullable<RenderNode['booleanOperation']>, GlobalCompositeOperation>> = {
  UNION: 'source-over',
  SUBTRACT: 'destination-out',
  INTERSECT: 'destination-in',
  EXCLUDE: 'xor',
};

/** Whether a node needs a layer of its own. */
function isIsolated(node: RenderNode): boolean {
  if (node.effects.some(isPaintedEffect)) return true;
  const paints = [...visiblePaints(node.fills), ...visiblePaints(node.strokes)];
  const parts = paints.length + node.children.length;
  const blends = node.blendMode !== 'PASS_THROUGH' && node.blendMode !== 'NORMAL';
  // A single paint carries the node's opacity and blend mode itself, which saves a pass and a rounding.
  const isSingle = node.children.length === 0 && parts === 1;
  if (isSingle) return isBlendingPaint(paints[0]!) && (blends || node.blendMode === 'NORMAL');
  if (node.opacity < 1 || blends) return true;
  return node.blendMode === 'NORMAL' && (paints.some(isBlendingPaint) || node.children.some(blendsBeneath));
}

function isBlendingPaint(paint: Paint): boolean {
  return (paint.blendMode ?? 'NORMAL') !== 'NORMAL';
}

/** Whether a node's pixels depend on the pixels beneath it, beyond covering them. */
function blendsBeneath(node: RenderNode): boolean {
  if (!node.visible) return false;
  if (node.blendMode !== 'PASS_THROUGH' && node.blendMode !== 'NORMAL') return true;
  return [...node.fills, ...node.strokes].some(isBlendingPaint) || node.children.some(blendsBeneath);
}

/** Multiplies a layer's alpha by its luma (Rec. 709, of the gamma-encoded colours). */
function luminanceToAlpha(context: OffscreenCanvasRenderingContext2D): void {
  const image = context.getImageData(0, 0, context.canvas.width, context.canvas.height);
  const { data } = image;
  for (let at = 0; at < data.length; at += 4) {
    const luma = 0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!;
    data[at + 3] = Math.round((luma * data[at + 3]!) / 255);
  }
  context.putImageData(image, 0, 0);
}
