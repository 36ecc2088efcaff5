import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fillSmallHoles } from '../../../ui/engine/skin/fill-holes';

const SIZE = 24;

/** A plane of skin with holes drawn as [left, top, width, height]. */
function withHoles(...holes: readonly (readonly [number, number, number, number])[]): Float32Array {
  const data = new Float32Array(SIZE * SIZE).fill(0.9);
  for (const [left, top, width, height] of holes) {
    for (let y = top; y < top + height; y++) data.fill(0.1, y * SIZE + left, y * SIZE + left + width);
  }
  return data;
}

describe('fillSmallHoles', () => {
  test('fills a mole, but no line, large hole or hole at the border', () => {
    const mole = [10, 10, 4, 3] as const;
    const others = [
      [2, 3, 15, 1],
      [14, 14, 7, 6],
      [0, 20, 3, 2],
    ] as const;
    const data = withHoles(mole, ...others);
    const filled = fillSmallHoles({ size: SIZE, data }, 5).data;
    assert.equal(filled[11 * SIZE + 11], 1);
    for (const [left, top] of others) assert.equal(filled[top * SIZE + left], data[top * SIZE + left]);
    assert.deepEqual(data, withHoles(mole, ...others), 'the input stays unchanged');
  });
});
