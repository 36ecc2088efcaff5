import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  cropToPicture,
  isInCrop,
  mapCrop,
  pictureToCrop,
  type SquareCrop,
} from '../../../ui/engine/geometry/square-crop';

const TILTED: SquareCrop = { centerX: 60, centerY: 40, side: 50, angle: 0.7 };

describe('crop coordinates', () => {
  test('convert to picture pixels and back', () => {
    const there = cropToPicture(TILTED, 0.2, 0.9);
    const back = pictureToCrop(TILTED, there.x, there.y);
    assert.ok(Math.abs(back.x - 0.2) < 1e-12 && Math.abs(back.y - 0.9) < 1e-12);
  });

  test('tell points inside a turned crop from points outside', () => {
    assert.ok(isInCrop(TILTED, 60, 40));
    assert.ok(isInCrop(TILTED, 60 + 30 * Math.cos(0.7 + Math.PI / 4), 40 + 30 * Math.sin(0.7 + Math.PI / 4)));
    assert.ok(!isInCrop(TILTED, 60 + 30 * Math.cos(0.7), 40 + 30 * Math.sin(0.7)));
  });
});

describe('mapCrop', () => {
  test('maps places of one crop to another, as through picture pixels', () => {
    const from: SquareCrop = { centerX: 40, centerY: 70, side: 90, angle: 0.4 };
    const to: SquareCrop = { centerX: 60, centerY: 50, side: 30, angle: -1.1 };
    const map = mapCrop(from, to);
    for (const [u, v] of [
      [0, 0],
      [1, 0],
      [0.3, 0.8],
    ] as const) {
      const { x, y } = cropToPicture(from, u, v);
      const place = pictureToCrop(to, x, y);
      assert.ok(Math.hypot(map.x(u, v) - place.x, map.y(u, v) - place.y) < 1e-9);
    }
  });
});
