import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  identity,
  invert,
  mapBox,
  mapPoint,
  multiply,
  rotationOf,
  scaling,
  translation,
  type Affine,
} from '../../../plugin/geometry/affine';
import { boxAround, boxContains, boxesMeet, unionBox } from '../../../plugin/geometry/box';

/** A quarter turn clockwise (the y axis points down), as Figma writes it. */
const QUARTER_TURN: Affine = [
  [0, -1, 0],
  [1, 0, 0],
];

describe('affine', () => {
  test('multiply applies the inner map first', () => {
    const map = multiply(translation(10, 20), scaling(2, 3));
    assert.deepEqual(mapPoint(map, { x: 1, y: 1 }), { x: 12, y: 23 });
  });

  test('invert undoes a map that turns, scales and moves', () => {
    const map = multiply(translation(7, -3), multiply(QUARTER_TURN, scaling(2, 4)));
    assert.deepEqual(multiply(invert(map)!, map), identity());
  });

  test('invert gives null for a map that flattens the plane', () => {
    assert.equal(invert(scaling(0, 5)), null);
    assert.equal(invert(scaling(NaN)), null);
  });

  test('mapBox gives the upright box around a turned box', () => {
    const box = mapBox(QUARTER_TURN, { x: 0, y: 0, width: 30, height: 10 });
    assert.deepEqual(box, { x: -10, y: 0, width: 10, height: 30 });
  });

  test('rotationOf counts degrees counter-clockwise', () => {
    assert.equal(rotationOf(QUARTER_TURN), -90);
  });
});

describe('box', () => {
  test('unionBox covers every box, and is null for none', () => {
    const boxes = [
      { x: 0, y: 5, width: 10, height: 10 },
      { x: -4, y: 0, width: 2, height: 2 },
    ];
    assert.deepEqual(unionBox(boxes), { x: -4, y: 0, width: 14, height: 15 });
    assert.equal(unionBox([]), null);
  });

  test('boxAround takes more points than a function takes arguments', () => {
    const points = Array.from({ length: 300_000 }, (_, index) => ({ x: index, y: -index }));
    assert.deepEqual(boxAround(points), { x: 0, y: -299_999, width: 299_999, height: 299_999 });
  });

  test('boxContains counts the edge', () => {
    assert.equal(boxContains({ x: 0, y: 0, width: 2, height: 2 }, { x: 2, y: 0 }), true);
    assert.equal(boxContains({ x: 0, y: 0, width: 2, height: 2 }, { x: 2.1, y: 0 }), false);
  });

  test('boxesMeet needs a shared area', () => {
    const box = { x: 0, y: 0, width: 2, height: 2 };
    assert.equal(boxesMeet(box, { x: 1, y: 1, width: 5, height: 5 }), true);
    assert.equal(boxesMeet(box, { x: 2, y: 0, width: 5, height: 5 }), false);
  });
});
