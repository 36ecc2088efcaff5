import { multiply, translation, type Affine } from '../../../geometry/affine';
import type { Box } from '../../../geometry/box';
import { blendOperation } from './blend-operation';
import type { ImageStore } from './image-store';
import { paintedBox } from './node-bounds';
import { OVER, paintFill, paintStyle, type Compositing } from './paint-fill';
import { isGroup, visiblePaints, type RenderNode } from './render-node';
import { traceOutline } from './shape-path';
import { drawLayer, layerOver, rasterContext, setTransform, surfaceOf, type Surface } from './surface';

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
    if (!isIsolated(node)) {
      const operation = blendOperation(node.blendMode);
      this.paintContent(surface, node, container, { alpha: node.opacity, operation });
      return;
    }
    const box = paintedBox(node, container);
    const layer = box === null ? null : layerOver(surface, box);
    if (layer === null) return;
    this.paintContent(layer, node, container, OVER);
    const { context } = surface;
    context.save();
    context.filter = effectFilter(node, container);
    drawLayer(surface, layer, node.opacity, blendOperation(node.blendMode));
    context.restore();
  }

  private paintContent(surface: Surface, node: RenderNode, container: Affine, compositing: Compositing): void {
    if (isGroup(node)) {
      this.paint(surface, node.children, container);
      return;
    }
    const { context } = surface;
    const space = multiply(container, node.relativeTransform);
    const device = multiply(translation(-surface.left, -surface.top), space);
    for (const paint of visiblePaints(node.fills)) paintFill(context, node, paint, device, this.images, compositing);
    if (node.children.length > 0) {
      context.save();
      if (node.clipsContent) {
        setTransform(context, device);
        traceOutline(context, node);
        context.clip();
      }
      this.paint(surface, node.children, space);
      context.restore();
    }
    for (const paint of visiblePaints(node.strokes)) paintStroke(surface, node, paint, device, compositing);
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

/** Whether a node needs a layer of its own. */
function isIsolated(node: RenderNode): boolean {
  if (node.effects.some((effect) => effect.visible && (effect.type === 'DROP_SHADOW' || effect.type === 'LAYER_BLUR')))
    return true;
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

function paintStroke(
  surface: Surface,
  node: RenderNode,
  paint: Paint,
  device: Affine,
  { alpha, operation }: Compositing,
): void {
  const { context } = surface;
  const style = paintStyle(context, node, paint);
  if (style === null || node.strokeWeight <= 0) return;
  context.save();
  context.globalAlpha = alpha * (paint.opacity ?? 1);
  context.globalCompositeOperation =
    operation === 'source-over' ? blendOperation(paint.blendMode ?? 'NORMAL') : operation;
  setTransform(context, device);
  const grow = node.strokeAlign === 'CENTER' ? 0 : node.strokeWeight / (node.strokeAlign === 'OUTSIDE' ? 2 : -2);
  traceOutline(context, node, grow);
  context.strokeStyle = style;
  context.lineWidth = node.strokeWeight;
  context.stroke();
  context.restore();
}

/**
 * Drop shadows and layer blur as a canvas filter in device pixels. The standard deviation of a canvas's blur is half of
 * Figma's radius.
 */
function effectFilter(node: RenderNode, [[a, c], [b, d]]: Affine): string {
  const scale = Math.sqrt(Math.abs(a * d - b * c));
  const parts = node.effects
    .filter((effect) => effect.visible)
    .map((effect) => {
      if (effect.type === 'LAYER_BLUR') return `blur(${(effect.radius * scale) / 2}px)`;
      if (effect.type !== 'DROP_SHADOW') return '';
      const { r, g, b, a } = effect.color;
      const color = `rgb(${r * 255} ${g * 255} ${b * 255} / ${a})`;
      return `drop-shadow(${effect.offset.x * scale}px ${effect.offset.y * scale}px ${(effect.radius * scale) / 2}px ${color})`;
    });
  return parts.filter((part) => part !== '').join(' ') || 'none';
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
