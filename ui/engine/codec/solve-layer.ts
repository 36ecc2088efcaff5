import { blendLevel, NEUTRAL_LEVEL } from '../layers/soft-light';
import { emptyPicture, type Picture } from '../picture/picture';

export interface SolvedLayer {
  /** Opaque where the layer acts, transparent elsewhere; to be drawn at the same opacity, without a conversion. */
  readonly layer: Picture;
  /** The picture beneath with the layer over it, rounded as a host rounds. */
  readonly result: Picture;
  /** Largest distance of a value of `result` from `wanted`, in levels. */
  readonly worst: number;
  /** Share of the picture's values (three a pixel) that are more than one level off, 0–1. */
  readonly farShare: number;
  /**
   * Within the tolerance: no value more than two levels off, 99.9 % within one. Otherwise the layer must not be used
   * and the result be flattened: a colour outside the document's gamut is cut to 0 or 255, where no soft light moves
   * it.
   */
  readonly fits: boolean;
}

/** Tolerance of a layer beside the flattened picture. */
const MOST_LEVELS = 2;
const MOST_FAR = 0.001;

/**
 * Solves a soft-light layer for a picture that a host converts: the layer that takes `beneath` to `wanted`, both in
 * the values of the document's colour space. All pictures have one size.
 * @param acting pixels to solve: those whose alpha is above 0
 * @param opacity the layer's opacity, 0–1
 */
export function solveLayer(beneath: Picture, wanted: Picture, acting: Picture, opacity: number): SolvedLayer {
  const { width, height } = beneath;
  const levels = solvedLevels(opacity);
  const layer = emptyPicture(width, height);
  const result = { width, height, data: beneath.data.slice() };
  let worst = 0;
  let far = 0;
  for (let index = 0; index < layer.data.length; index += 4) {
    if (acting.data[index + 3] === 0) continue;
    layer.data[index + 3] = 255;
    for (let channel = index; channel < index + 3; channel++) {
      const base = beneath.data[channel]!;
      const level = levels[base * 256 + wanted.data[channel]!]!;
      const got = blendLevel(base, level, opacity);
      const distance = Math.abs(got - wanted.data[channel]!);
      layer.data[channel] = level;
      result.data[channel] = got;
      if (distance > worst) worst = distance;
      if (distance > 1) far++;
    }
  }
  const farShare = far / (width * height * 3);
  return { layer, result, worst, farShare, fits: worst <= MOST_LEVELS && farShare <= MOST_FAR };
}

/**
 * The layer level that takes a base level nearest to a target level, for every pair: entry `base * 256 + target`. Of
 * equal ones, the level nearest to neutral.
 */
function solvedLevels(opacity: number): Uint8Array {
  const levels = new Uint8Array(256 * 256);
  for (let base = 0; base < 256; base++) {
    const results = Array.from({ length: 256 }, (_, level) => blendLevel(base, level, opacity));
    for (let target = 0; target < 256; target++) {
      let best = NEUTRAL_LEVEL;
      for (let level = 0; level < 256; level++) {
        const gain = Math.abs(results[best]! - target) - Math.abs(results[level]! - target);
        const nearer = Math.abs(level - NEUTRAL_LEVEL) < Math.abs(best - NEUTRAL_LEVEL);
        if (gain > 0 || (gain === 0 && nearer)) best = level;
      }
      levels[base * 256 + target] = best;
    }
  }
  return levels;
}
