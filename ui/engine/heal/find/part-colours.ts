import type { ConnectedSpot } from './connected-spots';
import { ringOf } from './ring';
import { BOX, WINDOW } from './local-contrast';

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

/** The smallest part that shows a spot, the ring around it (see `ringOf`) and all that `standingOut` looks at; `perCell`: pixels a cell, each way. */
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
