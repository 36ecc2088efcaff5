import { lineZones } from '../faces/line-zones';
import { blurGrid, type Grid } from '../geometry/grid';
import { areaMask } from './area-mask';
import { withinHeadroom } from './headroom';
import { lightField, type LightField } from './light-field';
import { skinBlur } from './skin-blur';
import type { SkinLight } from './skin-light';

/**
 * Share of the band that goes. The band holds three quarters of a line's shadow at most, so 70 % of it goes at most: a
 * face without lines is another face.
 */
const SHARE = 0.88;
/** Standard deviations of the blurs between which lines lie, in face widths: finer is texture, broader is form. */
const FINE = 0.003;
const BROAD = 0.026;
/** Depth of a line, as a share of the light around it, from which it is softened less: folds and hairs are deeper. */
const DEEPEST = 0.4;
/** Depth below which a line is texture. */
const LEAST = 0.003;
/** Standard deviation of the area over which a line must keep its direction, in face widths. */
const ALONG = 0.014;
/** Agreement of directions, 0–1, from which a shade counts as a line, and from which it does for sure. */
const STRAIGHT = 0.25;
const STRAIGHT_FOR_SURE = 0.45;
/** Length of a line to either side over which its depth is measured, in face widths. */
const STROKE = 0.012;
/** Softness of the zones' rims, in face widths. */
const RIM = 0.02;

/**
 * The field that brightens the shadows of lines in their zones. A line is a shade narrower than form, deeper than
 * texture, that keeps its direction; pores and spots have none. Null for a face without lines.
 */
export function linesField(light: SkinLight): LightField | null {
  const { luma, skin, brightest, faceWidth } = light;
  const zones = zonesOf(light);
  const fine = skinBlur(luma, skin, FINE * faceWidth);
  const broad = skinBlur(luma, skin, BROAD * faceWidth);
  const slopes = slopesAround(fine, skin, Math.max(1, Math.round(ALONG * faceWidth)));
  const levelAlong = meanAlong(light, slopes, Math.max(1, Math.round(STROKE * faceWidth)));
  const change = fine.data.map((blurred, cell) => {
    const around = broad.data[cell]!;
    const zone = zones[cell]!;
    if (zone === 0 || blurred === 0 || around === 0) return 0;
    const straight = slopes.agreement[cell]!;
    if (straight <= STRAIGHT) return 0;
    const level = levelAlong(cell);
    const depth = 1 - level / around;
    if (depth <= LEAST) return 0;
    const sure = Math.min(1, (straight - STRAIGHT) / (STRAIGHT_FOR_SURE - STRAIGHT));
    const ratio = (depth / DEEPEST) ** 2;
    const wanted = (SHARE * zone * sure * (around / level - 1) * (depth - LEAST)) / depth / (1 + ratio * ratio);
    return withinHeadroom(wanted, brightest.data[cell]!);
  });
  return change.every((value) => value === 0) ? null : lightField(light, { ...fine, data: change });
}

/**
 * The mean of luma along the line through a cell. Across the line it is as fine as the grid, so that narrow lines keep
 * their depth; along it the mean leaves no pores.
 *
 * @param reach cells to either side
 */
function meanAlong(
  { luma, skin }: Pick<SkinLight, 'luma' | 'skin'>,
  { alongX, alongY }: Slopes,
  reach: number,
): (cell: number) => number {
  const { width, height, data } = luma;
  return (cell) => {
    const [column, row] = [cell % width, Math.floor(cell / width)];
    let [sum, all] = [0, 0];
    for (let step = -reach; step <= reach; step++) {
      const x = Math.min(width - 1, Math.max(0, Math.round(column + step * alongX[cell]!)));
      const y = Math.min(height - 1, Math.max(0, Math.round(row + step * alongY[cell]!)));
      const weight = skin.data[y * width + x]!;
      sum += weight * data[y * width + x]!;
      all += weight;
    }
    return all === 0 ? data[cell]! : sum / all;
  };
}

/** The zones of lines, 0–1, with soft rims. */
function zonesOf(light: SkinLight): Float32Array {
  const { width, height } = light.luma;
  const softness = Math.max(1, Math.round(RIM * light.faceWidth));
  const zones = new Float32Array(width * height);
  for (const zone of lineZones(light.face)) {
    const { data } = areaMask({ ...light, width, height }, zone, softness);
    for (let cell = 0; cell < zones.length; cell++) zones[cell] = Math.max(zones[cell]!, data[cell]!);
  }
  return zones;
}

/** The slopes of lightness around each cell. */
interface Slopes {
  /** How well they agree in direction, 0–1. */
  readonly agreement: Float32Array;
  /** The direction across the slopes, along a line: parts of a vector of length 1. */
  readonly alongX: Float32Array;
  readonly alongY: Float32Array;
}

/**
 * The slopes around each cell over skin, by the structure tensor (Bigün & Granlund 1987). Agreement is its coherence.
 */
function slopesAround({ width, height, data }: Grid, skin: Grid, radius: number): Slopes {
  const [xx, xy, yy] = [0, 1, 2].map(() => new Float32Array(data.length)) as [Float32Array, Float32Array, Float32Array];
  for (let row = 1; row < height - 1; row++) {
    for (let cell = row * width + 1; cell < (row + 1) * width - 1; cell++) {
      const left = data[cell - 1]!;
      const right = data[cell + 1]!;
      const up = data[cell - width]!;
      const down = data[cell + width]!;
      if (left === 0 || right === 0 || up === 0 || down === 0) continue;
      const weight = skin.data[cell]!;
      const x = weight * (right - left);
      const y = weight * (down - up);
      xx[cell] = x * x;
      xy[cell] = x * y;
      yy[cell] = y * y;
    }
  }
  const [a, b, c] = [xx, xy, yy].map((plane) => blurGrid({ width, height, data: plane }, radius, 2).data) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const agreement = new Float32Array(data.length);
  const alongX = new Float32Array(data.length);
  const alongY = new Float32Array(data.length);
  for (let cell = 0; cell < data.length; cell++) {
    const sum = a[cell]! + c[cell]!;
    const [even, odd] = [a[cell]! - c[cell]!, 2 * b[cell]!];
    const length = Math.sqrt(even * even + odd * odd);
    if (sum === 0 || length === 0) continue;
    agreement[cell] = length / sum;
    // The double angle of the slope, halved and turned by a right angle.
    alongX[cell] = -Math.sign(odd || 1) * Math.sqrt((1 - even / length) / 2);
    alongY[cell] = Math.sqrt((1 + even / length) / 2);
  }
  return { agreement, alongX, alongY };
}
