import type { Point } from '../geometry/square-crop';
import type { Joints } from './pose';

/** Share of the trunk's length that bounds the unit from below: shoulders seen from the side are close together. */
const TRUNK_SHARE = 0.55;

/** The point halfway between two points. */
export function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** The unit of a body's widths, in pixels: the distance of its shoulders, or the like from its trunk. */
export function bodyUnit({ leftShoulder, rightShoulder, leftHip, rightHip }: Joints): number {
  const top = middle(leftShoulder, rightShoulder);
  const bottom = middle(leftHip, rightHip);
  return Math.max(
    Math.hypot(leftShoulder.x - rightShoulder.x, leftShoulder.y - rightShoulder.y),
    TRUNK_SHARE * Math.hypot(top.x - bottom.x, top.y - bottom.y),
  );
}
