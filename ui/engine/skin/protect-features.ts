import type { Face } from '../faces/face';
import { protectedFeatures } from '../faces/protected-features';
import { fillPolygon } from '../picture/rasterise-polygon';
import { cellBox } from '../geometry/cell-box';
import { cellRuns, lineAlong, nextRun, runPeak } from '../geometry/cell-runs';
import { softBlur, type Plane } from '../geometry/plane';
import { clipSpan, cropBounds, rowSpan } from '../geometry/row-span';
import { pictureToCrop, type Point } from '../geometry/square-crop';
import { emptyMatte, type Matte } from '../picture/picture';

/** Cells each way of the grid, over the face crop, that holds the soft rim around the features. */
const RIM_CELLS = 256;
/** Blur radius (σ) of that rim in cells. */
const RIM_BLUR = 1;
/** Rim values (0–1) below this have no effect. */
const LEAST = 0.004;

/**
 * Removes a face's eyes, brows, lips and nostrils from a skin matte. The matte becomes exactly 0 inside their outlines
 * and rises softly outside, so that evened skin meets the lips without an edge. Changes `matte`.
 */
export function protectFeatures(matte: Matte, face: Face): void {
  const polygons = protectedFeatures(face);
  soften(matte, face, polygons);
  for (const polygon of polygons) fillPolygon(matte, polygon, 0);
}

/** Reduces the matte around the features by the blurred mask of their polygons (in picture pixels). */
function soften(matte: Matte, face: Face, polygons: readonly (readonly Point[])[]): void {
  const line = new Float64Array(3);
  const rim = rimPlane(face, polygons);
  const reach = cellBox(rim, LEAST);
  const bounds = cropBounds(face.crop, matte.width, matte.height);
  for (let y = bounds.y; y < bounds.y + bounds.height; y++) {
    const whole = rowSpan(face.crop, y, matte.width);
    const span = whole === null ? null : clipSpan(whole, reach);
    if (span === null) continue;
    for (const run = cellRuns(span, RIM_CELLS); nextRun(run);) {
      if (runPeak(rim.data, run) <= LEAST) continue;
      lineAlong(run, rim.data, 1, 0, line, 0);
      for (let x = run.from, t = 0, index = y * matte.width + x; x < run.to; x++, t++, index++) {
        const feature = line[0]! + t * (line[1]! + t * line[2]!);
        if (feature > LEAST && matte.data[index] !== 0)
          matte.data[index] = Math.round(matte.data[index]! * Math.max(0, 1 - 1.5 * feature));
      }
    }
  }
}

/** The polygons as a blurred mask (0–1) over the face's crop. */
function rimPlane(face: Face, polygons: readonly (readonly Point[])[]): Plane {
  const cells = emptyMatte(RIM_CELLS, RIM_CELLS);
  for (const polygon of polygons) {
    const inCrop = polygon.map(({ x, y }) => {
      const point = pictureToCrop(face.crop, x, y);
      return { x: point.x * RIM_CELLS, y: point.y * RIM_CELLS };
    });
    fillPolygon(cells, inCrop, 255);
  }
  const data = new Float32Array(cells.data);
  for (let index = 0; index < data.length; index++) data[index]! /= 255;
  return softBlur({ size: RIM_CELLS, data }, RIM_BLUR);
}
