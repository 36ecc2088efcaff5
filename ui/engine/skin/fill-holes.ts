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
  for (let seed = 0; seed < data.length; seed++) {
    if (visited[seed] === 1 || plane.data[seed]! >= SKIN) continue;
    const hole = holeFrom(seed, plane, visited);
    const columns = hole.map((cell) => cell % size);
    const rows = hole.map((cell) => Math.floor(cell / size));
    if (isSmall(columns, size, largest) && isSmall(rows, size, largest)) for (const cell of hole) data[cell] = 1;
  }
  return { size, data };
}

function isSmall(places: readonly number[], size: number, largest: number): boolean {
  let [low, high] = [size, -1];
  for (const place of places) {
    low = Math.min(low, place);
    high = Math.max(high, place);
  }
  return low > 0 && high < size - 1 && high - low < largest;
}

/** The 4-connected cells below SKIN around one of them. */
function holeFrom(seed: number, { size, data }: Plane, visited: Uint8Array): number[] {
  const cells = [seed];
  visited[seed] = 1;
  for (let next = 0; next < cells.length; next++) {
    const cell = cells[next]!;
    const column = cell % size;
    for (const neighbour of [column > 0 ? cell - 1 : -1, column < size - 1 ? cell + 1 : -1, cell - size, cell + size]) {
      if (neighbour < 0 || neighbour >= data.length || visited[neighbour] === 1 || data[neighbour]! >= SKIN) continue;
      visited[neighbour] = 1;
      cells.push(neighbour);
    }
  }
  return cells;
}
