import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { roundPolygon } from '../../../ui/engine/geometry/round-polygon';

const corners = Array.from({ length: 12 }, (_, index) => {
  const angle = (2 * Math.PI * index) / 12;
  return { x: 100 * Math.cos(angle), y: 100 * Math.sin(angle) };
});

describe('roundPolygon', () => {
  test('goes through all corners', () => {
    const curve = roundPolygon(corners, 5);
    assert.equal(curve.length, 60);
    for (const [index, corner] of corners.entries()) assert.deepEqual(curve[5 * index], corner);
  });

  test('follows a circle far closer than its chords do', () => {
    const away = roundPolygon(corners, 8).map(({ x, y }) => Math.abs(Math.hypot(x, y) - 100));
    // A chord's middle lies 3.4 inside.
    assert.ok(Math.max(...away) < 0.5);
  });
});
