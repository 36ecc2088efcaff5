import type { ConnectedSpot } from './connected-spots';
import { ringOf } from './ring';
import { WINDOW } from './standing-out';

/** A square part of the grid, in cells; it may reach over the grid's border. */
export interface GridPart {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** What the picture shows in a part of the grid: planar sRGB 0–1 (channel, row, column), `size` a multiple of the part's side. */
export interface PartColours extends GridPart {
  readonly data: Float32Array;
  readonly size: number;
}

/** The smallest part that shows every spot with the ring and the window around it (see `ringOf`, `standingOut`). */
export function partAround(spots: readonly ConnectedSpot[], gridSize: number): GridPart {
  let [left, top, right, bottom] = [gridSize, gridSize, 0, 0];
  for (const spot of spots) {
    const { x, y, outer: ring } = ringOf(spot, gridSize);
    const outer = Math.max(ring, WINDOW);
    const columns = spot.core.map((cell) => cell % gridSize);
    const rows = spot.core.map((cell) => Math.floor(cell / gridSize));
    left = Math.min(left, Math.ceil(x - outer), ...columns);
    top = Math.min(top, Math.ceil(y - outer), ...rows);
    right = Math.max(right, Math.floor(x + outer) + 1, ...columns.map((column) => column + 1));
    bottom = Math.max(bottom, Math.floor(y + outer) + 1, ...rows.map((row) => row + 1));
  }
  return { left, top, side: Math.max(right - left, bottom - top) };
}
