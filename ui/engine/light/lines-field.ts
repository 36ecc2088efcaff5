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
const SHARE = 0.86;
/** Standard deviations of the blurs between which lines lie, in face widths: finer is texture, broader is form. */
const FINE = 0.003;
const BROAD = 0.026;
/** Depth of a line, as a share of the light around it, from which it is softened less: folds and hairs are deeper. */
const DEEPEST = 0.25;
/** Depth below which a line is texture. */
const LEAST = 0.008;
/** Standard deviation of the area over which a line must keep its direction, in face widths. */
const ALONG = 0.014;
/** Agreement of directions, 0–1, from which a shade counts as a line, and from which it does for sure. */
const STRAIGHT = 0.2;
const STRAIGHT_FOR_SURE = 0.45;
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
  const straight = straightness(fine, skin, Math.max(1, Math.round(ALONG * faceWidth)));
  const change = fine.data.map((level, cell) => {
    const around = broad.data[cell]!;
    const zone = zones[cell]!;
    if (zone === 0 || level === 0 || around === 0) return 0;
    const depth = 1 - level / around;
    if (depth <= LEAST) return 0;
    const sure = Math.min(1, Math.max(0, (straight[cell]! - STRAIGHT) / (STRAIGHT_FOR_SURE - STRAIGHT)));
    const ratio = (depth / DEEPEST) ** 2;
    const wanted = (SHARE * zone * sure * (around / level - 1) * (depth - LEAST)) / depth / (1 + ratio * ratio);
    return withinHeadroom(wanted, brightest.data[cell]!);
  });
  return change.every((value) => value === 0) ? null : lightField(light, { ...fine, data: change });
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

/**
 * How well the slopes around each cell agree in direction, 0–1: the coherence of the structure tensor (Bigün & Granlund
 * 1987), over skin.
 */
function straightness({ width, height, data }: Grid, skin: Grid, radius: number): Float32Array {
  const [xx, xy, yy] = [0, 1, 2].map(() => new Float32Array(data.length)) as [Float32Array, Float32Array, Float32Array];
  for (let row = 1; row < height - 1; row++) {
    for (let cell = row * width + 1; cell < (row + 1) * width - 1; cell++) {
      const [left, right, up, down] = [data[cell - 1]!, data[cell + 1]!, data[cell - width]!, data[cell + width]!];
      if (left === 0 || right === 0 || up === 0 || down === 0) continue;
      const weight = skin.data[cell]!;
      const [x, y] = [weight * (right - left), weight * (down - up)];
      xx[cell] = x * x;
      xy[cell] = x * y;
      yy[cell] = y * y;
    }
  }
  const [a, b, c] = [xx, xy, yy].map((plane) => blurGrid({ width, height, data: plane }, radius, 2).data);
  return a!.map((x, cell) => {
    const sum = x + c![cell]!;
    return sum === 0 ? 0 : Math.hypot(x - c![cell]!, 2 * b![cell]!) / sum;
  });
}
