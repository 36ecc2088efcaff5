import { elongationOf } from './elongation';
import type { StandingOut } from './standing-out';

/**
 * What a find lies on. The network marks the middle of a thin scar and hardly its ends; the picture shows them. A wrinkle, a fold and
 * a hair are lines too, but they go on.
 */
export type Line =
  | { readonly course: 'none' }
  | { readonly course: 'goes-on' }
  /** Ends on both sides: a scar or a scratch. Its cells, row · gridSize + column. */
  | { readonly course: 'ends'; readonly cells: readonly number[] };

/** What stands out by this part of what the peak does belongs to the line. */
const PART = 0.45;
/** Times the roughness of the place that the peak must stand out. */
const CLEAR = 3;
/** Length over width from which it is a line. */
const LINE = 3.2;

const NONE: Line = { course: 'none' };

/** Follows what stands out at a spot's peak, from pixel to pixel, as far as it is seen; `gridSize` is that of the spot's grid. */
export function followLine({ map, side, left, top, perCell, peak, roughness }: StandingOut, gridSize: number): Line {
  const strength = map[peak]!;
  if (strength <= 0 || strength < CLEAR * roughness) return NONE;
  const line = [peak];
  const reached = new Set(line);
  for (let next = 0; next < line.length; next++) {
    const x = line[next]! % side;
    const y = Math.floor(line[next]! / side);
    if (x === 0 || y === 0 || x === side - 1 || y === side - 1) return elongationOf(line, side) < LINE ? NONE : { course: 'goes-on' };
    for (const step of [-side - 1, -side, -side + 1, -1, 1, side - 1, side, side + 1]) {
      const other = line[next]! + step;
      if (map[other]! < PART * strength || reached.has(other)) continue;
      reached.add(other);
      line.push(other);
    }
  }
  if (elongationOf(line, side) < LINE) return NONE;
  const cells = new Set<number>();
  for (const pixel of line) {
    const column = left + Math.floor((pixel % side) / perCell);
    const row = top + Math.floor(Math.floor(pixel / side) / perCell);
    if (column >= 0 && row >= 0 && column < gridSize && row < gridSize) cells.add(row * gridSize + column);
  }
  return { course: 'ends', cells: [...cells] };
}
