import { softBlur, type Plane } from '../geometry/plane';

/** How a hole is to be filled where its own grain may stay. */
export interface OwnGrain {
  /** 1 where the picture's own grain stays and only its tone changes, 0 where the fill replaces all. */
  readonly share: Plane;
  /** Red, green, blue: what the tone changes by, smooth. */
  readonly change: readonly Plane[];
}

/** Blur that parts tone from grain, and the reaches over which a hole's grain and that of the skin around it are averaged. */
const TONE_BLUR = 1;
const HOLE_REACH = 3;
const AROUND_REACH = 10;
/** Grain in a hole, against that around it: up to CALM it is skin's own, from ROUGH on it is the spot's. */
const CALM = 1.15;
const ROUGH = 1.6;

/**
 * Tells holes whose skin has the grain of the skin around it, such as a faint discolouration: there a retoucher
 * changes the tone and leaves the grain (frequency separation), since no made-up grain is as good as the real one.
 *
 * `original` and `filled`: planar RGB, 0–1, `size` × `size`; `keep`: 1 outside holes, 0 inside.
 */
export function ownGrain(original: Float32Array, filled: Float32Array, keep: Float32Array, size: number): OwnGrain {
  const plane = size * size;
  const hole = new Float32Array(plane);
  const light = new Float32Array(plane);
  for (let index = 0; index < plane; index++) {
    hole[index] = 1 - keep[index]!;
    light[index] = 0.2126 * original[index]! + 0.7152 * original[plane + index]! + 0.0722 * original[2 * plane + index]!;
  }
  const tone = softBlur({ size, data: light }, TONE_BLUR).data;
  const grain = light;
  for (let index = 0; index < plane; index++) grain[index] = (light[index]! - tone[index]!) ** 2;
  const [inside] = averagesWithin([grain], hole, size, HOLE_REACH);
  const [around] = averagesWithin([grain], keep, size, AROUND_REACH);
  const share = new Float32Array(plane);
  for (let index = 0; index < plane; index++) {
    const ratio = Math.sqrt(inside![index]! / Math.max(1e-7, around![index]!));
    share[index] = Math.min(1, Math.max(0, (ROUGH - ratio) / (ROUGH - CALM)));
  }
  const differences = [0, 1, 2].map((channel) => {
    const difference = new Float32Array(plane);
    for (let index = 0, at = channel * plane; index < plane; index++, at++) difference[index] = filled[at]! - original[at]!;
    return difference;
  });
  const change = averagesWithin(differences, hole, size, TONE_BLUR).map((data) => ({ size, data }));
  return { share: { size, data: share }, change };
}

/** Blurs that look at the cells of `weights` only (normalised convolution, Knutsson & Westin 1993). */
function averagesWithin(planes: readonly Float32Array[], weights: Float32Array, size: number, reach: number): Float32Array[] {
  const weight = softBlur({ size, data: weights }, reach).data;
  return planes.map((values) => {
    const weighted = new Float32Array(values.length);
    for (let index = 0; index < values.length; index++) weighted[index] = values[index]! * weights[index]!;
    const { data } = softBlur({ size, data: weighted }, reach);
    for (let index = 0; index < data.length; index++) data[index]! /= Math.max(1e-3, weight[index]!);
    return data;
  });
}
