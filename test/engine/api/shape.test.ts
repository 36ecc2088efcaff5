import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseSettings } from '../../../ui/engine/api/settings';
import { asksForShape, NO_SHAPE, parseShapeValues, SHAPE_ADJUSTMENTS } from '../../../ui/engine/api/shape';

describe('SHAPE_ADJUSTMENTS', () => {
  // Promise: S5
  test('have no place in settings, which presets and stored data hold', () => {
    const settings: Record<string, unknown> = parseSettings({ slim: 50, waist: 50, faceSlim: 50 });
    for (const { key } of SHAPE_ADJUSTMENTS) assert.equal(settings[key], undefined, key);
  });

  // Promise: S5
  test('change nothing unless asked', () => {
    assert.equal(asksForShape({ values: NO_SHAPE }), false);
    assert.equal(asksForShape({ values: { ...NO_SHAPE, arms: -1 } }), true);
    assert.equal(asksForShape({ values: NO_SHAPE, people: [{ x: 1, y: 1, values: { ...NO_SHAPE, legs: 5 } }] }), true);
  });
});

describe('parseShapeValues', () => {
  test('clamps numbers, and takes 0 for everything else', () => {
    assert.deepEqual(parseShapeValues({ slim: 500, waist: -500, arms: NaN, legs: '7', other: 3 }), {
      ...NO_SHAPE,
      slim: 100,
      waist: -100,
    });
    assert.deepEqual(parseShapeValues(null), NO_SHAPE);
  });
});
