import { multiply, translation, type Affine } from '../../../geometry/affine';
import { blendOperation } from './blend-operation';
import { blurFilter, scaleOf } from './blur';
import { isGroup, type RenderNode } from './render-node';
import { outlineOf } from './shape-path';
import { drawLayer, keepInside, layerLike, setTransform, type LayerSurface, type Surface } from './surface';

/** Effects that this renderer draws. Noise, texture, glass and shaders are not: Figma has not published them. */
const PAINTED: ReadonlySet<Effect['type']> = new Set(['DROP_SHADOW', 'INNER_SHADOW', 'LAYER_BLUR', 'BACKGROUND_BLUR']);

export function isPaintedEffect({ type, visible }: Effect): boolean {
  return visible && PAINTED.has(type);
}

/** A layer with its node's drop shadows beneath it. `container` maps the space of the node's frame to device pixels. */
export function withDropShadows(layer: LayerSurface, node: RenderNode, container: Affine): LayerSurface {
  const shadows = node.effects.filter((effect) => effect.visible && effect.type === 'DROP_SHADOW');
  if (shadows.length === 0) return layer;
  const scale = scaleOf(container);
  const whole = layerLike(layer);
  for (const shadow of shadows as DropShadowEffect[]) {
    const shape = spread(layer, node, container, shadow.spread ?? 0);
    const cast = shadowOf(shape, shadow, scale, 'source-in');
    if (shadow.showShadowBehindNode !== true) drawLayer(cast, layer, 1, 'destination-out');
    drawLayer(whole, cast, 1, blendOperation(shadow.blendMode));
  }
  drawLayer(whole, layer, 1, 'source-over');
  return whole;
}

/** A layer's shape, grown by a shadow's spread. */
function spread(layer: LayerSurface, node: RenderNode, container: Affine, by: number): LayerSurface {
  if (by <= 0 || node.text !== null || isGroup(node)) return layer;
  const grown = layerLike(layer);
  const { context } = grown;
  drawLayer(grown, layer, 1, 'source-over');
  setTransform(context, multiply(translation(-layer.left, -layer.top), multiply(container, node.relativeTransform)));
  context.lineWidth = 2 * by;
  context.stroke(outlineOf(node));
  return grown;
}

/** Paints inner shadows over fills: the blurred surroundings of their shape, inside it. */
export function paintInnerShadows(fills: LayerSurface, node: RenderNode, scale: number): void {
  for (const effect of node.effects) {
    if (!effect.visible || effect.type !== 'INNER_SHADOW') continue;
    const shadow = shadowOf(fills, effect, scale, 'source-out');
    keepInside(shadow, fills);
    drawLayer(fills, shadow, 1, blendOperation(effect.blendMode));
  }
}

/** A shape, moved and blurred, in the colour of a shadow. `source-out` gives everything but the shape. */
function shadowOf(
  shape: LayerSurface,
  { color, offset, radius }: DropShadowEffect | InnerShadowEffect,
  scale: number,
  side: 'source-in' | 'source-out',
): LayerSurface {
  const moved = { ...shape, left: shape.left + offset.x * scale, top: shape.top + offset.y * scale };
  const shadow = layerLike(shape);
  drawLayer(shadow, moved, 1, 'source-over', blurFilter(radius, scale));
  const { context } = shadow;
  context.globalCompositeOperation = side;
  context.fillStyle = `rgb(${color.r * 255} ${color.g * 255} ${color.b * 255} / ${color.a})`;
  context.fillRect(0, 0, shadow.width, shadow.height);
  context.globalCompositeOperation = 'source-over';
  return shadow;
}

/** Blurs the pixels beneath a node, inside its outline. They show where its content is see-through. */
export function paintBackgroundBlur(surface: Surface, node: RenderNode, space: Affine): void {
  for (const effect of node.effects) {
    if (!effect.visible || effect.type !== 'BACKGROUND_BLUR' || effect.radius <= 0) continue;
    const back = layerLike(surface);
    back.context.filter = blurFilter(effect.radius, scaleOf(space));
    back.context.drawImage(surface.context.canvas, 0, 0);
    const shape = layerLike(surface);
    setTransform(shape.context, multiply(translation(-surface.left, -surface.top), space));
    shape.context.fill(outlineOf(node));
    keepInside(back, shape);
    drawLayer(surface, back, 1, 'source-over');
  }
}
