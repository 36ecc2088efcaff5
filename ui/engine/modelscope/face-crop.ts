import type { Face } from '../faces/face';
import type { Box } from '../geometry/box';

/** Side of ModelScope's crop, in sides of its detector's box. */
const CROP_IN_BOXES = 1.5;
/** Side of the same crop, in sides of the box around Softlight's landmarks. */
const CROP_IN_FACES = 1.72;
/** Distance of the crop's centre above the middle of the landmarks, in face widths. */
const RAISED = 0.08;

/**
 * An estimate of the box that ModelScope's face detector gives for a face: square, in whole pixels, not clipped.
 * Softlight does not have that detector. Compared with landmarks, its boxes measured 1.72 / 1.5 as large, and higher.
 */
export function detectorBox({ landmarks }: Pick<Face, 'landmarks'>): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index < landmarks.length; index += 2) {
    left = Math.min(left, landmarks[index]!);
    right = Math.max(right, landmarks[index]!);
    top = Math.min(top, landmarks[index + 1]!);
    bottom = Math.max(bottom, landmarks[index + 1]!);
  }
  const half = (Math.max(right - left, bottom - top) * CROP_IN_FACES) / CROP_IN_BOXES / 2;
  const centerX = (left + right) / 2;
  const centerY = (top + bottom) / 2 - RAISED * (right - left);
  const x = Math.trunc(centerX - half);
  const y = Math.trunc(centerY - half);
  return { x, y, width: Math.trunc(centerX + half) - x, height: Math.trunc(centerY + half) - y };
}

/**
 * ModelScope's crop around a detector's box: a square with 1.5 times the side, truncated to whole pixels and clipped to
 * the picture.
 * @param width of the picture, in pixels
 * @param height of the picture, in pixels
 */
export function cropAround(box: Box, width: number, height: number): Box {
  const side = Math.trunc(CROP_IN_BOXES * Math.max(box.width, box.height));
  const edges = (centre: number, length: number): readonly [number, number] => [
    Math.max(0, Math.trunc(centre - side / 2)),
    Math.min(length, Math.trunc(centre + side / 2)),
  ];
  const [left, right] = edges(box.x + box.width / 2, width);
  const [top, bottom] = edges(box.y + box.height / 2, height);
  return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}

/** ModelScope's crop of a face in a picture of the given size. */
export function faceCrop(
  face: Pick<Face, 'landmarks'>,
  { width, height }: { readonly width: number; readonly height: number },
): Box {
  return cropAround(detectorBox(face), width, height);
}
