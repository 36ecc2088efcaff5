import type { Point } from '../geometry/square-crop';
import { emptyMatte, type Matte } from './picture';
import type { Box } from '../geometry/box';

/**
 * Sets the pixels whose centres lie inside a polygon to `value`, by the nonzero rule. Changes `matte`.
 *
 * @param polygon corners in matte pixels; closed implicitly; may cross itself and reach over the border
 * @param value 0–255
 */
export function fillPolygon(matte: Matte, polygon: readonly Point[], value: number): void {
  const { width, height, data } = matte;
  const rows = polygon.map(({ y }) => y);
  const top = Math.max(0, Math.ceil(Math.min(...rows) - 0.5));
  const bottom = Math.min(height - 1, Math.floor(Math.max(...rows) - 0.5));
  for (let row = top; row <= bottom; row++) {
    let winding = 0;
    let entered = 0;
    for (const crossing of rowCrossings(polygon, row + 0.5)) {
      if (winding === 0) entered = crossing.x;
      winding += crossing.turn;
      if (winding !== 0) continue;
      const from = Math.max(0, Math.ceil(entered - 0.5));
      const to = Math.min(width, Math.ceil(crossing.x - 0.5));
      if (to > from) data.fill(value, row * width + from, row * width + to);
    }
  }
}

/** A matte of a box: 255 where a pixel's centre lies inside one of the polygons (in picture pixels), else 0. */
export function insidePolygons(polygons: readonly (readonly Point[])[], { x, y, width, height }: Box): Matte {
  const inside = emptyMatte(width, height);
  for (const polygon of polygons)
    fillPolygon(
      inside,
      polygon.map((point) => ({ x: point.x - x, y: point.y - y })),
      255,
    );
  return inside;
}

interface Crossing {
  readonly x: number;
  /** 1 where the edge goes down, −1 where it goes up. */
  readonly turn: 1 | -1;
}

/** Crossings of the outline with the line at height `y`, from left to right. An edge includes its upper end only. */
function rowCrossings(polygon: readonly Point[], y: number): Crossing[] {
  const crossings: Crossing[] = [];
  let a = polygon[polygon.length - 1]!;
  for (const b of polygon) {
    if (a.y <= y !== b.y <= y) {
      crossings.push({ x: a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x), turn: b.y > a.y ? 1 : -1 });
    }
    a = b;
  }
  return crossings.sort((one, other) => one.x - other.x);
}
