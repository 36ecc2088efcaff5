import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NO_CHOICES } from '../../../ui/engine/api/choices';
import type { FaceReport } from '../../../ui/engine/api/report';
import { isFaceOn, ownOf, withOwnValues } from '../../../ui/panel/faces/own-values';
import { inReadingOrder } from '../../../ui/panel/faces/reading-order';

function face(x: number, y: number): FaceReport {
  return { box: { x, y, width: 100, height: 100 }, score: 1, angle: 0, state: 'done' };
}

describe('faces', () => {
  test('are read line by line, and from the left in a line', () => {
    const order = [face(500, 320), face(40, 300), face(300, 20), face(10, 60)];
    assert.deepEqual(
      inReadingOrder(order).map(({ box }) => box.x),
      [10, 300, 40, 500],
    );
  });

  test('take strengths of their own, and nothing that is no strength', () => {
    const one = face(0, 0);
    const choices = withOwnValues(NO_CHOICES, one, { even: 20, heal: 'all' });
    assert.deepEqual(ownOf(one, choices), { even: 20 });
    assert.ok(isFaceOn(one, choices));
    assert.deepEqual(ownOf(face(400, 0), choices), {});
  });
});
