import type { Face } from '../faces/face';
import { protectedFeatures } from '../faces/protected-features';
import { fillPolygon } from '../faces/rasterise-polygon';
import { samplePlane, softBlur, type Plane } from '../geometry/plane';
import { cropBounds, rowSpan } from '../geometry/row-span';
import { pictureToCrop, type Point } from '../geometry/square-crop';
import { emptyMatte, type Matte } from '../picture/picture';

/** Cells along the face crop for the soft rim around the features. */
const RIM_CELLS = 256;
/** Softness of that rim, in cells of σ: half a per cent of the crop. */
const RIM_BLUR = 1;

/**
 * Takes a face's eyes, brows, lips and nostrils out of a skin matte: 0 exactly inside their outlines, and a
 * soft rise outside them, so that evened skin meets the lips without an edge. Changes `matte`.
 */
export function protectFeatures(matte: Matte, face: Face): void {
  const polygons = protectedFeatures(face);
  soften(matte, face, polygons);
  for (const polygon of polygons) fillPolygon(matte, polygon, 0);
}

function soften(matte: Matte, face: Face, polygons: readonly (readonly Point[])[]): void {
  const rim = rimPlane(face, polygons);
  const bounds = cropBounds(face.crop, matte.width, matte.height);
  for (let y = bounds.y; y < bounds.y + bounds.height; y++) {
    const span = rowSpan(face.crop, y, matte.width);
    if (span === null) continue;
    for (let x = span.from, u = span.u, v = span.v; x < span.to; x++, u += span.du, v += span.dv) {
      const index = y * matte.width + x;
      if (matte.data[index] === 0) continue;
      const feature = samplePlane(rim, u, v);
      if (feature > 0.004) matte.data[index] = Math.round(matte.data[index]! * Math.max(0, 1 - 1.5 * feature));
    }
  }
}

function rimPlane(face: Face, polygons: readonly (readonly Point[])[]): Plane {
  const cells = emptyMatte(RIM_CELLS, RIM_CELLS);
  for (const polygon of polygons) {
    const inCrop = polygon.map(({ x, y }) => {
      const point = pictureToCrop(face.crop, x, y);
      return { x: point.x * RIM_CELLS, y: point.y * RIM_CELLS };
    });
    fillPolygon(cells, inCrop, 255);
  }
  return softBlur({ size: RIM_CELLS, data: Float32Array.from(cells.data, (value) => value / 255) }, RIM_BLUR);
}
