import { cropWeight } from '../geometry/feather';
import { cellRuns, lineAlong, nextRun } from '../geometry/cell-runs';
import { cropBounds, innerSpan, rowSpan, type RowSpan } from '../geometry/row-span';
import type { PlaneStack } from '../geometry/plane-stack';
import type { SquareCrop } from '../geometry/square-crop';
import type { Matte } from '../picture/picture';
import type { BlendMap } from './blend-map';
import { createMapEnlarger, type MapEnlarger } from './enlarge-map';

/** Outer share of a crop's side over which its map fades to neutral. */
export const MAP_RIM = 0.08;

/** A row of a joint map. Pixels before `from` and from `to` on are neutral. */
export interface MapRow {
  readonly from: number;
  /** One past the last pixel. */
  readonly to: number;
  /** Distances from neutral (−.5 to .5), RGB interleaved, pixel x at 3x; undefined outside `from` to `to`. */
  readonly values: Float32Array;
}

/**
 * Reads the joint map of all faces row by row. Where crops overlap, their maps are averaged by weight. No overlap is
 * doubled or lost, and the order of the faces makes no difference.
 */
export interface MapRows {
  /** The maps and the matte behind the rows, for the GPU kernel; left out for rows that come from another method. */
  readonly source?: { readonly maps: readonly BlendMap[]; readonly skin: Matte };
  /** The joint map along row `y`, multiplied by skin; valid until the next call. Null where no face reaches the row. */
  row(y: number): MapRow | null;
}

/**
 * @param maps one for each face, with crops in pixels of the matte
 * @param skin multiplies the maps; its size is the size of the joint map
 * @param enlarge pass one enlarger for all rows of the same maps, so that each map is enlarged once
 */
export function mapRows(maps: readonly BlendMap[], skin: Matte, enlarge: MapEnlarger = createMapEnlarger()): MapRows {
  const { width, height } = skin;
  const bounds = maps.map((map) => cropBounds(map.crop, width, height));
  const sums: RowSums = {
    values: new Float32Array(width * 3),
    weights: new Float32Array(width),
    lines: new Float64Array(9),
  };
  const { values, weights } = sums;

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
      for (const { map, span } of here) addMap(map.crop, enlarge(map.colours), span, skin, y, sums);
      if (here.length > 1) averageOverlaps(from, to, values, weights);
      return { from, to, values };
    },
  };
}

/** Buffers of one row, used again for every row. */
interface RowSums {
  /** Weighted sums of the maps, RGB interleaved. */
  readonly values: Float32Array;
  /** Sums of the crops' weights. */
  readonly weights: Float32Array;
  /** Red, green and blue along a run: see `lineAlong`. */
  readonly lines: Float64Array;
}

/** Adds a map's row to the sums. Each pixel is weighted by its place in the crop and multiplied by skin. */
function addMap(
  crop: SquareCrop,
  colours: PlaneStack,
  span: RowSpan,
  skin: Matte,
  y: number,
  { values, weights, lines }: RowSums,
): void {
  const start = y * skin.width;
  const inner = innerSpan(crop, MAP_RIM, span, y, skin.width);
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

/** Divides the sums by their weights where crops overlap by more than their rims. */
function averageOverlaps(from: number, to: number, values: Float32Array, weights: Float32Array): void {
  for (let x = from, at = 3 * from; x < to; x++, at += 3) {
    const weight = weights[x]!;
    if (weight <= 1) continue;
    values[at]! /= weight;
    values[at + 1]! /= weight;
    values[at + 2]! /= weight;
  }
}
