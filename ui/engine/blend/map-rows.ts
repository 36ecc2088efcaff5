import { cropWeight } from '../geometry/feather';
import { cellRuns, lineAlong, nextRun } from '../geometry/cell-runs';
import { cropBounds, innerSpan, rowSpan, type RowSpan } from '../geometry/row-span';
import type { Matte } from '../picture/picture';
import type { BlendMap } from './blend-map';
import { enlargeMap } from './enlarge-map';

/** Outer share of a crop over which its map fades to neutral. */
export const MAP_RIM = 0.08;

/** A row of a joint map: neutral outside its pixels `from` to `to` (one past the last). */
export interface MapRow {
  readonly from: number;
  readonly to: number;
  /** Distances from neutral (−.5 to .5), RGB interleaved, pixel x at 3x; what lies outside means nothing. */
  readonly values: Float32Array;
}

/**
 * Reads the joint map of all faces row by row. Where crops overlap their maps are averaged by weight, so
 * that overlaps are neither doubled nor lost, whatever the order of the faces.
 */
export interface MapRows {
  /** What the rows are made of, for whoever reads them another way; left out where they are not made of maps on a grid. */
  readonly source?: { readonly maps: readonly BlendMap[]; readonly skin: Matte };
  /** The joint map along row `y`, gated by skin, valid until the next call; null where no face reaches the row. */
  row(y: number): MapRow | null;
}

export function mapRows(maps: readonly BlendMap[], skin: Matte): MapRows {
  const { width, height } = skin;
  const bounds = maps.map((map) => cropBounds(map.crop, width, height));
  const values = new Float32Array(width * 3);
  const weights = new Float32Array(width);

  return {
    source: { maps, skin },
    row(y: number): MapRow | null {
      const here = maps.flatMap((map, index) => {
        const reached = y >= bounds[index]!.y && y < bounds[index]!.y + bounds[index]!.height;
        const span = reached ? rowSpan(map.crop, y, width) : null;
        return span === null ? [] : [{ map, span }];
      });
      if (here.length === 0) return null;
      const from = Math.min(...here.map(({ span }) => span.from));
      const to = Math.max(...here.map(({ span }) => span.to));
      values.fill(0, 3 * from, 3 * to);
      weights.fill(0, from, to);
      for (const { map, span } of here) addMap(map, span, skin, y, values, weights);
      if (here.length > 1) shareOverlaps(from, to, values, weights);
      return { from, to, values };
    },
  };
}

/** Red, green, blue along a run: see lineAlong. */
const lines = new Float64Array(9);

/** Adds a map's row to the sums, each pixel as it counts in the crop and faded as the skin does; what it counts, to the weights. */
function addMap(
  map: BlendMap,
  span: RowSpan,
  skin: Matte,
  y: number,
  values: Float32Array,
  weights: Float32Array,
): void {
  const colours = enlargeMap(map.colours);
  const start = y * skin.width;
  const inner = innerSpan(map.crop, MAP_RIM, span, y, skin.width);
  for (const run = cellRuns(span, colours.size); nextRun(run);) {
    let { from } = run;
    while (from < run.to && skin.data[start + from] === 0) from++;
    if (from === run.to) continue;
    for (let plane = 0; plane < 3; plane++) lineAlong(run, colours.data, 3, plane, lines, 3 * plane);
    const red0 = lines[0]!,
      red1 = lines[1]!,
      red2 = lines[2]!;
    const green0 = lines[3]!,
      green1 = lines[4]!,
      green2 = lines[5]!;
    const blue0 = lines[6]!,
      blue1 = lines[7]!,
      blue2 = lines[8]!;
    for (let x = from, t = from - run.from, at = 3 * from; x < run.to; x++, t++, at += 3) {
      if (skin.data[start + x] === 0) continue;
      const weight =
        x >= inner.from && x < inner.to
          ? 1
          : cropWeight(span.u + (x - span.from) * span.du, span.v + (x - span.from) * span.dv, MAP_RIM);
      if (weight === 0) continue;
      weights[x]! += weight;
      const scale = (weight * skin.data[start + x]!) / 255;
      values[at]! += scale * (red0 + t * (red1 + t * red2));
      values[at + 1]! += scale * (green0 + t * (green1 + t * green2));
      values[at + 2]! += scale * (blue0 + t * (blue1 + t * blue2));
    }
  }
}

/** Sums to means where crops overlap by more than their rims. */
function shareOverlaps(from: number, to: number, values: Float32Array, weights: Float32Array): void {
  for (let x = from, at = 3 * from; x < to; x++, at += 3) {
    const weight = weights[x]!;
    if (weight <= 1) continue;
    values[at]! /= weight;
    values[at + 1]! /= weight;
    values[at + 2]! /= weight;
  }
}
