import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createMapEnlarger } from '../../../ui/engine/blend/enlarge-map';
import { mapRows, type MapRows } from '../../../ui/engine/blend/map-rows';
import type { Plane } from '../../../ui/engine/geometry/plane';
import { stackPlanes, type PlaneStack } from '../../../ui/engine/geometry/plane-stack';
import { emptyMatte } from '../../../ui/engine/picture/picture';

function flat(value: number): PlaneStack {
  const plane: Plane = { size: 8, data: new Float32Array(64).fill(value) };
  return stackPlanes([plane, plane, plane]);
}

describe('mapRows', () => {
  // Promise: 23
  test('averages the maps of overlapping faces, in any order', () => {
    const skin = emptyMatte(200, 100);
    skin.data.fill(255);
    const face = (centerX: number, value: number): Parameters<typeof mapRows>[0][number] => ({
      crop: { centerX, centerY: 50, side: 90, angle: 0 },
      colours: flat(value),
    });
    const left = face(70, 0.2);
    const right = face(120, 0.2);
    const read = (rows: MapRows): Float32Array => rows.row(50)!.values.slice();
    const both = read(mapRows([left, right], skin));
    const swapped = read(mapRows([right, left], skin));
    assert.ok(both.every((value, index) => Math.abs(value - swapped[index]!) < 1e-6));
    for (let x = 35; x < 156; x++) assert.ok(Math.abs(both[x * 3]! - 0.2) < 0.03, `pixel ${x}: ${both[x * 3]}`);
    const { from, to } = mapRows([left, right], skin).row(50)!;
    assert.deepEqual([from, to], [25, 165]);
  });

  test('is zero where the skin matte is zero', () => {
    const skin = emptyMatte(100, 100);
    const rows = mapRows([{ crop: { centerX: 50, centerY: 50, side: 90, angle: 0 }, colours: flat(0.3) }], skin);
    assert.ok(rows.row(50)!.values.every((value) => value === 0));
  });
});

describe('createMapEnlarger', () => {
  test('enlarges a map once', () => {
    const enlarge = createMapEnlarger();
    const map = flat(0.2);
    assert.equal(enlarge(map).size, 32);
    assert.equal(enlarge(map), enlarge(map));
    assert.notEqual(enlarge(flat(0.2)), enlarge(map));
  });
});
