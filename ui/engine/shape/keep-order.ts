import type { NodeField } from './shape-grid';

/** Least determinant of the movement's Jacobian: an area shrinks to no less than this share of itself. */
export const LEAST_AREA = 0.35;
/** Most by which an area grows, as the determinant. */
const MOST_AREA = 2.6;
/** Factors of a field that are tried, one below the other. */
const STEP = 0.9;

/**
 * The field, weakened as a whole until no cell shrinks or grows too much. Neighbours then keep their order: nothing
 * folds, and the field can be inverted.
 */
export function keepOrder(field: NodeField): NodeField {
  let factor = 1;
  while (factor > 0.01) {
    const [least, most] = areaRange(field, factor);
    if (least >= LEAST_AREA && most <= MOST_AREA) break;
    factor *= STEP;
  }
  if (factor === 1) return field;
  const { grid, dx, dy } = field;
  return { grid, dx: dx.map((value) => factor * value), dy: dy.map((value) => factor * value) };
}

/** Smallest and largest determinant of the Jacobian of x + factor · field, over all corners of all cells. */
export function areaRange({ grid: { columns, rows }, dx, dy }: NodeField, factor = 1): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const node = row * columns + column;
      // The Jacobian of a bilinear cell is extreme at its corners: each pairs one horizontal and one vertical side.
      for (const across of [node, node + columns]) {
        for (const down of [node, node + 1]) {
          const xx = 1 + factor * (dx[across + 1]! - dx[across]!);
          const yx = factor * (dy[across + 1]! - dy[across]!);
          const xy = factor * (dx[down + columns]! - dx[down]!);
          const yy = 1 + factor * (dy[down + columns]! - dy[down]!);
          const area = xx * yy - xy * yx;
          least = Math.min(least, area);
          most = Math.max(most, area);
        }
      }
    }
  }
  return [least, most];
}
