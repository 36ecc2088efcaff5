import { writeLab } from '../blend/cielab';
import { blurGrid, SOFT_REACH, type Grid } from '../geometry/grid';
import type { GridPlanes } from '../light/light-field';
import { luma } from '../picture/luma';
import type { Matte, Picture } from '../picture/picture';
import { pyramidLevel } from '../picture/pyramid';
import type { Box } from '../geometry/box';

/** Cells across the width of the shoulders, within a factor of √2. A cell is never smaller than a pixel. */
const CELLS = 256;
/** Standard deviation, in shoulder widths, of the blur under which seams, weave and noise stay. */
const FINE = 0.004;
/** Standard deviation, in shoulder widths, of the filter's window. Broader folds and form stay. */
const BROAD = 0.04;
/** Radius of a box with the reach of that window, in standard deviations. */
const BOX = 1.7;
/** Lightness is SCALE · ln(level + DARK): dark cloth has creases of few levels, and noise. */
const SCALE = 98;
const DARK = 8;
/** Contrast, in units of that lightness, of the creases that half go. Stronger edges stay. */
const CREASE = 16;
/** Number of times that the filter runs. */
const TIMES = 2;
/** L* + 16 of a middle grey. */
const MIDDLE = 66;
/** CIELAB chroma, at that lightness, in the same band that makes a crease a pattern. */
const PATTERN = 5;
/** Level of the brightest channel from which the change fades, and from which there is none. */
const WHITE = [238, 250] as const;
/** Slope of lightness, in units for each shoulder width, from which an edge is sharper than a crease. */
const SHARP = 3200;
/** Reach around a sharp edge, in shoulder widths, over which nothing changes. */
const SHARP_REACH = 0.012;
/** Standard deviation, in shoulder widths, of the fade towards skin, hair and background. */
const RIM = 0.012;
/** Largest change of a level as a share of itself. */
const MOST = 0.35;

/**
 * The field that takes creases from clothes: one plane, the change of the encoded values as a share of themselves.
 *
 * A self-guided filter (He, Sun, Tang, "Guided Image Filtering", eq. 5–8) on log lightness, weighted by cloth, tells
 * creases from stronger edges. The field takes out what the filter removes between FINE and BROAD. It spares
 * patterns that colour tells, places beside sharp edges, and white.
 *
 * @param picture the pixels beneath
 * @param cloth share of clothes of each pixel, 0–255
 * @param area the part of the picture that may change, in pixels
 * @param shoulders width of the shoulders in pixels
 */
export function creaseField(picture: Picture, cloth: Matte, area: Box, shoulders: number): GridPlanes {
  const level = Math.max(0, Math.round(Math.log2(shoulders / CELLS)));
  const cell = 2 ** level;
  const width = shoulders / cell;
  const place = placeOf(area, cell, Math.ceil(4 * BROAD * width), picture);
  const { light, weight, brightest, chroma } = readCloth(pyramidLevel(picture, level), cloth, place, cell);
  const blur = (values: Float32Array, sigma: number): Float32Array => clothBlur(values, weight, place, sigma * width);
  const fine = blur(light, FINE);
  const radius = Math.max(1, Math.round(BOX * BROAD * width));
  let smooth = fine;
  for (let time = 0; time < TIMES; time++) smooth = selfGuided(smooth, weight, place, radius);
  const [a, b] = chroma.map((plane) => {
    const near = blur(plane, FINE);
    const around = blur(plane, BROAD);
    return near.map((value, index) => (value - around[index]!) ** 2);
  }) as [Float32Array, Float32Array];
  const coloured = blur(
    a.map((value, index) => Math.sqrt(value + b[index]!)),
    2 * FINE,
  );
  const sharp = sharpEdges(fine, weight, place, width);
  const white = blur(brightest, FINE);
  const inside = insideOf(weight, place, RIM * width);
  const data = fine.map((value, index) => {
    if (weight[index] === 0) return 0;
    const pattern = 1 / (1 + (coloured[index]! / PATTERN) ** 2);
    const fade = Math.min(1, Math.max(0, (WHITE[1] - white[index]!) / (WHITE[1] - WHITE[0])));
    const taken = inside[index]! * pattern * fade * (1 - sharp[index]!) * (value - smooth[index]!);
    const before = Math.max(1, Math.exp(value / SCALE) - DARK);
    const after = Math.exp((value - taken) / SCALE) - DARK;
    return Math.max(-MOST, Math.min(MOST, after / before - 1));
  });
  return { ...place, left: place.column * cell, top: place.row * cell, cell, count: 1, data };
}

/** A part of the reduced picture, in cells. */
interface Place {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

function placeOf(area: Box, cell: number, margin: number, picture: Picture): Place {
  const [columns, rows] = [Math.ceil(picture.width / cell), Math.ceil(picture.height / cell)];
  const column = Math.max(0, Math.floor(area.x / cell) - margin);
  const row = Math.max(0, Math.floor(area.y / cell) - margin);
  return {
    column,
    row,
    width: Math.min(columns, Math.ceil((area.x + area.width) / cell) + margin) - column,
    height: Math.min(rows, Math.ceil((area.y + area.height) / cell) + margin) - row,
  };
}

interface Cloth {
  /** SCALE · ln(luma + DARK). */
  readonly light: Float32Array;
  /** Share of cloth, 0–1. */
  readonly weight: Float32Array;
  /** The brightest channel, 0–255. */
  readonly brightest: Float32Array;
  /** a* and b*. */
  readonly chroma: readonly [Float32Array, Float32Array];
}

function readCloth(pixels: Picture, cloth: Matte, { column, row, width, height }: Place, cell: number): Cloth {
  const [light, weight, brightest] = [0, 1, 2].map(() => new Float32Array(width * height));
  const chroma = [new Float32Array(width * height), new Float32Array(width * height)] as const;
  const lab = new Float64Array(3);
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index++) {
      weight![index] = meanOf(cloth, (column + x) * cell, (row + y) * cell, cell);
      if (weight![index] === 0) continue;
      const at = 4 * (Math.min(pixels.height - 1, row + y) * pixels.width + Math.min(pixels.width - 1, column + x));
      const [red, green, blue] = [pixels.data[at]!, pixels.data[at + 1]!, pixels.data[at + 2]!];
      light![index] = SCALE * Math.log(luma(red, green, blue) + DARK);
      brightest![index] = Math.max(red, green, blue);
      writeLab(red / 255, green / 255, blue / 255, lab);
      // Light and shade scale a* and b* as they scale L* + 16. The rest tells colours apart.
      const exposure = MIDDLE / (lab[0]! + 16);
      chroma[0][index] = exposure * lab[1]!;
      chroma[1][index] = exposure * lab[2]!;
    }
  }
  return { light: light!, weight: weight!, brightest: brightest!, chroma };
}

/** The mean of the matte over a cell, 0–1; of four pixels at most. */
function meanOf({ width, height, data }: Matte, left: number, top: number, cell: number): number {
  const step = Math.max(1, cell >> 1);
  let [sum, count] = [0, 0];
  for (let y = top + (step >> 1); y < Math.min(height, top + cell); y += step)
    for (let x = left + (step >> 1); x < Math.min(width, left + cell); x += step, count++) sum += data[y * width + x]!;
  return count === 0 ? 0 : sum / (255 * count);
}

/** The mean around each cell, weighted by cloth; close to a Gaussian's. 0 where no cloth lies around. */
function clothBlur(values: Float32Array, weight: Float32Array, place: Place, sigma: number): Float32Array {
  return boxMean(values, weight, place, Math.round((Math.sqrt(1 + 4 * sigma * sigma) - 1) / 2), SOFT_REACH);
}

function boxMean(
  values: Float32Array,
  weight: Float32Array,
  { width, height }: Place,
  radius: number,
  times: number,
): Float32Array {
  const blur = (data: Float32Array): Float32Array =>
    blurGrid({ width, height, data } satisfies Grid, radius, times).data;
  const weights = blur(weight);
  return blur(values.map((value, index) => value * weight[index]!)).map((sum, index) =>
    weights[index]! > 1e-3 ? sum / weights[index]! : 0,
  );
}

/** How far a cell lies inside cloth, 0–1: nothing changes where cloth ends. */
function insideOf(weight: Float32Array, { width, height }: Place, sigma: number): Float32Array {
  const radius = Math.max(1, Math.round(sigma));
  return blurGrid({ width, height, data: weight }, radius, SOFT_REACH).data.map((share) =>
    Math.min(1, Math.max(0, (share - 0.7) / 0.28)),
  );
}

/** One pass of the self-guided filter, weighted by cloth. */
function selfGuided(values: Float32Array, weight: Float32Array, place: Place, radius: number): Float32Array {
  const mean = (data: Float32Array): Float32Array => boxMean(data, weight, place, radius, 1);
  const middle = mean(values);
  const squares = mean(values.map((value) => value * value));
  const slope = squares.map((value, index) => {
    const variance = Math.max(0, value - middle[index]! ** 2);
    return variance / (variance + CREASE * CREASE);
  });
  const [slopes, offsets] = [mean(slope), mean(slope.map((value, index) => (1 - value) * middle[index]!))];
  return values.map((value, index) => slopes[index]! * value + offsets[index]!);
}

/** How sure a cell lies beside an edge that is sharper than a crease, 0–1. */
function sharpEdges(light: Float32Array, weight: Float32Array, place: Place, shoulders: number): Float32Array {
  const { width, height } = place;
  const slope = new Float32Array(light.length);
  for (let row = 1; row < height - 1; row++)
    for (let index = row * width + 1; index < (row + 1) * width - 1; index++) {
      if (weight[index]! < 0.5) continue;
      const across = weight[index - 1]! < 0.5 || weight[index + 1]! < 0.5 ? 0 : light[index + 1]! - light[index - 1]!;
      const down =
        weight[index - width]! < 0.5 || weight[index + width]! < 0.5
          ? 0
          : light[index + width]! - light[index - width]!;
      slope[index] = (Math.hypot(across, down) / 2) * shoulders;
    }
  const reach = Math.max(1, Math.round(SHARP_REACH * shoulders));
  return largestWithin(slope, place, reach).map((value) => {
    const ratio = (value / SHARP) ** 6;
    return ratio / (1 + ratio);
  });
}

/** The largest value within a square around each cell. */
function largestWithin(values: Float32Array, { width, height }: Place, reach: number): Float32Array {
  const rows = new Float32Array(values.length);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      let most = 0;
      for (let x = Math.max(0, column - reach); x <= Math.min(width - 1, column + reach); x++)
        most = Math.max(most, values[row * width + x]!);
      rows[row * width + column] = most;
    }
  const out = new Float32Array(values.length);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      let most = 0;
      for (let y = Math.max(0, row - reach); y <= Math.min(height - 1, row + reach); y++)
        most = Math.max(most, rows[y * width + column]!);
      out[row * width + column] = most;
    }
  return out;
}
