import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mixViews, type Seen } from '../../../ui/engine/skin/mix-views';

const SIZE = 32;

/** A view of a picture 100 px wide, with the same coverage everywhere. */
function view(coverage: number, side: number, angle = 0, centerX = 50): Seen {
  const data = new Float32Array(SIZE * SIZE).fill(coverage);
  return { crop: { centerX, centerY: 50, side, angle }, seen: { size: SIZE, data } };
}

const middle = (SIZE / 2) * SIZE + SIZE / 2;
const mixed = (near: Seen, whole: Seen): number => mixViews(near, whole).data[middle]!;

describe('mixViews', () => {
  test('gives the mean of the logits while the global view is fine', () => {
    assert.ok(Math.abs(mixed(view(0.8, 80), view(0.2, 100)) - 0.5) < 1e-6);
    assert.ok(Math.abs(mixed(view(0.9, 80), view(0.5, 100)) - 0.75) < 1e-6);
    assert.ok(mixed(view(1, 80), view(0.3, 100)) > 0.9);
  });

  test('trusts the face view more as the global view gets coarser', () => {
    const values = [1.5, 2, 2.5, 2.9].map((ratio) => mixed(view(0.8, 100 / ratio), view(0.2, 100)));
    for (let index = 1; index < values.length; index++) assert.ok(values[index]! > values[index - 1]!);
    const near = view(0.8, 100 / 3);
    assert.equal(mixViews(near, view(0.2, 100)), near.seen);
  });

  test('leaves out a global view in which the face is turned', () => {
    const near = view(0.8, 80, Math.PI / 2);
    assert.equal(mixViews(near, view(0.2, 100)), near.seen);
    assert.ok(mixed(view(0.8, 80, -0.2), view(0.2, 100)) < 0.6);
    assert.ok(mixed(view(0.8, 80, 2 * Math.PI - 0.1), view(0.2, 100)) < 0.6);
  });

  test('reads the global view at the same place of the picture, and nothing beyond it', () => {
    const whole = view(0, 100);
    for (let index = 0; index < SIZE * SIZE; index++) whole.seen.data[index] = index % SIZE < SIZE / 2 ? 0.1 : 0.9;
    const { data } = mixViews(view(0.5, 80, 0, 80), whole);
    // The face view covers 40 to 120 px: its left eighth lies left of the middle, its right quarter beyond the picture.
    assert.ok(data[middle - SIZE / 2]! < 0.3);
    assert.ok(Math.abs(data[middle]! - 0.75) < 1e-6);
    assert.equal(data[middle + SIZE / 2 - 1], 0.5);
  });
});
