import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Plane } from '../../../ui/engine/geometry/plane';
import { stackPlanes, unstackPlane } from '../../../ui/engine/geometry/plane-stack';

/** Planes of 6 × 6 cells with different values. */
function drawnPlanes(): Plane[] {
  return [3, 5, 7].map((step) => ({
    size: 6,
    data: Float32Array.from({ length: 36 }, (_, index) => Math.sin(step * index)),
  }));
}

describe('plane stack', () => {
  test('interleaves planes cell by cell', () => {
    const planes = drawnPlanes();
    const { count, data } = stackPlanes(planes);
    assert.equal(count, 3);
    for (const [offset, plane] of planes.entries())
      assert.deepEqual(
        data.filter((_, index) => index % 3 === offset),
        plane.data,
      );
  });

  test('gives each plane back', () => {
    const planes = drawnPlanes();
    const stack = stackPlanes(planes);
    for (const [index, plane] of planes.entries()) assert.deepEqual(unstackPlane(stack, index), plane);
  });
});
