/**
 * A square cut out of a picture, possibly rotated and possibly reaching over the border.
 * All in picture pixels (pixel (0,0) covers [0,1)×[0,1), its centre is at .5,.5); `angle` in radians,
 * clockwise as seen on screen: the crop's x axis points along (cos angle, sin angle).
 */
export interface SquareCrop {
  readonly centerX: number;
  readonly centerY: number;
  readonly side: number;
  readonly angle: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** From crop coordinates (0–1 along each side) to picture pixels. */
export function cropToPicture(crop: SquareCrop, u: number, v: number): Point {
  const dx = (u - 0.5) * crop.side;
  const dy = (v - 0.5) * crop.side;
  const cos = Math.cos(crop.angle);
  const sin = Math.sin(crop.angle);
  return { x: crop.centerX + dx * cos - dy * sin, y: crop.centerY + dx * sin + dy * cos };
}

/** From picture pixels to crop coordinates (0–1 along each side inside the crop). */
export function pictureToCrop(crop: SquareCrop, x: number, y: number): Point {
  const dx = x - crop.centerX;
  const dy = y - crop.centerY;
  const cos = Math.cos(crop.angle);
  const sin = Math.sin(crop.angle);
  return { x: (dx * cos + dy * sin) / crop.side + 0.5, y: (-dx * sin + dy * cos) / crop.side + 0.5 };
}

/** Whether a place in picture pixels lies in the crop. */
export function isInCrop(crop: SquareCrop, x: number, y: number): boolean {
  const at = pictureToCrop(crop, x, y);
  return at.x >= 0 && at.y >= 0 && at.x < 1 && at.y < 1;
}
