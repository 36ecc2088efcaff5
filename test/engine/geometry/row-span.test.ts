import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clipSpan, rowSpan } from '../../../ui/engine/geometry/row-span';
import { pictureToCrop, type SquareCrop } from '../../../ui/engine/geometry/square-crop';

const TILTED: SquareCrop = { centerX: 60, centerY: 40, side: 50, angle: 0.7 };

describe('rowSpan', () => {
  test('holds exactly the pixels whose centres lie inside the crop', () => {
    for (const crop of [
      TILTED,
      { ...TILTED, angle: 0 },
      { ...TILTED, angle: Math.PI / 2 },
      { ...TILTED, centerX: 3 },
    ]) {
      for (let y = 0; y < 90; y++) {
        const span = rowSpan(crop, y, 120);
        for (let x = 0; x < 120; x++) {
          const { x: u, y: v } = pictureToCrop(crop, x + 0.5, y + 0.5);
          if (Math.min(Math.abs(u), Math.abs(1 - u), Math.abs(v), Math.abs(1 - v)) < 1e-9) continue;
          const inside = u > 0 && u < 1 && v > 0 && v < 1;
          assert.equal(span !== null && x >= span.from && x < span.to, inside, `${x},${y}`);
        }
      }
    }
  });
});

describe('clipSpan', () => {
  test('keeps exactly the pixels whose centres lie in a box of the crop, at any angle', () => {
    const box = { left: 0.3, top: 0.25, right: 0.7, bottom: 0.6 };
    for (const angle of [0, 0.7, Math.PI / 2, -2.5]) {
      const crop = { ...TILTED, angle };
      for (let y = 0; y < 90; y++) {
        const span = rowSpan(crop, y, 120);
        const part = span === null ? null : clipSpan(span, box);
        if (part !== null) {
          const { x, y: v } = pictureToCrop(crop, part.from + 0.5, y + 0.5);
          assert.ok(Math.abs(part.u - x) < 1e-9 && Math.abs(part.v - v) < 1e-9);
        }
        for (let x = 0; x < 120; x++) {
          const { x: u, y: v } = pictureToCrop(crop, x + 0.5, y + 0.5);
          if (Math.min(...[u - box.left, u - box.right, v - box.top, v - box.bottom].map(Math.abs)) < 1e-9) continue;
          const inside = u > box.left && u < box.right && v > box.top && v < box.bottom;
          assert.equal(part !== null && x >= part.from && x < part.to, inside, `${angle}: ${x},${y}`);
        }
      }
    }
  });
});
