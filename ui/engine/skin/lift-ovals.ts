import type { Face } from '../faces/face';
import { faceOval } from '../faces/protected-features';
import { samplePlane, type Plane } from '../geometry/plane';
import { pictureToCrop, type SquareCrop } from '../geometry/square-crop';
import { emptyMatte } from '../picture/picture';
import { fillPolygon } from '../picture/rasterise-polygon';

/** The network's value from which a cell inside a face's outline is rather skin; elsewhere it is .5. */
const ENOUGH = 0.35;

/** Probability of glasses from which a cell is left as it is. Reflections in sunglasses look like skin. */
const GLASSES = 0.3;

/** Planes over a whole crop, 0–1. */
export interface CoverageInCrop {
  /** Skin as the network sees it. */
  readonly seen: Plane;
  /** Skin that holds outside all faces; of the size of `seen`. */
  readonly elsewhere: Plane;
  /** Probability of glasses; of any size. */
  readonly glasses: Plane;
}

/**
 * Raises skin coverage inside the outlines of faces, where nearly everything is skin: a value of .35 becomes .5, and
 * all values in proportion. Hair, a beard or a sleeve of which the network is sure stays out, and so do glasses. So a
 * shaded forehead has no holes. Colour and brightness are no evidence.
 *
 * @returns a new plane; `elsewhere` itself without faces
 */
export function liftOvals(coverage: CoverageInCrop, crop: SquareCrop, faces: readonly Face[]): Plane {
  const { seen, elsewhere, glasses } = coverage;
  if (faces.length === 0) return elsewhere;
  const { size } = seen;
  const inside = emptyMatte(size, size);
  for (const face of faces) {
    const outline = faceOval(face).map(({ x, y }) => {
      const point = pictureToCrop(crop, x, y);
      return { x: point.x * size, y: point.y * size };
    });
    fillPolygon(inside, outline, 255);
  }
  const data = elsewhere.data.map((value, index) => {
    if (inside.data[index] === 0) return value;
    const [u, v] = [((index % size) + 0.5) / size, (Math.floor(index / size) + 0.5) / size];
    if (samplePlane(glasses, u, v) > GLASSES) return value;
    return Math.min(1, (seen.data[index]! * 0.5) / ENOUGH);
  });
  return { size, data };
}
