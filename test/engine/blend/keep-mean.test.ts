import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { softLight } from '../../../ui/engine/api/soft-light';
import { keepMean } from '../../../ui/engine/blend/keep-mean';

const SIZE = 32;
const CELLS = SIZE * SIZE;
const skin = Float32Array.from({ length: CELLS }, (_, cell) => (cell % SIZE < 20 ? 1 : 0));
const base = Float32Array.from({ length: CELLS }, (_, cell) => 0.2 + (0.6 * ((cell * 7) % 13)) / 13);

/** Mean change of the skin under a map, in levels. */
function meanChange(map: Float32Array): number {
  let sum = 0;
  let count = 0;
  for (let cell = 0; cell < CELLS; cell++) {
    if (skin[cell] === 0) continue;
    sum += softLight(base[cell]!, 0.5 + map[cell]!) - base[cell]!;
    count++;
  }
  return (255 * sum) / count;
}

describe('keepMean', () => {
  test('leaves the mean level of the skin as it is, and the differences of the map', () => {
    const map = Float32Array.from({ length: CELLS }, (_, cell) => 0.12 + 0.1 * Math.sin(cell / 5));
    assert.ok(meanChange(map) > 5, 'the map makes the skin lighter');
    const kept = keepMean({ size: SIZE, data: map }, base, skin).data;
    assert.ok(Math.abs(meanChange(kept)) < 0.1, `${meanChange(kept)} levels`);
    assert.ok(Math.abs(kept[7]! - kept[40]! - (map[7]! - map[40]!)) < 1e-6);
  });

  test('returns the map without skin', () => {
    const map = Float32Array.from({ length: CELLS }, () => 0.1);
    assert.deepEqual(keepMean({ size: SIZE, data: map }, base, new Float32Array(CELLS)).data, map);
  });
});
