import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Box } from '../../../../ui/engine/geometry/box';
import { groupHoles } from '../../../../ui/engine/heal/fill/group-holes';

const LIMIT = 176;
const box = (x: number): Box => ({ x, y: 0, width: 20, height: 20 });
const windowSide = ({ width, height }: Box): number => Math.max(width, height) + 80;
const fixedSide = (): number => 256;

describe('groupHoles', () => {
  test('joins holes near each other and leaves far ones alone', () => {
    assert.deepEqual(groupHoles([box(0), box(900), box(40)], LIMIT, windowSide), [
      { x: 0, y: 0, width: 60, height: 20 },
      box(900),
    ]);
  });

  test('keeps holes apart if a joint window costs more', () => {
    assert.equal(groupHoles([box(0), box(150)], LIMIT, windowSide).length, 2);
  });

  test('prefers fewer windows if all windows cost the same', () => {
    assert.equal(groupHoles([box(0), box(150)], LIMIT, fixedSide).length, 1);
  });

  test('never exceeds the limit', () => {
    assert.equal(groupHoles([box(0), box(200)], LIMIT, fixedSide).length, 2);
  });

  test('drops empty boxes', () => {
    assert.deepEqual(groupHoles([{ x: 5, y: 5, width: 0, height: 3 }], LIMIT, windowSide), []);
  });
});
