import type { Point } from '../geometry/square-crop';
import type { Face } from './face';
import { FACE_OVAL } from './mesh-contours';

/** The upper end of the face's oval, and how far a bald head goes on above it, in face sizes. */
const TOP: readonly number[] = [21, 54, 103, 67, 109, 10, 338, 297, 332, 284, 251];
const RISE = 0.25;

/** A face from chin to crown, ears left out; a closed polygon in picture pixels. */
export function headArea({ landmarks, angle, size }: Face): readonly Point[] {
  return FACE_OVAL.map((index) => {
    const up = TOP.includes(index) ? RISE * size : 0;
    return { x: landmarks[2 * index]! + Math.sin(angle) * up, y: landmarks[2 * index + 1]! - Math.cos(angle) * up };
  });
}
