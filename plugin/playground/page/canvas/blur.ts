import { mapPoint, multiply, scaling, translation, type Affine } from '../../../geometry/affine';
import type { RenderNode } from './render-node';
import { drawLayer, layerLike, type LayerSurface } from './surface';

/** Steps of a progressive blur. Between two of them the picture is a mixture of both. */
const STEPS = 12;

/** Pixels a canvas unit, of a map without shear. */
export function scaleOf([[a, c], [b, d]]: Affine): number {
  return Math.sqrt(Math.abs(a * d - b * c));
}

/** The largest radius of a blur, in canvas units. */
export function largestRadius(effect: BlurEffect): number {
  return effect.blurType === 'PROGRESSIVE' ? Math.max(effect.radius, effect.startRadius) : effect.radius;
}

/** A canvas filter for a blur. The standard deviation of a canvas's blur is half of Figma's radius. */
export function blurFilter(radius: number, scale: number): string {
  return radius > 0 ? `blur(${(radius * scale) / 2}px)` : 'none';
}

/** A layer with its node's layer blurs. `space` maps node space to device pixels. */
export function blurred(layer: LayerSurface, node: RenderNode, space: Affine): LayerSurface {
  let result = layer;
  for (const effect of node.effects) {
    if (!effect.visible || effect.type !== 'LAYER_BLUR') continue;
    result =
      effect.blurType === 'PROGRESSIVE'
        ? progressive(result, effect, node, space)
        : once(result, effect.radius, scaleOf(space));
  }
  return result;
}

function once(layer: LayerSurface, radius: number, scale: number): LayerSurface {
  const result = layerLike(layer);
  drawLayer(result, layer, 1, 'source-over', blurFilter(radius, scale));
  return result;
}

/** A blur whose radius grows from one point to another; the points are shares of the node's box. */
function progressive(
  layer: LayerSurface,
  effect: BlurEffectProgressive,
  node: RenderNode,
  space: Affine,
): LayerSurface {
  const toDevice = multiply(translation(-layer.left, -layer.top), multiply(space, scaling(node.width, node.height)));
  const from = mapPoint(toDevice, effect.startOffset);
  const to = mapPoint(toDevice, effect.endOffset);
  const radiusAt = (step: number): number => effect.startRadius + ((effect.radius - effect.startRadius) * step) / STEPS;
  const result = once(layer, radiusAt(0), scaleOf(space));
  for (let step = 1; step <= STEPS; step++) {
    const ramp = layerLike(layer);
    const gradient = ramp.context.createLinearGradient(from.x, from.y, to.x, to.y);
    gradient.addColorStop((step - 1) / STEPS, 'rgb(0 0 0 / 0)');
    gradient.addColorStop(step / STEPS, 'rgb(0 0 0 / 1)');
    ramp.context.fillStyle = gradient;
    ramp.context.fillRect(0, 0, ramp.width, ramp.height);
    const more = once(layer, radiusAt(step), scaleOf(space));
    drawLayer(more, ramp, 1, 'destination-in');
    drawLayer(result, ramp, 1, 'destination-out');
    drawLayer(result, more, 1, 'lighter');
  }
  return result;
}
