import { boxBlur, softBlur, type Plane } from '../../geometry/plane';
import { luma } from '../../picture/luma';

/** How a hole keeps the picture's own grain. All planes are `size` × `size`. */
export interface OwnGrain {
  /** 1 where the picture's grain stays and only its tone changes; 0 where the fill replaces all. */
  readonly share: Plane;
  /**
   * Red, green and blue to add to the picture (0–1): they give it the fill's colours and keep the grain of its luma.
   */
  readonly change: readonly Plane[];
}

/** Blur radius that separates tone from grain in a large hole, as a share of its side. Pores are larger there. */
const BLUR = 1 / 24;
/** Largest such radius, in pixels. */
const LARGEST_BLUR = 6;
/** Radius over which grain inside a hole is averaged: a multiple of the blur radius, plus pixels. */
const HOLE_RADIUS = { times: 1, plus: 4 };
/** Radius over which the grain around a hole is averaged. */
const AROUND_RADIUS = { times: 2, plus: 15 };
/** Ratio of the grain in a hole to that around it, up to which all grain stays. */
const CALM = 1.15;
/** Ratio from which the grain is the spot's own, and none of it stays. */
const ROUGH = 1.6;
/** Least weight within the radius for a full measurement. */
const LEAST_WEIGHT = 1e-3;

/**
 * Separates tone from grain (frequency separation), so that a hole with the grain of its surroundings keeps it, as a
 * faint discolouration does. Real grain is better than any synthetic grain. Only the luma's grain is kept: a red spot
 * of a few pixels is as fine as grain in the colours.
 *
 * @param original planar RGB, 0–1, `size` × `size`
 * @param filled the same image after inpainting
 * @param keep 1 outside holes, 0 inside
 * @param blur radius in pixels (see `grainBlur`)
 */
export function ownGrain(
  original: Float32Array,
  filled: Float32Array,
  keep: Float32Array,
  size: number,
  blur = 1,
): OwnGrain {
  const hole = keep.map((value) => 1 - value);
  const share = { size, data: shareOfOwn(grainEnergy(lumaOf(original, size), size, blur), hole, keep, size, blur) };
  return { share, change: toneChange(original, filled, hole, size, blur) };
}

/** The blur radius, in pixels, that separates tone from grain in a hole whose longer side has `side` pixels. */
export function grainBlur(side: number): number {
  return Math.min(LARGEST_BLUR, Math.max(1, Math.round(side * BLUR)));
}

/** The square of the grain of each pixel: its luma minus the blurred luma. */
function grainEnergy(light: Float32Array, size: number, blur: number): Float32Array {
  const tone = softBlur({ size, data: light }, blur).data;
  const energy = new Float32Array(size * size);
  for (let index = 0; index < energy.length; index++) energy[index] = (light[index]! - tone[index]!) ** 2;
  return energy;
}

/** The share (0–1) of its own grain that each pixel keeps, from the grain's strength inside and around holes. */
function shareOfOwn(
  energy: Float32Array,
  hole: Float32Array,
  keep: Float32Array,
  size: number,
  blur: number,
): Float32Array {
  const inside = averageWithin(energy, hole, (data) =>
    boxBlur({ size, data }, HOLE_RADIUS.times * blur + HOLE_RADIUS.plus),
  );
  // The middle of a large hole is too far from its surroundings: the mean of the whole window counts there.
  const around = averageWithin(
    energy,
    keep,
    (data) => boxBlur({ size, data }, AROUND_RADIUS.times * blur + AROUND_RADIUS.plus),
    meanWithin(energy, keep),
  );
  const share = new Float32Array(energy.length);
  for (let index = 0; index < share.length; index++) {
    const ratio = Math.sqrt(inside[index]! / Math.max(1e-7, around[index]!));
    share[index] = Math.min(1, Math.max(0, (ROUGH - ratio) / (ROUGH - CALM)));
  }
  return share;
}

/** Per channel, the fill minus the original, with the change of luma blurred so that it leaves the grain. */
function toneChange(
  original: Float32Array,
  filled: Float32Array,
  hole: Float32Array,
  size: number,
  blur: number,
): Plane[] {
  const plane = size * size;
  const lighter = new Float32Array(plane);
  for (let index = 0; index < plane; index++)
    lighter[index] = lumaAt(filled, index, plane) - lumaAt(original, index, plane);
  const smooth = averageWithin(lighter, hole, (data) => softBlur({ size, data }, blur));
  return [0, 1, 2].map((channel) => {
    const data = new Float32Array(plane);
    for (let index = 0, at = channel * plane; index < plane; index++, at++)
      data[index] = filled[at]! - original[at]! - lighter[index]! + smooth[index]!;
    return { size, data };
  });
}

function lumaOf(rgb: Float32Array, size: number): Float32Array {
  const plane = size * size;
  const light = new Float32Array(plane);
  for (let index = 0; index < plane; index++) light[index] = lumaAt(rgb, index, plane);
  return light;
}

/** Luma (0–1) of a pixel of planar RGB. */
function lumaAt(rgb: Float32Array, index: number, plane: number): number {
  return luma(rgb[index]!, rgb[plane + index]!, rgb[2 * plane + index]!);
}

/**
 * A blur that counts each cell by its weight (normalised convolution, Knutsson & Westin 1993).
 *
 * @param weights 0–1, one for each value
 * @param otherwise the result where no weight lies within the blur's radius
 */
function averageWithin(
  values: Float32Array,
  weights: Float32Array,
  blur: (data: Float32Array) => Plane,
  otherwise = 0,
): Float32Array {
  const weight = blur(weights).data;
  const weighted = new Float32Array(values.length);
  for (let index = 0; index < values.length; index++) weighted[index] = values[index]! * weights[index]!;
  const { data } = blur(weighted);
  for (let index = 0; index < data.length; index++) {
    const missing = Math.max(0, LEAST_WEIGHT - weight[index]!);
    data[index] = (data[index]! + missing * otherwise) / (weight[index]! + missing);
  }
  return data;
}

/** The weighted mean of values; 0 without any weight. */
function meanWithin(values: Float32Array, weights: Float32Array): number {
  let [sum, total] = [0, 0];
  for (let index = 0; index < values.length; index++) {
    sum += values[index]! * weights[index]!;
    total += weights[index]!;
  }
  return total === 0 ? 0 : sum / total;
}
