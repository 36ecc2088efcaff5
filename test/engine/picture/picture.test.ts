import assert from 'node:assert/strict';
import { test } from 'node:test';
import { predictBlendMap } from '../../../ui/engine/blend/blend-map';
import { mapRows, type MapRows } from '../../../ui/engine/blend/map-rows';
import { cellRuns, lineAlong, nextRun, runPeak } from '../../../ui/engine/geometry/cell-runs';
import { samplePlane, type Plane } from '../../../ui/engine/geometry/plane';
import { stackPlanes, type PlaneStack } from '../../../ui/engine/geometry/plane-stack';
import { clipSpan, rowSpan } from '../../../ui/engine/geometry/row-span';
import { cropToPicture, pictureToCrop, type SquareCrop } from '../../../ui/engine/geometry/square-crop';
import { emptyMatte, emptyPicture, type Picture } from '../../../ui/engine/picture/picture';
import { halve } from '../../../ui/engine/picture/pyramid';
import { sampleCrop } from '../../../ui/engine/picture/sample-crop';
import { guidedFilter } from '../../../ui/engine/skin/guided-filter';
import { readViewRow, seenSpan, skinView } from '../../../ui/engine/skin/view-row';

const TILTED: SquareCrop = { centerX: 60, centerY: 40, side: 50, angle: 0.7 };

function ramp(width: number, height: number): Picture {
  const picture = emptyPicture(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) picture.data.set([x, y, 128, 255], (y * width + x) * 4);
  }
  return picture;
}

test('crop coordinates go there and back', () => {
  const there = cropToPicture(TILTED, 0.2, 0.9);
  const back = pictureToCrop(TILTED, there.x, there.y);
  assert.ok(Math.abs(back.x - 0.2) < 1e-12 && Math.abs(back.y - 0.9) < 1e-12);
});

test('a whole-pixel crop at its own size is the picture itself', () => {
  const picture = ramp(40, 40);
  const view = sampleCrop(picture, { centerX: 20, centerY: 20, side: 16, angle: 0 }, 16);
  for (let row = 0; row < 16; row++) {
    for (let column = 0; column < 16; column++)
      assert.ok(Math.abs(view[row * 16 + column]! * 255 - (12 + column)) < 1e-3);
  }
});

test('crops sample where their coordinates say, tilted, reduced and over the border', () => {
  const picture = ramp(120, 90);
  for (const [crop, size] of [
    [TILTED, 50],
    [TILTED, 20],
    [{ ...TILTED, centerX: 5, side: 80 }, 32],
  ] as const) {
    const view = sampleCrop(picture, crop, size);
    for (const [row, column] of [
      [2, 3],
      [10, 15],
      [size - 3, size - 4],
    ] as const) {
      const at = cropToPicture(crop, (column + 0.5) / size, (row + 0.5) / size);
      const expected = Math.min(119, Math.max(0, at.x - 0.5));
      assert.ok(
        Math.abs(view[row * size + column]! * 255 - expected) < 2,
        `side ${crop.side} → ${size} at ${row},${column}`,
      );
    }
  }
});

test('reducing averages: stripes finer than the grid turn grey instead of aliasing', () => {
  const stripes = emptyPicture(512, 512);
  for (let index = 0; index < 512 * 512; index++)
    stripes.data.fill(index % 2 === 0 ? 0 : 255, index * 4, index * 4 + 3);
  const view = sampleCrop(stripes, { centerX: 256, centerY: 256, side: 512, angle: 0 }, 100);
  assert.ok(view.every((value) => Math.abs(value - 0.5) < 0.01));
});

test('row spans hold exactly the pixels whose centres lie inside the crop', () => {
  for (const crop of [TILTED, { ...TILTED, angle: 0 }, { ...TILTED, angle: Math.PI / 2 }, { ...TILTED, centerX: 3 }]) {
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

test('a span is clipped to the pixels whose centres lie in a box of its crop, upright and tilted', () => {
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

test('a view follows an edge of colour that its coarse matte shows blurred and in the wrong place', () => {
  const size = 64;
  const side = 256;
  const guide = new Float32Array(3 * size * size);
  const coarse = new Float32Array(size * size);
  for (let index = 0; index < size * size; index++) {
    const column = index % size;
    for (let channel = 0; channel < 3; channel++) guide[channel * size * size + index] = column < 32 ? 0.7 : 0.2;
    coarse[index] = Math.min(1, Math.max(0, (33 - column) / 6));
  }
  const picture = emptyPicture(side, side);
  for (let index = 0; index < side * side; index++)
    picture.data.fill(index % side < 128 ? 179 : 51, index * 4, index * 4 + 3);
  const crop: SquareCrop = { centerX: side / 2, centerY: side / 2, side, angle: 0 };
  const view = skinView(crop, { size, data: coarse }, guidedFilter(guide, { size, data: coarse }, 4, 1e-4));
  const row = new Float32Array(side).fill(9);
  readViewRow(view, rowSpan(crop, 100, side)!, picture, 100, null, row);
  const found = seenSpan(view, 100, side)!;
  assert.ok(row[127]! > 0.6, 'skin colour up to the edge is skin');
  assert.ok(row[128]! < 0.1, 'the other colour right after it is not');
  assert.ok(row[40] === 1 && row[250] === 0);
  assert.ok(found.from === 0 && found.to < 150, 'what is far from all that was seen is not looked at');
});

test('runs cover a span once, and give what the grid gives at every pixel, upright, tilted and over its edges', () => {
  const plane: Plane = { size: 7, data: Float32Array.from({ length: 49 }, (_, index) => Math.sin(5 * index)) };
  const lines = new Float64Array(3);
  for (const angle of [0, 0.4, Math.PI / 2, -2.5]) {
    const crop: SquareCrop = { centerX: 60, centerY: 60, side: 100, angle };
    for (const y of [15, 60, 100]) {
      const span = rowSpan(crop, y, 120);
      if (span === null) continue;
      let next = span.from;
      for (const run = cellRuns(span, plane.size); nextRun(run);) {
        assert.equal(run.from, next);
        next = run.to;
        lineAlong(run, plane.data, 1, 0, lines, 0);
        for (let x = run.from; x < run.to; x++) {
          const { x: u, y: v } = pictureToCrop(crop, x + 0.5, y + 0.5);
          const value = lines[0]! + (x - run.from) * (lines[1]! + (x - run.from) * lines[2]!);
          assert.ok(Math.abs(value - samplePlane(plane, u, v)) < 1e-6, `${angle}, ${x}, ${y}`);
          assert.ok(value <= runPeak(plane.data, run) + 1e-6);
        }
      }
      assert.equal(next, span.to);
    }
  }
});

test('planes in a stack lie beside each other, cell by cell', () => {
  const planes = [3, 5, 7].map((step): Plane => ({
    size: 6,
    data: Float32Array.from({ length: 36 }, (_, index) => Math.sin(step * index)),
  }));
  const { count, data } = stackPlanes(planes);
  assert.equal(count, 3);
  for (const [offset, plane] of planes.entries())
    assert.deepEqual(
      data.filter((_, index) => index % 3 === offset),
      plane.data,
    );
});

test('halving averages four pixels of every channel, rounded, and repeats an odd last column', () => {
  const data = Uint8ClampedArray.from({ length: 3 * 2 * 4 }, (_, index) => (index * 89) % 256);
  const { width, height, data: halved } = halve({ width: 3, height: 2, data });
  assert.deepEqual([width, height], [2, 1]);
  const mean = (columns: readonly number[], channel: number): number =>
    Math.floor((columns.reduce((sum, x) => sum + data[x * 4 + channel]! + data[12 + x * 4 + channel]!, 0) + 2) / 4);
  assert.deepEqual(
    [...halved],
    [
      [0, 1],
      [2, 2],
    ].flatMap((columns) => [0, 1, 2, 3].map((channel) => mean(columns, channel))),
  );
});

function flat(value: number): PlaneStack {
  const plane: Plane = { size: 8, data: new Float32Array(64).fill(value) };
  return stackPlanes([plane, plane, plane]);
}

// Promise: 23
test('maps of overlapping faces are averaged, whatever their order: neither doubled nor lost', () => {
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

test('the map is zero wherever the skin matte is', () => {
  const skin = emptyMatte(100, 100);
  const rows = mapRows([{ crop: { centerX: 50, centerY: 50, side: 90, angle: 0 }, colours: flat(0.3) }], skin);
  assert.ok(rows.row(50)!.values.every((value) => value === 0));
});

test('a blend map keeps its value up to the edge of the skin, instead of fading towards the hair', async () => {
  const skin = emptyMatte(512, 512);
  for (let y = 0; y < 512; y++) skin.data.fill(255, y * 512, y * 512 + 256);
  const out = new Float32Array(3 * 128 * 128);
  for (let index = 0; index < out.length; index++) out[index] = index % 128 < 64 ? 0.7 : 0.5;
  const map = await predictBlendMap(
    emptyPicture(512, 512),
    {
      box: { x: 0, y: 0, width: 512, height: 512 },
      score: 1,
      landmarks: new Float32Array(936),
      angle: 0,
      size: 320,
      crop: { centerX: 256, centerY: 256, side: 512, angle: 0 },
    },
    skin,
    { executionProvider: 'wasm', run: () => Promise.resolve({ map: out }), release: () => Promise.resolve() },
  );
  const row = mapRows([map], skin).row(256)!.values;
  assert.ok(Math.abs(row[250 * 3]! - 0.2) < 0.02, `at the edge: ${row[250 * 3]}`);
  assert.equal(row[260 * 3], 0);
});
