import type { Plane } from '../geometry/plane';

/** Skin coverage from which a cell is skin. */
const SKIN = 0.5;

/**
 * Fills small holes in the skin; a new plane. A hole is a 4-connected region of cells below .5 that does not touch the
 * border. Moles are filled; eyes and glasses are too large, and hair touches the border.
 *
 * @param plane skin coverage, 0–1
 * @param largest side in cells of the square that a filled hole fits into
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

/** Number of cells of a hole (the first `count` in `cells`), and its outermost columns and rows. */
interface HoleExtent {
  readonly count: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Collects the 4-connected cells below SKIN around `seed` into `cells`, and marks them in `visited`. */
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
