import { alongLines } from './along-lines';
import { elongationOf } from './elongation';
import type { LocalContrast } from './local-contrast';
import { roughnessOf } from './roughness';

/**
 * The line under a spot, if there is one. The network marks the middle of a thin scar and hardly its ends; the picture
 * shows them. Wrinkles, folds and hairs are lines too, but they leave the window.
 */
export type Line =
  | { readonly course: 'none' }
  | { readonly course: 'goes-on' }
  /** Both ends lie in the window: a scar or a scratch. `cells` are row · gridSize + column. */
  | { readonly course: 'ends'; readonly cells: readonly number[] };

/** Least contrast of the line's pixels, as a share of the contrast at its peak. */
const LEAST_SHARE = 0.5;
/** Least contrast of the peak, in multiples of the roughness around it. */
const LEAST_CONTRAST = 3.2;
/** Least length over width of a line. */
const LEAST_ELONGATION = 3.2;
/** Pixels to each side of a spot's peak in which the line's own peak is searched. */
const SEARCH_RADIUS = 3;

const NONE: Line = { course: 'none' };

/**
 * Follows the line through a spot's peak, from pixel to pixel, as far as its contrast lasts.
 *
 * @param gridSize columns, and rows, of the spot's grid
 */
export function followLine(contrast: LocalContrast, gridSize: number): Line {
  const { map, side, peak } = contrast;
  const lines = alongLines(map, side);
  const start = highestNear(peak, lines, side);
  const strength = lines[start]!;
  if (strength <= 0 || strength < LEAST_CONTRAST * roughnessOf(lines)) return NONE;
  const { pixels, reachesBorder } = trace(lines, side, start, LEAST_SHARE * strength);
  if (elongationOf(pixels, side) < LEAST_ELONGATION) return NONE;
  return reachesBorder ? { course: 'goes-on' } : { course: 'ends', cells: cellsOf(pixels, contrast, gridSize) };
}

/** The 8-connected pixels of at least `least` around `start`. Stops at the first pixel on the map's border. */
function trace(
  lines: Float32Array,
  side: number,
  start: number,
  least: number,
): { pixels: number[]; reachesBorder: boolean } {
  const pixels = [start];
  const reached = new Set(pixels);
  for (let next = 0; next < pixels.length; next++) {
    if (isOnBorder(pixels[next]!, side)) return { pixels, reachesBorder: true };
    for (const step of [-side - 1, -side, -side + 1, -1, 1, side - 1, side, side + 1]) {
      const neighbour = pixels[next]! + step;
      if (lines[neighbour]! < least || reached.has(neighbour)) continue;
      reached.add(neighbour);
      pixels.push(neighbour);
    }
  }
  return { pixels, reachesBorder: false };
}

function isOnBorder(pixel: number, side: number): boolean {
  const x = pixel % side;
  const y = Math.floor(pixel / side);
  return x === 0 || y === 0 || x === side - 1 || y === side - 1;
}

/** The cells of the grid that hold the given pixels of the map. Pixels beyond the grid are left out. */
function cellsOf(pixels: readonly number[], { side, left, top, perCell }: LocalContrast, gridSize: number): number[] {
  const cells = new Set<number>();
  for (const pixel of pixels) {
    const column = left + Math.floor((pixel % side) / perCell);
    const row = top + Math.floor(Math.floor(pixel / side) / perCell);
    if (column >= 0 && row >= 0 && column < gridSize && row < gridSize) cells.add(row * gridSize + column);
  }
  return [...cells];
}

function highestNear(peak: number, lines: Float32Array, side: number): number {
  const column = peak % side;
  const row = Math.floor(peak / side);
  let highest = peak;
  for (let y = Math.max(0, row - SEARCH_RADIUS); y <= Math.min(side - 1, row + SEARCH_RADIUS); y++) {
    for (let x = Math.max(0, column - SEARCH_RADIUS); x <= Math.min(side - 1, column + SEARCH_RADIUS); x++) {
      if (lines[y * side + x]! > lines[highest]!) highest = y * side + x;
    }
  }
  return highest;
}
