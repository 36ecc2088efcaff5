import { linearTaps } from './resize';

/** Cells of the original's feather along a side, and of its ramp. */
const CELLS = 500;
const RAMP = 20;

/** Along one side: 0 at the first cell, 1/20 at the last; the original's is not symmetric. */
const SIDE = Float32Array.from({ length: CELLS }, (_, index) =>
  index <= RAMP ? index / RAMP : index > CELLS - RAMP ? (CELLS - index) / RAMP : 1,
);

/** One side of the feather at places of a crop: the two cells around each, and how far it is to the second. */
export interface FeatherSide {
  readonly before: Float32Array;
  readonly after: Float32Array;
  readonly share: Float32Array;
}

/** At the pixels of a side of `length`, as the original resizes it. */
export function featherSide(length: number): FeatherSide {
  const { from, to, share } = linearTaps(CELLS, length, false);
  const values = (cells: Int32Array): Float32Array => Float32Array.from(cells, (cell) => SIDE[cell]!);
  return { before: values(from), after: values(to), share };
}

/**
 * How much of the map holds at a place, 0–1: the lesser of both sides in each of the four cells around it, bilinear
 * between them.
 */
export function featherAt(columns: FeatherSide, x: number, rows: FeatherSide, y: number): number {
  const [left, right, along] = [columns.before[x]!, columns.after[x]!, columns.share[x]!];
  const [up, low, down] = [rows.before[y]!, rows.after[y]!, rows.share[y]!];
  if (left === 1 && right === 1 && up === 1 && low === 1) return 1;
  const top = (1 - along) * Math.min(left, up) + along * Math.min(right, up);
  const bottom = (1 - along) * Math.min(left, low) + along * Math.min(right, low);
  return Math.fround((1 - down) * top + down * bottom);
}
