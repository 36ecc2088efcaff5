import { SOFT_LIGHT_LEVELS, softLight } from '../../api/soft-light';
import type { LayerBlendMode } from '../../api/layer-kinds';
import type { Depth, LayeredPicture, PictureLayer, SampleRows, Samples } from './layered-picture';
import { emptyRow, largestSample } from './sample-rows';

/** The sample that a layer's sample makes of the one below it, not rounded. */
type Blend = (below: number, above: number) => number;

/**
 * The picture with its visible layers, row by row, rounded after each layer as `flatten` rounds. The last row is kept,
 * so that a reader of one channel after another computes it once.
 */
export function mergedRows({ background, layers }: LayeredPicture): SampleRows {
  const { width, height, depth } = background;
  const merged = emptyRow(width, depth);
  const drawn = layers.filter(({ visible, opacity }) => visible && opacity > 0);
  let current = -1;
  return {
    width,
    height,
    depth,
    row(y) {
      if (y === current) return merged;
      merged.set(background.row(y));
      for (const layer of drawn) drawLayer(merged, layer, y, depth);
      current = y;
      return merged;
    },
  };
}

/** Draws one row of a layer over the samples below, in place. Pixels that are not fully opaque stay. */
function drawLayer(
  below: Samples,
  { box, rows, blendMode, opacity, mask }: PictureLayer,
  y: number,
  depth: Depth,
): void {
  if (y < box.y || y >= box.y + box.height) return;
  const above = rows.row(y - box.y);
  const hiding = mask === null || mask === 'white' ? null : mask.data.subarray(y * mask.width + box.x);
  const blend = blendOf(blendMode, depth);
  const most = largestSample(depth);
  for (let x = 0; x < box.width; x++) {
    const alpha = above[4 * x + 3]!;
    const index = 4 * (box.x + x);
    if (alpha === 0 || below[index + 3] !== most) continue;
    const share = (opacity / 255) * (alpha / most) * (hiding === null ? 1 : hiding[x]! / 255);
    for (let channel = 0; channel < 3; channel++) {
      const base = below[index + channel]!;
      below[index + channel] = Math.round(base + share * (blend(base, above[4 * x + channel]!) - base));
    }
  }
}

function blendOf(mode: LayerBlendMode, depth: Depth): Blend {
  if (mode === 'normal') return (_, above) => above;
  if (depth === 8) return (below, above) => SOFT_LIGHT_LEVELS[below * 256 + above]!;
  return (below, above) => 65535 * softLight(below / 65535, above / 65535);
}
