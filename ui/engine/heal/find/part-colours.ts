import type { ConnectedSpot } from './connected-spots';
import { ringOf } from './ring';

/** Cells to each side of a spot's centre in which local contrast is measured. */
export const WINDOW = 8;
/**
 * Half side, in pixels of the part, of the square whose mean a pixel is compared with: wider than a thin scar, narrower
 * than shading.
 */
export const BOX = 5;

/** A square part of the grid, in cells. It may reach beyond the grid. */
export interface GridPart {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/**
 * The picture's colours in a part of the grid: planar sRGB (channel, row, column), 0–1, `size` × `size` pixels a
 * channel. `size` is a multiple of the part's side.
 */
export interface PartColours extends GridPart {
  readonly data: Float32Array;
  readonly size: number;
}

/**
 * The smallest part that holds a spot's core, the ring around it (see `ringOf`) and all that `localContrast` reads.
 *
 * @param perCell pixels of a cell, each way
 */
export function partAround(spot: ConnectedSpot, gridSize: number, perCell: number): GridPart {
  const { x, y, outer } = ringOf(spot, gridSize);
  const columns = spot.core.map((cell) => cell % gridSize);
  const rows = spot.core.map((cell) => Math.floor(cell / gridSize));
  const window = WINDOW + Math.ceil(BOX / perCell);
  const [column, row] = [Math.floor(spot.u * gridSize), Math.floor(spot.v * gridSize)];
  const left = Math.min(column - window, Math.ceil(x - outer), ...columns);
  const top = Math.min(row - window, Math.ceil(y - outer), ...rows);
  const right = 1 + Math.max(column + window, Math.floor(x + outer), ...columns);
  const bottom = 1 + Math.max(row + window, Math.floor(y + outer), ...rows);
  return { left, top, side: Math.max(right - left, bottom - top) };
}
