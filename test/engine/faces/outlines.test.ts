import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growPolygon } from '../../../ui/engine/faces/grow-polygon';
import { fillPolygon } from '../../../ui/engine/picture/rasterise-polygon';
import type { Point } from '../../../ui/engine/geometry/square-crop';
import { emptyMatte, type Matte } from '../../../ui/engine/picture/picture';

const SQUARE = points([20, 20], [60, 20], [60, 60], [20, 60]);
const ARROW = points([20, 20], [80, 50], [20, 80], [45, 50]);
/** An hourglass: crosses itself, like the hidden eye of a face in profile. */
const CROSSED = points([20, 20], [70, 60], [70, 20], [20, 60]);

test('exactly the pixels whose centres lie inside are filled', () => {
  const matte = filled(20, 10, points([2.5, 1.6], [6.4, 1.6], [6.4, 4.4], [2.5, 4.4]));
  assert.equal(count(matte), 4 * 2);
  for (const y of [2, 3]) for (const x of [2, 3, 4, 5]) assert.equal(matte.data[y * 20 + x], 200);
});

test('neighbours share no pixel and leave none out', () => {
  const matte = emptyMatte(100, 100);
  const seam = points([10.3, 5.7], [90.1, 40.2], [13.7, 88.8]);
  fillPolygon(matte, [{ x: 0, y: 0 }, seam[0]!, seam[1]!, { x: 100, y: 0 }], 1);
  fillPolygon(matte, [seam[1]!, seam[0]!, seam[2]!], 2);
  const first = matte.data.filter((value) => value === 1).length;
  const second = matte.data.filter((value) => value === 2).length;
  const union = filled(100, 100, [{ x: 0, y: 0 }, seam[0]!, seam[2]!, seam[1]!, { x: 100, y: 0 }]);
  assert.equal(first + second, count(union));
});

test('polygons are cut by the border, and outside it nothing is filled', () => {
  assert.equal(count(filled(30, 30, points([-50, -50], [80, -50], [80, 80], [-50, 80]))), 900);
  assert.equal(count(filled(30, 30, points([-9, 3], [10, 3], [10, 8], [-9, 8]))), 50);
  assert.equal(count(filled(30, 30, points([40, 3], [60, 3], [60, 8]))), 0);
  assert.equal(count(filled(30, 30, [])), 0);
});

test('an outline that crosses itself or runs twice round is filled throughout', () => {
  assert.equal(count(filled(100, 100, [...SQUARE, ...SQUARE])), 1600);
  const fill = filled(100, 100, CROSSED);
  assert.equal(fill.data[25 * 100 + 45], 0);
  assert.equal(fill.data[40 * 100 + 25], 200);
  assert.equal(fill.data[40 * 100 + 65], 200);
});

test('growing holds everything within the margin and little beyond, at corners and notches, either way round', () => {
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

test('a folded outline grows from its hull: no part of it is lost', () => {
  const grown = filled(100, 100, growPolygon(CROSSED, 5));
  const inside = filled(100, 100, CROSSED);
  eachPixel(inside, (x, y, value) => assert.ok(value === 0 || grown.data[y * 100 + x] === 200));
  assert.equal(grown.data[40 * 100 + 45], 200);
});

function points(...pairs: readonly (readonly [number, number])[]): Point[] {
  return pairs.map(([x, y]) => ({ x, y }));
}

function filled(width: number, height: number, polygon: readonly Point[]): Matte {
  const matte = emptyMatte(width, height);
  fillPolygon(matte, polygon, 200);
  return matte;
}

function count(matte: Matte): number {
  return matte.data.filter((value) => value !== 0).length;
}

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
