import { linearTaps } from './resize';

/** Cells along a side of ModelScope's feather. */
const CELLS = 500;
/** Cells of the ramp at each end. */
const RAMP = 20;

/** The feather along one side: 0 at the first cell and 1/20 at the last. ModelScope's feather is not symmetric. */
const SIDE = Float32Array.from({ length: CELLS }, (_, index) =>
  index <= RAMP ? index / RAMP : index > CELLS - RAMP ? (CELLS - index) / RAMP : 1,
);

/** The feather at each pixel along one side of a crop: the two cells around the pixel, and the weight of the second. */
export interface FeatherSide {
  readonly before: Float32Array;
  readonly after: Float32Array;
  /** Weight of `after`, 0–1. */
  readonly share: Float32Array;
}

/**
 * The feather along a crop's side, resized as ModelScope resizes it.
 * @param length pixels of the side
 */
export function featherSide(length: number): FeatherSide {
  const { from, to, share } = linearTaps(CELLS, length, false);
  const values = (cells: Int32Array): Float32Array => Float32Array.from(cells, (cell) => SIDE[cell]!);
  return { before: values(from), after: values(to), share };
}

/**
 * The weight of a crop's map at a pixel, 0–1. Each of the four cells around the pixel has the smaller value of its row
 * and its column; the result is bilinear between them.
 */
export function featherAt(columns: FeatherSide, x: number, rows: FeatherSide, y: number): number {
  const [left, right, along] = [columns.before[x]!, columns.after[x]!, columns.share[x]!];
  const [up, low, down] = [rows.before[y]!, rows.after[y]!, rows.share[y]!];
  if (left === 1 && right === 1 && up === 1 && low === 1) return 1;
  const top = (1 - along) * Math.min(left, up) + along * Math.min(right, up);
  const bottom = (1 - along) * Math.min(left, low) + along * Math.min(right, low);
  return Math.fround((1 - down) * top + down * bottom);
}
