/**
 * A square part of a picture. It may be rotated and may reach over the picture's border.
 * Lengths are in picture pixels: pixel (0, 0) covers [0, 1) × [0, 1), and its centre is at (.5, .5).
 * `angle` is in radians, clockwise on screen: the crop's x axis points along (cos angle, sin angle).
 */
export interface SquareCrop {
  readonly centerX: number;
  readonly centerY: number;
  readonly side: number;
  readonly angle: number;
}

/** A point; the unit is said where it is used. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Converts crop coordinates (0–1 along each side) to picture pixels. */
export function cropToPicture(crop: SquareCrop, u: number, v: number): Point {
  const dx = (u - 0.5) * crop.side;
  const dy = (v - 0.5) * crop.side;
  const cos = Math.cos(crop.angle);
  const sin = Math.sin(crop.angle);
  return { x: crop.centerX + dx * cos - dy * sin, y: crop.centerY + dx * sin + dy * cos };
}

/** Converts picture pixels to crop coordinates (0–1 inside the crop). */
export function pictureToCrop(crop: SquareCrop, x: number, y: number): Point {
  const dx = x - crop.centerX;
  const dy = y - crop.centerY;
  const cos = Math.cos(crop.angle);
  const sin = Math.sin(crop.angle);
  return { x: (dx * cos + dy * sin) / crop.side + 0.5, y: (-dx * sin + dy * cos) / crop.side + 0.5 };
}

/** True if a point in picture pixels lies in the crop. */
export function isInCrop(crop: SquareCrop, x: number, y: number): boolean {
  const point = pictureToCrop(crop, x, y);
  return point.x >= 0 && point.y >= 0 && point.x < 1 && point.y < 1;
}

/** Where the places of one crop (0–1 along each side) lie in another. */
export interface CropMap {
  x(u: number, v: number): number;
  y(u: number, v: number): number;
}

/** The map from the coordinates of one crop to those of another, for many places. It is linear. */
export function mapCrop(from: SquareCrop, to: SquareCrop): CropMap {
  const place = (u: number, v: number): Point => {
    const { x, y } = cropToPicture(from, u, v);
    return pictureToCrop(to, x, y);
  };
  const [origin, right, below] = [place(0, 0), place(1, 0), place(0, 1)];
  return {
    x: (u, v) => origin.x + u * (right.x - origin.x) + v * (below.x - origin.x),
    y: (u, v) => origin.y + u * (right.y - origin.y) + v * (below.y - origin.y),
  };
}
