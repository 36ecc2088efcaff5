import type { Grid } from '../geometry/grid';
import type { Point } from '../geometry/square-crop';
import type { GridPlace, SkinLight } from './skin-light';

/** The light in a part of a face, with the colours of its cells. */
export interface CutLight extends GridPlace, Pick<SkinLight, 'faceWidth' | 'luma' | 'skin' | 'own'> {
  /** Red, green, blue, encoded, 0–1. */
  readonly colours: readonly [Grid, Grid, Grid];
}

/**
 * The part of the light around some points; null if it is empty.
 *
 * @param points in picture pixels
 * @param margin around them, in face widths
 */
export function cutLight(light: SkinLight, points: readonly Point[], margin: number): CutLight | null {
  const { left, top, cell, faceWidth, luma } = light;
  const columns = points.map(({ x }) => (x - left) / cell);
  const rows = points.map(({ y }) => (y - top) / cell);
  const around = margin * faceWidth;
  const column = Math.max(0, Math.floor(Math.min(...columns) - around));
  const row = Math.max(0, Math.floor(Math.min(...rows) - around));
  const width = Math.min(luma.width, Math.ceil(Math.max(...columns) + around)) - column;
  const height = Math.min(luma.height, Math.ceil(Math.max(...rows) + around)) - row;
  if (width <= 0 || height <= 0) return null;
  const cut = (grid: Grid): Grid => {
    const data = new Float32Array(width * height);
    for (let y = 0; y < height; y++) {
      const start = (row + y) * grid.width + column;
      data.set(grid.data.subarray(start, start + width), y * width);
    }
    return { width, height, data };
  };
  const colour = (channel: number): Grid => {
    const { pixels } = light;
    const data = new Float32Array(width * height);
    for (let y = 0, index = 0; y < height; y++) {
      let pixel = ((light.row + row + y) * pixels.width + light.column + column) * 4 + channel;
      for (let x = 0; x < width; x++, index++, pixel += 4) data[index] = pixels.data[pixel]! / 255;
    }
    return { width, height, data };
  };
  return {
    left: left + column * cell,
    top: top + row * cell,
    cell,
    faceWidth,
    luma: cut(luma),
    skin: cut(light.skin),
    own: cut(light.own),
    colours: [colour(0), colour(1), colour(2)],
  };
}
