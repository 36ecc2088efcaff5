import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { elongationOf } from '../../../../ui/engine/heal/find/elongation';
import { GRID } from '../example-spots';

/** The cells around the middle of the grid for which `inside` holds. */
function cellsWhere(inside: (x: number, y: number) => boolean): number[] {
  return Array.from({ length: GRID * GRID }, (_, cell) => cell).filter((cell) =>
    inside((cell % GRID) - GRID / 2, Math.floor(cell / GRID) - GRID / 2),
  );
}

describe('elongationOf', () => {
  test('is 1 for one cell and about 1 for a disc', () => {
    assert.equal(elongationOf([0], GRID), 1);
    assert.ok(
      elongationOf(
        cellsWhere((x, y) => Math.hypot(x, y) < 4.2),
        GRID,
      ) < 1.05,
    );
  });

  test('is length over width for a bar, in any direction', () => {
    const upright = cellsWhere((x, y) => x >= 0 && x < 4 && y >= 0 && y < 12);
    assert.ok(Math.abs(elongationOf(upright, GRID) - 3) < 0.01);
    assert.ok(
      elongationOf(
        cellsWhere((x, y) => Math.abs(x - y) < 3 && Math.abs(x + y) < 12),
        GRID,
      ) > 3,
    );
  });
});
