import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { growPolygon } from '../../../ui/engine/faces/grow-polygon';
import type { Point } from '../../../ui/engine/geometry/square-crop';
import type { Matte } from '../../../ui/engine/picture/picture';
import { CROSSED, filled, points, SQUARE } from '../picture/polygon-fixtures';

const ARROW = points([20, 20], [80, 50], [20, 80], [45, 50]);

describe('growPolygon', () => {
  test('covers the margin and little more, at corners and notches, in both rotations', () => {
    const margin = 8;
    for (const polygon of [SQUARE, ARROW, SQUARE.toReversed(), ARROW.toReversed()]) {
      const inside = filled(100, 100, polygon);
      const grown = filled(100, 100, growPolygon(polygon, margin));
      eachPixel(grown, (x, y, value) => {
        const distance = inside.data[y * 100 + x] === 0 ? distanceTo(polygon, x + 0.5, y + 0.5) : 0;
        if (distance < margin) assert.equal(value, 200, `${x},${y}`);
        if (distance > margin * 1.05) assert.equal(value, 0, `${x},${y}`);
      });
    }
  });

  test('grows the hull of an outline that crosses itself', () => {
    const grown = filled(100, 100, growPolygon(CROSSED, 5));
    const inside = filled(100, 100, CROSSED);
    eachPixel(inside, (x, y, value) => assert.ok(value === 0 || grown.data[y * 100 + x] === 200));
    assert.equal(grown.data[40 * 100 + 45], 200);
  });
});

function eachPixel({ width, data }: Matte, visit: (x: number, y: number, value: number) => void): void {
  for (let index = 0; index < data.length; index++) visit(index % width, Math.floor(index / width), data[index]!);
}

function distanceTo(polygon: readonly Point[], x: number, y: number): number {
  return Math.min(
    ...polygon.map((a, index) => {
      const b = polygon[(index + 1) % polygon.length]!;
      const dx = b.x - a.x;
      const dy = b.y - a.y;
      const along = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy)));
      return Math.hypot(x - a.x - along * dx, y - a.y - along * dy);
    }),
  );
}
