import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  boxesOverlap,
  clipToPicture,
  isInBox,
  nearestPixels,
  unionBox,
  wholePixels,
} from '../../../ui/engine/geometry/box';

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

describe('wholePixels', () => {
  const picture = { width: 10, height: 8 };

  test('widens a box to whole pixels inside the picture', () => {
    assert.deepEqual(wholePixels({ x: 1.5, y: 6.2, width: 2, height: 9 }, picture), {
      x: 1,
      y: 6,
      width: 3,
      height: 2,
    });
  });

  test('gives a side of 0 for a box outside the picture', () => {
    assert.equal(wholePixels({ x: 11, y: 0, width: 2, height: 2 }, picture).width, 0);
  });
});

describe('nearestPixels', () => {
  const picture = { width: 10, height: 8 };

  test('equals wholePixels for a box that meets the picture', () => {
    const box = { x: -1.5, y: 6.2, width: 4, height: 9 };
    assert.deepEqual(nearestPixels(box, picture), wholePixels(box, picture));
  });

  test('gives the nearest pixel for a box beyond a corner', () => {
    const box = nearestPixels({ x: 30, y: 20, width: 2, height: 2 }, picture);
    assert.deepEqual(box, { x: 9, y: 7, width: 1, height: 1 });
  });
});

describe('two boxes', () => {
  const left = { x: 0, y: 0, width: 4, height: 4 };
  const right = { x: 4, y: 1, width: 2, height: 5 };

  test('unionBox holds both', () => {
    assert.deepEqual(unionBox(left, right), { x: 0, y: 0, width: 6, height: 6 });
  });

  test('boxesOverlap is false for boxes that only touch', () => {
    assert.equal(boxesOverlap(left, right), false);
    assert.equal(boxesOverlap(left, { ...right, x: 3.5 }), true);
  });

  test('isInBox counts the left edge, not the right one', () => {
    assert.deepEqual([isInBox(right, 4, 1), isInBox(right, 6, 1)], [true, false]);
  });
});
