import { boxAround, cornersOf, type Box, type Point } from './box';

/**
 * An affine map as Figma's `Transform` writes it, two rows of three: [[a, c, x], [b, d, y]].
 * A point (u, v) maps to (a·u + c·v + x, b·u + d·v + y).
 */
export type Affine = [[a: number, c: number, x: number], [b: number, d: number, y: number]];

/** Below this determinant a map flattens the plane and has no inverse. */
const SMALLEST_DETERMINANT = 1e-12;

/** The map that leaves every point where it is. */
export function identity(): Affine {
  return translation(0, 0);
}

/** Moves points by (x, y). */
export function translation(x: number, y: number): Affine {
  return [
    [1, 0, x],
    [0, 1, y],
  ];
}

/** Scales about the origin. */
export function scaling(x: number, y = x): Affine {
  return [
    [x, 0, 0],
    [0, y, 0],
  ];
}

/** The map that applies `inner` first and `outer` second. */
export function multiply(outer: Affine, inner: Affine): Affine {
  const [[a, c, x], [b, d, y]] = outer;
  const [[e, g, u], [f, h, v]] = inner;
  return [
    [a * e + c * f, a * g + c * h, a * u + c * v + x],
    [b * e + d * f, b * g + d * h, b * u + d * v + y],
  ];
}

/** The inverse map; null for a map that flattens the plane (a layer scaled to nothing). */
export function invert([[a, c, x], [b, d, y]]: Affine): Affine | null {
  const determinant = a * d - b * c;
  if (!(Math.abs(determinant) >= SMALLEST_DETERMINANT)) return null;
  const [ia, ic, ib, id] = [d / determinant, -c / determinant, -b / determinant, a / determinant];
  return [
    [ia, ic, -(ia * x + ic * y)],
    [ib, id, -(ib * x + id * y)],
  ];
}

/** Maps one point. */
export function mapPoint([[a, c, x], [b, d, y]]: Affine, point: Point): Point {
  return { x: a * point.x + c * point.y + x, y: b * point.x + d * point.y + y };
}

/** The smallest upright box around a mapped box. */
export function mapBox(affine: Affine, box: Box): Box {
  return boxAround(cornersOf(box).map((corner) => mapPoint(affine, corner)))!;
}

/** Rotation in degrees, counter-clockwise as Figma counts. */
export function rotationOf([[a], [b]]: Affine): number {
  return (Math.atan2(-b, a) * 180) / Math.PI;
}
