import type { Point } from '../geometry/square-crop';
import type { Face } from './face';

/**
 * Where lines show, as landmark indices (MediaPipe's canonical face mesh). The forehead ends above the brows and
 * holds the frown; zones beside the eyes begin at the lids' outer corners; the mouth's zones hold the folds from the
 * nostrils down to the chin and end beside the lips.
 */
export const LINE_ZONES = [
  [54, 103, 67, 109, 10, 338, 297, 332, 284, 298, 333, 299, 337, 285, 417, 6, 193, 55, 108, 69, 104, 68],
  [130, 226, 113, 70, 139, 34, 227, 116, 117, 118, 119, 120, 232, 231, 230, 229, 228, 31],
  [359, 446, 342, 300, 368, 264, 447, 345, 346, 347, 348, 349, 452, 451, 450, 449, 448, 261],
  [129, 142, 36, 205, 187, 147, 213, 192, 214, 210, 211, 204, 43, 57, 186, 92, 165, 203],
  [358, 371, 266, 425, 411, 376, 433, 416, 434, 430, 431, 424, 273, 287, 410, 322, 391, 423],
] as const;
/** The mesh's upper end, which lies below the hairline, and how far the forehead goes on, in face sizes. */
const TOP: readonly number[] = [54, 103, 67, 109, 10, 338, 297, 332, 284];
const RISE = 0.12;
/** Landmarks of the jaw's line from ear to ear. The neck lies below. */
const JAW = [172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397] as const;
/** Distance below the jaw, in face sizes, where the neck's zone begins and ends. */
const NECK_START = 0.08;
const NECK_END = 0.6;

/** Zones of lines: forehead, both eyes, both sides of the mouth, neck. Closed polygons in picture pixels. */
export function lineZones({ landmarks, angle, size }: Face): readonly (readonly Point[])[] {
  const moved = (index: number, down: number): Point => ({
    x: landmarks[2 * index]! - Math.sin(angle) * down * size,
    y: landmarks[2 * index + 1]! + Math.cos(angle) * down * size,
  });
  const neck = (down: number): Point[] => JAW.map((index) => moved(index, down));
  return [
    ...LINE_ZONES.map((zone) => zone.map((index) => moved(index, TOP.includes(index) ? -RISE : 0))),
    [...neck(NECK_START), ...neck(NECK_END).reverse()],
  ];
}
