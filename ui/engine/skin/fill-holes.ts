import type { Plane } from '../geometry/plane';

/** A cell at least this much skin is skin. */
const SKIN = 0.5;

/**
 * The plane with small holes made skin: connected cells below .5, not at the border, that fit into a square of
 * `largest` cells. A mole on skin is skin; eyes and glasses are larger, and hair comes from outside.
 */
export function fillSmallHoles(plane: Plane, largest: number): Plane {
  const { size } = plane;
  const data = plane.data.slice();
  const visited = new Uint8Array(data.length);
  const cells = new Int32Array(data.length);
  for (let seed = 0; seed < data.length; seed++) {
    if (visited[seed] === 1 || plane.data[seed]! >= SKIN) continue;
    const { count, left, right, top, bottom } = collectHole(seed, plane, visited, cells);
    const inside = left > 0 && right < size - 1 && top > 0 && bottom < size - 1;
    if (inside && right - left < largest && bottom - top < largest)
      for (let index = 0; index < count; index++) data[cells[index]!] = 1;
  }
  return { size, data };
}

/** A hole's cells are the first `count` that were collected; columns and rows that it reaches. */
interface HoleExtent {
  readonly count: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Collects the 4-connected cells below SKIN around one of them. */
function collectHole(seed: number, { size, data }: Plane, visited: Uint8Array, cells: Int32Array): HoleExtent {
  let count = 0;
  let [left, right, top, bottom] = [size, -1, size, -1];
  const visit = (cell: number): void => {
    if (visited[cell] === 1 || data[cell]! >= SKIN) return;
    visited[cell] = 1;
    cells[count++] = cell;
  };
  visit(seed);
  for (let next = 0; next < count; next++) {
    const cell = cells[next]!;
    const row = (cell / size) | 0;
    const column = cell - row * size;
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
    if (column > 0) visit(cell - 1);
    if (column < size - 1) visit(cell + 1);
    if (row > 0) visit(cell - size);
    if (row < size - 1) visit(cell + size);
  }
  return { count, left, right, top, bottom };
}
