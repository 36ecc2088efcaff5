import type { Box } from '../../../ui/engine/geometry/box';
import { blurGrid, SOFT_REACH, type Grid } from '../../../ui/engine/geometry/grid';
import type { Picture } from '../../../ui/engine/picture/picture';
import { luma } from '../../../ui/engine/picture/luma';

/** The band of creases, in shoulder widths: standard deviations of the two blurs. */
const FINE = 0.01;
const BROAD = 0.06;
/** Added to levels before their logarithm, so that noise of black cloth counts little. */
const DARK = 8;
/** Share of an edge box's pixels that lie on its strongest edges. */
const EDGES = 0.2;

/** ln(luma + DARK) of a part of a picture. */
export function logLight(picture: Picture, box: Box): Grid {
  return gridOf(picture, box, (level) => Math.log(level + DARK));
}

function gridOf({ width, data }: Picture, box: Box, of: (level: number) => number): Grid {
  const out = new Float32Array(box.width * box.height);
  for (let y = 0, index = 0; y < box.height; y++)
    for (let x = 0; x < box.width; x++, index++) {
      const at = 4 * ((box.y + y) * width + box.x + x);
      out[index] = of(luma(data[at]!, data[at + 1]!, data[at + 2]!));
    }
  return { width: box.width, height: box.height, data: out };
}

/** The band of creases of a grid. */
export function creaseBand(grid: Grid, shoulders: number): Grid {
  const [fine, broad] = [FINE, BROAD].map((sigma) => blur(grid, sigma * shoulders)) as [Float32Array, Float32Array];
  return { ...grid, data: fine.map((value, index) => value - broad[index]!) };
}

/** Everything finer than BROAD: prints, weave and text. */
export function detailBand(picture: Picture, box: Box, shoulders: number): Grid {
  const grid = gridOf(picture, box, (level) => level);
  const broad = blur(grid, BROAD * shoulders);
  return { ...grid, data: grid.data.map((value, index) => value - broad[index]!) };
}

function blur(grid: Grid, sigma: number): Float32Array {
  return blurGrid(grid, Math.round((Math.sqrt(1 + 4 * sigma * sigma) - 1) / 2), SOFT_REACH).data;
}

/** Mean square of a grid. */
export function energy({ data }: Grid): number {
  return data.reduce((sum, value) => sum + value * value, 0) / data.length;
}

/** Mean and largest change of luma, in levels, on the strongest edges of a box. */
export function edgeChange(
  before: Picture,
  after: Picture,
  box: Box,
): { readonly mean: number; readonly most: number } {
  const [one, other] = [before, after].map((picture) => gridOf(picture, box, (level) => level)) as [Grid, Grid];
  const slopes = one.data.map((value, index) => {
    const right = index % box.width === box.width - 1 ? value : one.data[index + 1]!;
    return Math.hypot(right - value, (one.data[index + box.width] ?? value) - value);
  });
  const limit = slopes.toSorted()[Math.floor((1 - EDGES) * slopes.length)]!;
  const changes = [...slopes.keys()]
    .filter((index) => slopes[index]! >= limit)
    .map((index) => Math.abs(other.data[index]! - one.data[index]!));
  return { mean: changes.reduce((sum, value) => sum + value, 0) / changes.length, most: Math.max(...changes) };
}
