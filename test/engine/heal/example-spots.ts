import { holeAround } from '../../../ui/engine/heal/hole';
import type { Spot } from '../../../ui/engine/heal/spot';
import { emptyMatte, type Matte } from '../../../ui/engine/picture/picture';

/** Columns, and rows, of the grid that the example spots lie on. */
export const GRID = 64;

/** A spot of 2 × 2 cells on a grid over a square picture of the given side, in pixels. */
export function spotAt(column: number, row: number, side: number): Spot {
  return {
    report: { x: 0, y: 0, radius: 1, kind: 'blemish', score: 1 },
    crop: { centerX: side / 2, centerY: side / 2, side, angle: 0 },
    gridSize: GRID,
    outlines: null,
    isLine: false,
    hole: holeAround(
      [row * GRID + column, row * GRID + column + 1, (row + 1) * GRID + column, (row + 1) * GRID + column + 1],
      GRID,
      1,
    ),
  };
}

/** A matte that is skin everywhere, in pixels. */
export function allSkin(width: number, height: number): Matte {
  const skin = emptyMatte(width, height);
  skin.data.fill(255);
  return skin;
}
