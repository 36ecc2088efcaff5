import type { MapRows } from '../blend/map-rows';
import { pegtopSoftLight, solveSoftLight } from '../layers/soft-light';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import type { MapView } from '../blend/map-view';
import type { Box } from '../geometry/box';
import { featherAt, featherSide, type FeatherSide } from './feather';
import { BLEND_SIZE } from './networks';
import { linearTaps, resizePlanes, type LinearTaps, type Size } from './resize';

/** The original's soft-light map (Pegtop) over its crop of a face: three planes of 512 × 512, .5 neutral. */
export interface ModelscopeMap {
  readonly box: Box;
  readonly map: Float32Array;
}

/** Runs the original's blend network over a healed crop (planar RGB, -1 to 1). */
export async function predictMap(planes: Float32Array, size: Size, runner: NetworkRunner): Promise<Float32Array> {
  const image = resizePlanes(planes, size, { width: BLEND_SIZE, height: BLEND_SIZE }, false);
  const { map } = await runner.run('modelscope-blend', { image });
  return map!;
}

/** How a crop's map is read at the crop's pixels. */
interface Reader extends ModelscopeMap {
  readonly columns: LinearTaps;
  readonly rows: LinearTaps;
  readonly featherColumns: FeatherSide;
  readonly featherRows: FeatherSide;
}

function readerOf({ box, map }: ModelscopeMap): Reader {
  return {
    box,
    map,
    columns: linearTaps(BLEND_SIZE, box.width, false),
    rows: linearTaps(BLEND_SIZE, box.height, false),
    featherColumns: featherSide(box.width),
    featherRows: featherSide(box.height),
  };
}

/** Twice how far Pegtop's layer must be from neutral for W3C's to do the same, at each level: below neutral both are one formula. */
const LIFT = Float32Array.from({ length: 256 }, (_, level) => {
  const base = level / 255;
  return 4 * (solveSoftLight(base, pegtopSoftLight(base, 0.75)) - 0.5);
});

/**
 * Reads the joint map of all faces row by row, as the layer that W3C's soft light needs over `base` to give what the
 * original's formula gives there. Where crops overlap their maps are averaged by their feathers; where one is alone it
 * is the original's map under its feather. Gated by skin.
 */
export function modelscopeRows(
  maps: readonly ModelscopeMap[],
  base: Picture,
  skin: Matte,
  { left, top, scale }: MapView,
): MapRows {
  const readers = maps.map(readerOf);
  const { width } = skin;
  const row = new Float32Array(width * 3);
  const weights = new Float32Array(width);
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
      }
      return { from: 0, to: width, values: row };
    },
  };
}

function addMap(
  reader: Reader,
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

function mapAt({ map, columns, rows }: Reader, channel: number, column: number, line: number): number {
  const upper = (channel * BLEND_SIZE + rows.from[line]!) * BLEND_SIZE;
  const lower = (channel * BLEND_SIZE + rows.to[line]!) * BLEND_SIZE;
  const [from, to, along] = [columns.from[column]!, columns.to[column]!, columns.share[column]!];
  const top = (1 - along) * map[upper + from]! + along * map[upper + to]!;
  const bottom = (1 - along) * map[lower + from]! + along * map[lower + to]!;
  return top + (bottom - top) * rows.share[line]!;
}
