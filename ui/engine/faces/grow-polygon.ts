import type { Point } from '../geometry/square-crop';

/** Largest angle, in radians, that one segment of a rounded corner spans. */
const ARC_STEP = Math.PI / 6;

/**
 * Grows a polygon by `margin` (Minkowski sum with a disc). Fill the result by the nonzero rule: notches may leave small
 * loops in it. A polygon that crosses itself, such as the hidden eye of a profile, is replaced by its convex hull.
 *
 * @param polygon corners, clockwise or counterclockwise
 * @param margin in the polygon's unit
 */
export function growPolygon(polygon: readonly Point[], margin: number): Point[] {
  const outline = crossesItself(polygon) ? convexHull(polygon) : clockwise(polygon);
  const grown: Point[] = [];
  const count = outline.length;
  for (let index = 0; index < count; index++) {
    const previous = outline[(index + count - 1) % count]!;
    const corner = outline[index]!;
    const next = outline[(index + 1) % count]!;
    const incoming = outwardAngle(previous, corner);
    const turn = signedTurn(incoming, outwardAngle(corner, next));
    if (turn > 0) grown.push(...roundCorner(corner, incoming, turn, margin));
    else grown.push(...notch(corner, incoming, turn, margin, Math.min(length(previous, corner), length(corner, next))));
  }
  return grown;
}

/** Rounds an outward corner. Its points lie outside the disc, so that the edges touch the disc and do not cut it. */
function roundCorner(corner: Point, incoming: number, turn: number, margin: number): Point[] {
  const steps = Math.ceil(turn / ARC_STEP);
  const reach = margin / Math.cos(turn / steps / 2);
  return Array.from({ length: steps }, (_, step) => offset(corner, incoming + (turn * (step + 0.5)) / steps, reach));
}

/** Joins the moved edges at an inward corner: at their crossing or, for short edges, with a loop through the corner. */
function notch(corner: Point, incoming: number, turn: number, margin: number, shortest: number): Point[] {
  if (margin * Math.tan(-turn / 2) < shortest)
    return [offset(corner, incoming + turn / 2, margin / Math.cos(turn / 2))];
  return [offset(corner, incoming, margin), corner, offset(corner, incoming + turn, margin)];
}

/** Twice the area, positive if the outline runs clockwise on screen (y down). */
function signedArea(polygon: readonly Point[]): number {
  let sum = 0;
  let a = polygon[polygon.length - 1]!;
  for (const b of polygon) {
    sum += a.x * b.y - b.x * a.y;
    a = b;
  }
  return sum;
}

/** The polygon clockwise on screen, without repeated corners. */
function clockwise(polygon: readonly Point[]): Point[] {
  const distinct = polygon.filter((point, index) => {
    const previous = polygon[(index + polygon.length - 1) % polygon.length]!;
    return point.x !== previous.x || point.y !== previous.y;
  });
  return signedArea(distinct) < 0 ? distinct.reverse() : distinct;
}

/** Outward normal, in radians, of the edge from `a` to `b` of a clockwise outline. */
function outwardAngle(a: Point, b: Point): number {
  return Math.atan2(b.y - a.y, b.x - a.x) - Math.PI / 2;
}

/** Turn from one direction to the other, −π to π. */
function signedTurn(from: number, to: number): number {
  return Math.atan2(Math.sin(to - from), Math.cos(to - from));
}

function length(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

function offset({ x, y }: Point, angle: number, distance: number): Point {
  return { x: x + Math.cos(angle) * distance, y: y + Math.sin(angle) * distance };
}

function crossesItself(polygon: readonly Point[]): boolean {
  const count = polygon.length;
  for (let i = 0; i < count; i++) {
    for (let j = i + 2; j < count; j++) {
      if (i === 0 && j === count - 1) continue;
      if (cross(polygon[i]!, polygon[i + 1]!, polygon[j]!, polygon[(j + 1) % count]!)) return true;
    }
  }
  return false;
}

/** True if the segments a–b and c–d cross. */
function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Positive if `p` lies to the right of the line from `a` to `b` on screen. */
function side(a: Point, b: Point, p: Point): number {
  return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

/** Convex hull, clockwise on screen (Andrew's monotone chain). */
function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const chain = (ordered: readonly Point[]): Point[] => {
    const hull: Point[] = [];
    for (const point of ordered) {
      while (hull.length > 1 && side(hull[hull.length - 2]!, hull[hull.length - 1]!, point) <= 0) hull.pop();
      hull.push(point);
    }
    return hull.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.reverse())];
}
