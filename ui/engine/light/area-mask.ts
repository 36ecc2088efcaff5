import { blurGrid, SOFT_REACH, type Grid } from '../geometry/grid';
import type { Point } from '../geometry/square-crop';
import { emptyMatte } from '../picture/picture';
import { fillPolygon } from '../picture/rasterise-polygon';
import type { GridPlace } from './skin-light';

/**
 * A soft mask of an area, 0–1.
 *
 * @param place of the mask's grid, with its width and height in cells
 * @param area closed polygon in picture pixels
 * @param softness blur radius in cells
 */
export function areaMask(
  { left, top, cell, width, height }: GridPlace & Pick<Grid, 'width' | 'height'>,
  area: readonly Point[],
  softness: number,
): Grid {
  const matte = emptyMatte(width, height);
  fillPolygon(
    matte,
    area.map(({ x, y }) => ({ x: (x - left) / cell, y: (y - top) / cell })),
    255,
  );
  const hard: Grid = { width, height, data: Float32Array.from(matte.data, (value) => value / 255) };
  return blurGrid(hard, softness, SOFT_REACH);
}
