import type { Affine } from '../../../geometry/affine';
import { blendOperation } from './blend-operation';
import type { ImageStore } from './image-store';
import { OVER, paintFill, paintStyle, type Compositing } from './paint-fill';
import type { RenderNode } from './render-node';
import { outlineOf } from './shape-path';
import { layerLike, setTransform, type LayerSurface, type Surface } from './surface';

/**
 * Paints one stroke along a node's outline. As in Figma, a stroke inside or outside is one of double weight that is
 * cut off at the outline.
 */
export function paintStroke(
  surface: Surface,
  node: RenderNode,
  paint: Paint,
  device: Affine,
  images: ImageStore,
  { alpha, operation }: Compositing,
): void {
  const { context } = surface;
  if (node.strokeWeight <= 0) return;
  const own = operation === 'source-over' ? blendOperation(paint.blendMode ?? 'NORMAL') : operation;
  context.save();
  if (paint.type === 'IMAGE') {
    const layer = imageStroke(surface, node, paint, device, images);
    context.globalAlpha = alpha;
    context.globalCompositeOperation = own;
    context.drawImage(layer.canvas, 0, 0);
  } else {
    const style = paintStyle(context, node, paint);
    context.globalAlpha = alpha * (paint.opacity ?? 1);
    context.globalCompositeOperation = own;
    if (style !== null) strokeOutline(surface, node, device, style);
  }
  context.restore();
}

/** A picture in the shape of a stroke. It is placed in the node's box, grown by the stroke. */
function imageStroke(
  surface: Surface,
  node: RenderNode,
  paint: ImagePaint,
  device: Affine,
  images: ImageStore,
): LayerSurface {
  const layer = layerLike(surface);
  const grow = node.strokeAlign === 'INSIDE' ? 0 : node.strokeWeight / (node.strokeAlign === 'CENTER' ? 2 : 1);
  const box = {
    ...node,
    type: 'RECTANGLE',
    text: null,
    cornerRadii: [0, 0, 0, 0] as const,
    vectorPaths: [],
    width: node.width + 2 * grow,
    height: node.height + 2 * grow,
  };
  const [[a, c, x], [b, d, y]] = device;
  const grown: Affine = [
    [a, c, x - grow * (a + c)],
    [b, d, y - grow * (b + d)],
  ];
  paintFill(layer.context, box, { ...paint, blendMode: 'NORMAL' }, grown, images, OVER);
  const stencil = layerLike(surface);
  strokeOutline(stencil, node, device, '#000000');
  layer.context.setTransform(1, 0, 0, 1, 0, 0);
  layer.context.globalCompositeOperation = 'destination-in';
  layer.context.drawImage(stencil.canvas, 0, 0);
  return layer;
}

function strokeOutline(
  { context, width, height }: Surface,
  node: RenderNode,
  device: Affine,
  style: string | CanvasGradient,
): void {
  const outline = outlineOf(node);
  context.save();
  setTransform(context, device);
  if (node.strokeAlign === 'INSIDE') context.clip(outline);
  if (node.strokeAlign === 'OUTSIDE') {
    const reach = (width + height + node.width + node.height) * 4;
    const around = new Path2D();
    around.rect(-reach, -reach, 2 * reach + node.width, 2 * reach + node.height);
    around.addPath(outline);
    context.clip(around, 'evenodd');
  }
  context.strokeStyle = style;
  context.lineWidth = node.strokeWeight * (node.strokeAlign === 'CENTER' ? 1 : 2);
  context.setLineDash([...(node.dashPattern ?? [])]);
  context.stroke(outline);
  context.restore();
}
