import { alongLines } from './along-lines';
import { elongationOf } from './elongation';
import { roughnessOf } from './roughness';
import type { StandingOut } from './local-contrast';

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
const PART = 0.5;
/** Times the roughness of the place that the peak must stand out. */
const CLEAR = 3.2;
/** Length over width from which it is a line. */
const LINE = 3.2;
/** Pixels each way around a spot's peak in which the line is picked up. */
const NEAR = 3;

const NONE: Line = { course: 'none' };

/** Follows the line through a spot's peak, from pixel to pixel, as far as it is seen; `gridSize` is that of the spot's grid. */
export function followLine({ map, side, left, top, perCell, peak }: StandingOut, gridSize: number): Line {
  const lines = alongLines(map, side);
  const start = highestNear(peak, lines, side);
  const strength = lines[start]!;
  if (strength <= 0 || strength < CLEAR * roughnessOf(lines)) return NONE;
  const line = [start];
  const reached = new Set(line);
  for (let next = 0; next < line.length; next++) {
    const x = line[next]! % side;
    const y = Math.floor(line[next]! / side);
    if (x === 0 || y === 0 || x === side - 1 || y === side - 1)
      return elongationOf(line, side) < LINE ? NONE : { course: 'goes-on' };
    for (const step of [-side - 1, -side, -side + 1, -1, 1, side - 1, side, side + 1]) {
      const other = line[next]! + step;
      if (lines[other]! < PART * strength || reached.has(other)) continue;
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

function highestNear(peak: number, lines: Float32Array, side: number): number {
  const column = peak % side;
  const row = Math.floor(peak / side);
  let highest = peak;
  for (let y = Math.max(0, row - NEAR); y <= Math.min(side - 1, row + NEAR); y++) {
    for (let x = Math.max(0, column - NEAR); x <= Math.min(side - 1, column + NEAR); x++) {
      if (lines[y * side + x]! > lines[highest]!) highest = y * side + x;
    }
  }
  return highest;
}
