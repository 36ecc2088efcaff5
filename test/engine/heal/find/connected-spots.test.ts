import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connectedSpots, either } from '../../../../ui/engine/heal/find/connected-spots';
import { GRID } from '../example-spots';

/** A blemish map and a mark map, drawn by `draw`. Map 0 is blemish, map 1 is mark. */
function maps(
  draw: (set: (map: 0 | 1, column: number, row: number, value: number) => void) => void,
): [Float32Array, Float32Array] {
  const both: [Float32Array, Float32Array] = [new Float32Array(GRID * GRID), new Float32Array(GRID * GRID)];
  draw((map, column, row, value) => {
    both[map][row * GRID + column] = value;
  });
  return both;
}

/** Cells of each spot in a row of blemish probabilities. */
function cellCounts(row: readonly number[]): number[] {
  const [blemish, mark] = maps((set) => {
    row.forEach((value, index) => set(0, 10 + index, 10, value));
  });
  return connectedSpots(blemish, mark, GRID, 0.15, 0.1).map(({ cells }) => cells.length);
}

describe('connectedSpots', () => {
  test('joins cells that touch, separates others, and drops a peak below the threshold', () => {
    const [blemish, mark] = maps((set) => {
      set(0, 10, 10, 0.9);
      set(0, 11, 11, 0.5);
      set(1, 40, 40, 0.8);
      set(0, 50, 20, 0.45);
    });
    const spots = connectedSpots(blemish, mark, GRID, 0.5, 0.3);
    assert.equal(spots.length, 2);
    assert.ok(Math.abs(spots[0]!.u * GRID - 11) < 1e-6 && spots[0]!.blemish > spots[0]!.mark);
    assert.ok(spots[1]!.mark > spots[1]!.blemish);
  });

  test('ends a sure spot at half of its peak and drops its rim', () => {
    assert.deepEqual(cellCounts([0.2, 0.25, 0.2, 0.5, 0.96, 0.5, 0.2]), [3]);
  });

  test('covers a faint spot beside a sure one down to half of its own peak', () => {
    assert.deepEqual(cellCounts([0.96, 0.6, 0.05, 0.12, 0.24, 0.14]), [2, 3]);
  });

  // Promise: 22
  test('drops a map that fires everywhere instead of making one giant spot', () => {
    const blemish = new Float32Array(GRID * GRID).fill(0.9);
    assert.deepEqual(connectedSpots(blemish, new Float32Array(GRID * GRID), GRID, 0.5, 0.3), []);
  });

  test('measures the core of a milium without its faint surroundings', () => {
    const size = 128;
    const disc = (x: number, y: number): boolean => Math.hypot(x - 30, y - 30) < 4.2;
    const faintBar = (x: number, y: number): boolean => Math.abs(x - y) < 3 && Math.abs(x + y - 60) < 12;
    const spotOf = (bar: number): ReturnType<typeof connectedSpots>[number] => {
      const map = Float32Array.from({ length: size * size }, (_, cell) => {
        const [x, y] = [cell % size, Math.floor(cell / size)];
        return disc(x, y) ? 0.9 : faintBar(x, y) ? bar : 0;
      });
      return connectedSpots(map, new Float32Array(size * size), size, 0.3, 0.14)[0]!;
    };
    const [alone, running] = [spotOf(0), spotOf(0.2)];
    assert.equal(running.cells.length, alone.cells.length);
    assert.deepEqual([running.coreRadius, running.elongation], [alone.coreRadius, alone.elongation]);
  });
});

describe('either', () => {
  test('is the probability of at least one of two independent kinds', () => {
    assert.equal(either(0.5, 0.5), 0.75);
    assert.equal(either(0, 0.3), 0.3);
  });
});
