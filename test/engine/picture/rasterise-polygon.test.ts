import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { emptyMatte, type Matte } from '../../../ui/engine/picture/picture';
import { fillPolygon } from '../../../ui/engine/picture/rasterise-polygon';
import { CROSSED, filled, points, SQUARE } from './polygon-fixtures';

describe('fillPolygon', () => {
  test('fills exactly the pixels whose centres lie inside', () => {
    const matte = filled(20, 10, points([2.5, 1.6], [6.4, 1.6], [6.4, 4.4], [2.5, 4.4]));
    assert.equal(count(matte), 4 * 2);
    for (const y of [2, 3]) for (const x of [2, 3, 4, 5]) assert.equal(matte.data[y * 20 + x], 200);
  });

  test('gives each pixel along a shared edge to one of two neighbours', () => {
    const matte = emptyMatte(100, 100);
    const seam = points([10.3, 5.7], [90.1, 40.2], [13.7, 88.8]);
    fillPolygon(matte, [{ x: 0, y: 0 }, seam[0]!, seam[1]!, { x: 100, y: 0 }], 1);
    fillPolygon(matte, [seam[1]!, seam[0]!, seam[2]!], 2);
    const first = matte.data.filter((value) => value === 1).length;
    const second = matte.data.filter((value) => value === 2).length;
    const union = filled(100, 100, [{ x: 0, y: 0 }, seam[0]!, seam[2]!, seam[1]!, { x: 100, y: 0 }]);
    assert.equal(first + second, count(union));
  });

  test('clips polygons at the border', () => {
    assert.equal(count(filled(30, 30, points([-50, -50], [80, -50], [80, 80], [-50, 80]))), 900);
    assert.equal(count(filled(30, 30, points([-9, 3], [10, 3], [10, 8], [-9, 8]))), 50);
    assert.equal(count(filled(30, 30, points([40, 3], [60, 3], [60, 8]))), 0);
    assert.equal(count(filled(30, 30, [])), 0);
  });

  test('fills an outline that crosses itself or runs round twice', () => {
    assert.equal(count(filled(100, 100, [...SQUARE, ...SQUARE])), 1600);
    const fill = filled(100, 100, CROSSED);
    assert.equal(fill.data[25 * 100 + 45], 0);
    assert.equal(fill.data[40 * 100 + 25], 200);
    assert.equal(fill.data[40 * 100 + 65], 200);
  });
});

function count(matte: Matte): number {
  return matte.data.filter((value) => value !== 0).length;
}
