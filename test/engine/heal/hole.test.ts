import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { holeAround, holeValue } from '../../../ui/engine/heal/hole';
import { GRID } from './example-spots';

describe('holeAround', () => {
  test('covers its cells and a rim, and nothing farther', () => {
    const hole = holeAround([20 * GRID + 20], GRID, 1);
    assert.ok(holeValue(hole, 20.5, 20.5) > 0.7);
    assert.ok(holeValue(hole, 21.4, 20.5) > 0.3);
    assert.equal(holeValue(hole, 24, 20.5), 0);
  });
});
