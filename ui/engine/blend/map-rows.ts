import { cropWeight } from '../geometry/feather';
import { addFromStack } from '../geometry/plane-stack';
import { cropBounds, rowSpan } from '../geometry/row-span';
import type { Matte } from '../picture/picture';
import type { BlendMap } from './blend-map';

/** Outer share of a crop over which its map fades to neutral. */
const RIM = 0.08;

/**
 * Reads the joint map of all faces row by row. Where crops overlap their maps are averaged by weight, so
 * that overlaps are neither doubled nor lost, whatever the order of the faces.
 */
export interface MapRows {
  /**
   * The joint map along row `y`, gated by skin: distances from neutral (−.5 to .5), RGB interleaved, valid
   * until the next call; null where no face reaches the row.
   */
  read(y: number): Float32Array | null;
}

export function mapRows(maps: readonly BlendMap[], skin: Matte): MapRows {
  const { width, height } = skin;
  const bounds = maps.map((map) => cropBounds(map.crop, width, height));
  const row = new Float32Array(width * 3);
  const weights = new Float32Array(width);

  return {
    read(y: number): Float32Array | null {
      const here = maps.filter((_, index) => y >= bounds[index]!.y && y < bounds[index]!.y + bounds[index]!.height);
      if (here.length === 0) return null;
      row.fill(0);
      weights.fill(0);
      for (const map of here) addMap(map, y, skin, row, weights);
      for (let x = 0, at = 0, index = y * width; x < width; x++, at += 3, index++) {
        const weight = weights[x]!;
        if (weight === 0) continue;
        const scale = skin.data[index]! / (255 * Math.max(1, weight));
        row[at]! *= scale;
        row[at + 1]! *= scale;
        row[at + 2]! *= scale;
      }
      return row;
    },
  };
}

function addMap({ crop, colours }: BlendMap, y: number, skin: Matte, row: Float32Array, weights: Float32Array): void {
  const span = rowSpan(crop, y, skin.width);
  if (span === null) return;
  for (let x = span.from, u = span.u, v = span.v; x < span.to; x++, u += span.du, v += span.dv) {
    if (skin.data[y * skin.width + x] === 0) continue;
    const weight = cropWeight(u, v, RIM);
    if (weight === 0) continue;
    weights[x]! += weight;
    addFromStack(colours, u, v, weight, row, x * 3);
  }
}
