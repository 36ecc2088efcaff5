import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NO_CHOICES } from '../../../ui/engine/api/choices';
import { NO_SHAPE, type PartReasons, type PersonReport } from '../../../ui/engine/api/shape';
import {
  canChange,
  isShapeOn,
  partsThatStay,
  shapeValuesOf,
  withShapeValue,
} from '../../../ui/panel/rows/shape-values';

const FREE: PartReasons = { waist: null, leftArm: null, rightArm: null, legs: null, length: null, face: null };

function person(x: number, parts: Partial<PartReasons> = {}): PersonReport {
  return { face: { x, y: 50, width: 100, height: 100 }, parts: { ...FREE, ...parts } };
}

const whole = person(0);
const half = person(400, { legs: 'cut', length: 'cut', rightArm: 'crossed' });

describe('the values of Shape', () => {
  test('are those of each person, and change only people with that part', () => {
    const slimmer = withShapeValue(NO_CHOICES, [whole, half], 'waist', 30);
    const both = withShapeValue(slimmer, [whole, half], 'legs', 20);
    const one = withShapeValue(both, [half], 'waist', -10);
    assert.deepEqual(shapeValuesOf(whole, one), { ...NO_SHAPE, waist: 30, legs: 20 });
    assert.deepEqual(shapeValuesOf(half, one), { ...NO_SHAPE, waist: -10 });
  });

  test('leave no trace of a person whose values are back at 0', () => {
    const on = withShapeValue(NO_CHOICES, [whole], 'length', 15);
    assert.ok(isShapeOn(on));
    const off = withShapeValue(on, [whole], 'length', 0);
    assert.ok(!isShapeOn(off));
    assert.deepEqual(off, NO_CHOICES);
  });

  test('tell which parts stay, by reason, and lock a value whose parts all stay', () => {
    assert.deepEqual(
      [...partsThatStay(half)],
      [
        ['crossed', ['rightArm']],
        ['cut', ['legs', 'length']],
      ],
    );
    assert.deepEqual(
      (['slim', 'arms', 'legs', 'length'] as const).map((key) => canChange(half, key)),
      [true, true, false, false],
    );
    assert.equal(partsThatStay(whole).size, 0);
  });
});
