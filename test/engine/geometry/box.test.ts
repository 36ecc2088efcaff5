import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clipToPicture } from '../../../ui/engine/geometry/box';

describe('clipToPicture', () => {
  test('keeps a rectangle inside the picture', () => {
    const box = clipToPicture({ left: 2.5, top: 1, right: 6, bottom: 4 }, 10, 8);
    assert.deepEqual(box, { x: 2.5, y: 1, width: 3.5, height: 3 });
  });

  test('cuts a rectangle at each border', () => {
    const box = clipToPicture({ left: -3, top: -4, right: 30, bottom: 40 }, 10, 8);
    assert.deepEqual(box, { x: 0, y: 0, width: 10, height: 8 });
  });

  test('gives sides of 0 for a rectangle outside the picture', () => {
    assert.equal(clipToPicture({ left: 12, top: 0, right: 14, bottom: 4 }, 10, 8).width, 0);
    assert.equal(clipToPicture({ left: 0, top: -9, right: 4, bottom: -1 }, 10, 8).height, 0);
  });
});
