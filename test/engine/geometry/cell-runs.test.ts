import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cellRuns, lineAlong, nextRun, runPeak } from '../../../ui/engine/geometry/cell-runs';
import { samplePlane, type Plane } from '../../../ui/engine/geometry/plane';
import { rowSpan } from '../../../ui/engine/geometry/row-span';
import { pictureToCrop, type SquareCrop } from '../../../ui/engine/geometry/square-crop';

describe('cellRuns', () => {
  test('cover a span once, with the bilinear value of the grid at every pixel', () => {
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
});
