import { boxBlur, softBlur, type Plane } from '../../geometry/plane';
import { luma } from '../../picture/luma';

/** How a hole is to be filled where its own grain may stay. */
export interface OwnGrain {
  /** 1 where the picture's own grain stays and only its tone changes, 0 where the fill replaces all. */
  readonly share: Plane;
  /** Red, green, blue: what is added to the picture to give it the colours of the fill and leave the grain of its light. */
  readonly change: readonly Plane[];
}

/** The blur that parts tone from grain is of one pixel; in a large hole, of this share of its side: pores are larger there, and it is all tone. */
const BLUR = 1 / 24;
const LARGEST_BLUR = 6;
/** The reaches over which a hole's grain and that of the skin around it are averaged: for each pixel of that blur, and beyond them. */
const HOLE_REACH = { times: 1, beyond: 4 };
const AROUND_REACH = { times: 2, beyond: 15 };
/** Grain in a hole, against that around it: up to CALM it is skin's own, from ROUGH on it is the spot's. */
const CALM = 1.15;
const ROUGH = 1.6;
/** A smaller share of what is in reach tells nothing. */
const LEAST = 1e-3;

/**
 * Tells holes whose skin has the grain of the skin around it, such as a faint discolouration: there a retoucher
 * changes the tone and leaves the grain (frequency separation), since no made-up grain is as good as the real one.
 * Only the grain of the light is left: to the colours, a red spot of a few pixels is as fine as grain.
 *
 * @param original planar RGB, 0–1, `size` × `size`; `filled` too @param keep 1 outside holes, 0 inside @param blur see `grainBlur`
 */
export function ownGrain(
  original: Float32Array,
  filled: Float32Array,
  keep: Float32Array,
  size: number,
  blur = 1,
): OwnGrain {
  const plane = size * size;
  const hole = new Float32Array(plane);
  const light = new Float32Array(plane);
  for (let index = 0; index < plane; index++) {
    hole[index] = 1 - keep[index]!;
    light[index] = lightOf(original, index, plane);
  }
  const tone = softBlur({ size, data: light }, blur).data;
  const grain = light;
  for (let index = 0; index < plane; index++) grain[index] = (light[index]! - tone[index]!) ** 2;
  const inside = averageWithin(grain, hole, (data) =>
    boxBlur({ size, data }, HOLE_REACH.times * blur + HOLE_REACH.beyond),
  );
  // In the middle of a large hole nothing around it is in reach: there the whole window tells.
  const around = averageWithin(
    grain,
    keep,
    (data) => boxBlur({ size, data }, AROUND_REACH.times * blur + AROUND_REACH.beyond),
    meanWithin(grain, keep),
  );
  const share = new Float32Array(plane);
  for (let index = 0; index < plane; index++) {
    const ratio = Math.sqrt(inside[index]! / Math.max(1e-7, around[index]!));
    share[index] = Math.min(1, Math.max(0, (ROUGH - ratio) / (ROUGH - CALM)));
  }
  const lighter = new Float32Array(plane);
  for (let index = 0; index < plane; index++)
    lighter[index] = lightOf(filled, index, plane) - lightOf(original, index, plane);
  const smooth = averageWithin(lighter, hole, (data) => softBlur({ size, data }, blur));
  const change = [0, 1, 2].map((channel) => {
    const data = new Float32Array(plane);
    for (let index = 0, at = channel * plane; index < plane; index++, at++)
      data[index] = filled[at]! - original[at]! - lighter[index]! + smooth[index]!;
    return { size, data };
  });
  return { share: { size, data: share }, change };
}

/** The blur in pixels that parts tone from grain in a hole whose larger side this is. */
export function grainBlur(side: number): number {
  return Math.min(LARGEST_BLUR, Math.max(1, Math.round(side * BLUR)));
}

/** Luma of a pixel of planar RGB. */
function lightOf(rgb: Float32Array, index: number, plane: number): number {
  return luma(rgb[index]!, rgb[plane + index]!, rgb[2 * plane + index]!);
}

/** A blur that looks at the cells of `weights` only (normalised convolution, Knutsson & Westin 1993); `otherwise`: what it gives where none is in reach. */
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
    const missing = Math.max(0, LEAST - weight[index]!);
    data[index] = (data[index]! + missing * otherwise) / (weight[index]! + missing);
  }
  return data;
}

function meanWithin(values: Float32Array, weights: Float32Array): number {
  let [sum, all] = [0, 0];
  for (let index = 0; index < values.length; index++) {
    sum += values[index]! * weights[index]!;
    all += weights[index]!;
  }
  return all === 0 ? 0 : sum / all;
}
