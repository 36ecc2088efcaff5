import { isWhole, createPartScaler, WHOLE, type EvenParts } from '../blend/even-parts';
import type { MapRows } from '../blend/map-rows';
import { pegtopSoftLight, solveSoftLight } from '../layers/soft-light';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import type { MapView } from '../blend/map-view';
import type { Box, Size } from '../geometry/box';
import { featherAt, featherSide, type FeatherSide } from './feather';
import { BLEND_SIZE } from './networks';
import { linearTaps, resizePlanes, type LinearTaps } from './resize';

/** ModelScope's soft-light map (Pegtop's formula) over its crop of a face. */
export interface ModelscopeMap {
  /** The crop, in picture pixels. */
  readonly box: Box;
  /** Three planes (RGB) of 512 × 512 values, 0–1; 0.5 is neutral. */
  readonly map: Float32Array;
}

/**
 * Runs ModelScope's blend network over a healed crop.
 * @param planes planar RGB, -1 to 1, of the given size
 * @returns the map: three planes of 512 × 512 values, 0–1
 */
export async function predictMap(planes: Float32Array, size: Size, runner: NetworkRunner): Promise<Float32Array> {
  const image = resizePlanes(planes, size, { width: BLEND_SIZE, height: BLEND_SIZE }, false);
  const { map } = await runner.run('modelscope-blend', { image });
  return map!;
}

/** A map with its resampling to the crop's pixels. */
interface MapReader extends ModelscopeMap {
  readonly columns: LinearTaps;
  readonly rows: LinearTaps;
  readonly featherColumns: FeatherSide;
  readonly featherRows: FeatherSide;
}

function readerOf({ box, map }: ModelscopeMap): MapReader {
  return {
    box,
    map,
    columns: linearTaps(BLEND_SIZE, box.width, false),
    rows: linearTaps(BLEND_SIZE, box.height, false),
    featherColumns: featherSide(box.width),
    featherRows: featherSide(box.height),
  };
}

/**
 * Base level → ratio of distances from neutral, W3C's over Pegtop's, at which both formulas lighten equally. Below
 * neutral, both formulas are the same.
 */
const LIFT = Float32Array.from({ length: 256 }, (_, level) => {
  const base = level / 255;
  return 4 * (solveSoftLight(base, pegtopSoftLight(base, 0.75)) - 0.5);
});

/**
 * Rows of the blend layer from the maps of all faces, as signed distances from neutral (RGB). W3C's soft light with
 * this layer over `base` gives the result of ModelScope's formula. A single map counts by its feather; where crops
 * overlap, the feathers weight the mean of their maps. The skin matte multiplies the distances.
 * Parts are told apart pixel by pixel.
 */
export function modelscopeRows(
  maps: readonly ModelscopeMap[],
  base: Picture,
  skin: Matte,
  { left, top, scale }: MapView,
  parts: EvenParts = WHOLE,
): MapRows {
  const readers = maps.map(readerOf);
  const { width } = skin;
  const row = new Float32Array(width * 3);
  const weights = new Float32Array(width);
  const scalePart = isWhole(parts) ? null : createPartScaler(parts);
  return {
    row(y) {
      const cropY = Math.floor(top + (y + 0.5) / scale);
      const here = readers.filter(({ box }) => cropY >= box.y && cropY < box.y + box.height);
      if (here.length === 0) return null;
      row.fill(0);
      weights.fill(0);
      for (const reader of here) {
        for (let x = 0; x < width; x++) {
          const column = Math.floor(left + (x + 0.5) / scale) - reader.box.x;
          if (column < 0 || column >= reader.box.width || skin.data[y * width + x] === 0) continue;
          addMap(reader, column, cropY - reader.box.y, x, row, weights);
        }
      }
      for (let x = 0, pixel = y * width * 4; x < width; x++, pixel += 4) {
        if (weights[x] === 0) continue;
        const gate = skin.data[y * width + x]! / (255 * Math.max(1, weights[x]!));
        for (let channel = 0; channel < 3; channel++) {
          const distance = row[x * 3 + channel]! * gate;
          row[x * 3 + channel] = distance > 0 ? distance * LIFT[base.data[pixel + channel]!]! : distance;
        }
        const [red, green, blue] = base.data.subarray(pixel, pixel + 3);
        scalePart?.(red! / 255, green! / 255, blue! / 255, row, 3 * x);
      }
      return { from: 0, to: width, values: row };
    },
  };
}

/** Adds a map's distances from neutral, times its feather, to a row; and the feather to the weights. */
function addMap(
  reader: MapReader,
  column: number,
  line: number,
  x: number,
  row: Float32Array,
  weights: Float32Array,
): void {
  const weight = featherAt(reader.featherColumns, column, reader.featherRows, line);
  if (weight === 0) return;
  weights[x]! += weight;
  for (let channel = 0; channel < 3; channel++)
    row[x * 3 + channel]! += weight * (mapAt(reader, channel, column, line) - 0.5);
}

/** The map at a pixel of its crop, 0–1, bilinear. */
function mapAt({ map, columns, rows }: MapReader, channel: number, column: number, line: number): number {
  const upper = (channel * BLEND_SIZE + rows.from[line]!) * BLEND_SIZE;
  const lower = (channel * BLEND_SIZE + rows.to[line]!) * BLEND_SIZE;
  const [from, to, along] = [columns.from[column]!, columns.to[column]!, columns.share[column]!];
  const top = (1 - along) * map[upper + from]! + along * map[upper + to]!;
  const bottom = (1 - along) * map[lower + from]! + along * map[lower + to]!;
  return top + (bottom - top) * rows.share[line]!;
}
