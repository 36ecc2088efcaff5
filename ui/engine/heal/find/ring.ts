import type { ConnectedSpot } from './connected-spots';

/** Radii of the ring of skin around a spot: a multiple of the core's radius, plus cells. */
const RING = { inner: { radii: 1.4, cells: 1 }, outer: { radii: 2.4, cells: 2.5 } };

/** A ring on the grid. All in cells; (x, y) counts from the centre of cell (0, 0). */
export interface Ring {
  readonly x: number;
  readonly y: number;
  readonly inner: number;
  readonly outer: number;
}

/** The ring of skin that a spot is compared with. */
export function ringOf({ core, u, v }: ConnectedSpot, gridSize: number): Ring {
  const radius = Math.sqrt(core.length / Math.PI);
  return {
    x: u * gridSize - 0.5,
    y: v * gridSize - 0.5,
    inner: RING.inner.radii * radius + RING.inner.cells,
    outer: RING.outer.radii * radius + RING.outer.cells,
  };
}

/** The cells (row · gridSize + column) of a spot's ring that lie on the grid. */
export function ringAround(spot: ConnectedSpot, gridSize: number): number[] {
  const { x, y, inner, outer } = ringOf(spot, gridSize);
  const ring: number[] = [];
  for (let row = Math.max(0, Math.ceil(y - outer)); row <= Math.min(gridSize - 1, y + outer); row++) {
    for (let column = Math.max(0, Math.ceil(x - outer)); column <= Math.min(gridSize - 1, x + outer); column++) {
      const distance = Math.hypot(column - x, row - y);
      if (distance >= inner && distance <= outer) ring.push(row * gridSize + column);
    }
  }
  return ring;
}
