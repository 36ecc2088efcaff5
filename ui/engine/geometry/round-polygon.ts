import type { Point } from './square-crop';

/**
 * A closed polygon as a smooth curve through the same corners: a uniform Catmull-Rom spline.
 *
 * @param polygon at least three corners, in any unit
 * @param steps straight pieces from one corner to the next
 * @returns `steps` points for each corner; every `steps`-th is a corner of the polygon
 */
export function roundPolygon(polygon: readonly Point[], steps: number): Point[] {
  const corner = (index: number): Point => polygon[(index + polygon.length) % polygon.length]!;
  return polygon.flatMap((_, index) => {
    const four = [corner(index - 1), corner(index), corner(index + 1), corner(index + 2)] as const;
    return Array.from({ length: steps }, (__, step) => {
      const weights = weightsAt(step / steps);
      const along = (axis: 'x' | 'y'): number => four.reduce((sum, point, at) => sum + weights[at]! * point[axis], 0);
      return { x: along('x'), y: along('y') };
    });
  });
}

/** Weights of four corners at a place between the middle two, 0–1. */
function weightsAt(t: number): readonly number[] {
  return [
    0.5 * t * (2 * t - t * t - 1),
    0.5 * (2 + t * t * (3 * t - 5)),
    0.5 * t * (1 + 4 * t - 3 * t * t),
    0.5 * t * t * (t - 1),
  ];
}
