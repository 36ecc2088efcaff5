import { blurGrid, SOFT_REACH, type Grid } from '../../../ui/engine/geometry/grid';
import type { Picture } from '../../../ui/engine/picture/picture';
import { labOf, lumaOf, type Subject } from './subject';

/** Standard deviations, in face widths, of the blurs between the bands: pores, patches of .008 to .05, form. */
const PORES = 0.002;
const PATCHES = 0.0125;
const FORM = 0.05;

/**
 * The share of painted change that a tool takes away: 1 − the part of it that is still in the result, by least squares
 * in CIELAB over the skin.
 */
export function removedShare(
  { skin }: Subject,
  pictures: Readonly<Record<'clean' | 'painted' | 'cleanOut' | 'paintedOut', Picture>>,
): number {
  const [clean, painted] = [labOf(pictures.clean), labOf(pictures.painted)];
  const [cleanOut, paintedOut] = [labOf(pictures.cleanOut), labOf(pictures.paintedOut)];
  let [left, all] = [0, 0];
  for (let index = 0; index < clean.length; index++) {
    if (skin.data[Math.floor(index / 3)]! < 179) continue;
    const added = painted[index]! - clean[index]!;
    left += added * (paintedOut[index]! - cleanOut[index]!);
    all += added * added;
  }
  return 1 - left / all;
}

/** How far a tool moves L*, or the CIELAB hue in degrees, of sure skin: the mean. */
export function meanMoved({ picture, skin }: Subject, result: Picture, part: 'light' | 'hue'): number {
  const [before, after] = [labOf(picture), labOf(result)];
  const hue = (lab: Float32Array, at: number): number => Math.atan2(lab[at + 2]!, lab[at + 1]!);
  let [sum, count] = [0, 0];
  for (let index = 0; index < skin.data.length; index++) {
    if (skin.data[index]! < 179) continue;
    const at = 3 * index;
    const turn = hue(after, at) - hue(before, at);
    sum +=
      part === 'light'
        ? Math.abs(after[at]! - before[at]!)
        : (180 / Math.PI) * Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn)));
    count++;
  }
  return sum / count;
}

/** The strength of three bands of luma on skin after a tool, divided by that before it. */
export interface Bands {
  readonly pores: number;
  readonly patches: number;
  readonly form: number;
}

export function bandRatios(subject: Subject, before: Picture, after: Picture): Bands {
  const [a, b] = [bandsOf(subject, before), bandsOf(subject, after)];
  return { pores: b.pores / a.pores, patches: b.patches / a.patches, form: b.form / a.form };
}

/**
 * Band strengths away from the rims of skin: the spread of pores and patches, and the mean slope of form.
 */
function bandsOf({ skin, faceWidth }: Subject, picture: Picture): Bands {
  const { width, height } = picture;
  const weight = { width, height, data: Float32Array.from(skin.data, (value) => value / 255) };
  const light = lumaOf(picture);
  const levels = [PORES, PATCHES, FORM].map((sigma) => {
    const sums = blurred({ width, height, data: light.map((value, i) => value * weight.data[i]!) }, sigma * faceWidth);
    const weights = blurred(weight, sigma * faceWidth);
    return sums.data.map((value, i) => value / Math.max(1e-3, weights.data[i]!));
  }) as [Float32Array, Float32Array, Float32Array];
  const inner = blurGrid(weight, Math.max(2, Math.round(PATCHES * faceWidth)), 1).data;
  // The last row has no slope downwards.
  const cells = [...inner.keys()].filter((index) => inner[index]! > 0.995 && index < inner.length - width);
  return {
    pores: spread(cells.map((index) => light[index]! - levels[0][index]!)),
    patches: spread(cells.map((index) => levels[0][index]! - levels[1][index]!)),
    form: cells.reduce(
      (sum, i) => sum + Math.hypot(levels[2][i + 1]! - levels[2][i]!, levels[2][i + width]! - levels[2][i]!),
      0,
    ),
  };
}

/** Below this standard deviation, in pixels, box blurs are too coarse. */
const SMALL_SIGMA = 2;

/** A Gaussian blur, edges repeated. Boxes of whole pixels stand for a wide one. */
function blurred(grid: Grid, sigma: number): Grid {
  if (sigma >= SMALL_SIGMA) return blurGrid(grid, Math.round((Math.sqrt(1 + 4 * sigma * sigma) - 1) / 2), SOFT_REACH);
  return blurredAlong(blurredAlong(grid, sigma, 1, 0), sigma, 0, 1);
}

function blurredAlong({ width, height, data }: Grid, sigma: number, stepX: number, stepY: number): Grid {
  const reach = Math.ceil(3 * sigma);
  const offsets = Array.from({ length: 2 * reach + 1 }, (_, index) => index - reach);
  const weights = offsets.map((offset) => Math.exp(-0.5 * (offset / sigma) ** 2));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const out = new Float32Array(data.length);
  for (let index = 0; index < out.length; index++) {
    const [x, y] = [index % width, Math.floor(index / width)];
    let sum = 0;
    for (const [tap, offset] of offsets.entries()) {
      const u = Math.min(width - 1, Math.max(0, x + stepX * offset));
      const v = Math.min(height - 1, Math.max(0, y + stepY * offset));
      sum += weights[tap]! * data[v * width + u]!;
    }
    out[index] = sum / all;
  }
  return { width, height, data: out };
}

/** Standard deviation of the values within three quartile distances of 0: folds and glints are no skin texture. */
function spread(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const limit = 3 * (sorted[Math.floor(sorted.length * 0.75)]! - sorted[Math.floor(sorted.length * 0.25)]!);
  const near = sorted.filter((value) => Math.abs(value) <= limit);
  return Math.sqrt(near.reduce((sum, value) => sum + value * value, 0) / near.length);
}

/** Mean and largest ΔE (CIE 1976) between two pictures where `where` holds. */
export function differences(
  a: Picture,
  b: Picture,
  where: (index: number) => boolean,
): { readonly mean: number; readonly largest: number } {
  const [one, two] = [labOf(a), labOf(b)];
  let [sum, count, largest] = [0, 0, 0];
  for (let index = 0; index < a.width * a.height; index++) {
    if (!where(index)) continue;
    const at = index * 3;
    const distance = Math.hypot(one[at]! - two[at]!, one[at + 1]! - two[at + 1]!, one[at + 2]! - two[at + 2]!);
    sum += distance;
    count++;
    largest = Math.max(largest, distance);
  }
  return { mean: count === 0 ? 0 : sum / count, largest };
}
