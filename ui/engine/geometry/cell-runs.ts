import type { RowSpan } from './row-span';

/**
 * Consecutive pixels of a row that lie between the same four cells of a square grid over a crop. At the grid's border
 * its last cells are repeated (`right` or `down` is 0 there).
 */
export interface CellRun {
  /** First pixel of the run, and one past the last. */
  from: number;
  to: number;
  /** Index of the upper left cell, and the index offsets of the right and of the lower cell. */
  cell: number;
  right: number;
  down: number;
  /** Position of pixel `from` between the cells (0–1), and its change from one pixel to the next. */
  x: number;
  y: number;
  readonly dx: number;
  readonly dy: number;
  /** The span that is cut into runs. */
  readonly span: RowSpan;
  /** Cells of the grid each way. */
  readonly size: number;
}

/**
 * Cuts a row's span into runs, in order: `for (const run = cellRuns(span, size); nextRun(run);)`. The bilinear value is
 * one polynomial along a run, so the cells are read once for each run. `nextRun` changes the object in place, because a
 * callback costs more than a short run.
 *
 * @param size cells of the grid each way; cell (row, column) sits at ((column + .5) / size, (row + .5) / size)
 */
export function cellRuns(span: RowSpan, size: number): CellRun {
  return {
    from: span.from,
    to: span.from,
    cell: 0,
    right: 0,
    down: 0,
    x: 0,
    y: 0,
    dx: span.du * size,
    dy: span.dv * size,
    span,
    size,
  };
}

/** Moves the object to the next run; the first call moves it to the first run. False after the last run. */
export function nextRun(run: CellRun): boolean {
  const { span, size, to: from, dx, dy } = run;
  if (from >= span.to) return false;
  const x = span.u * size - 0.5 + (from - span.from) * dx;
  const y = span.v * size - 0.5 + (from - span.from) * dy;
  const column = Math.floor(x);
  const row = Math.floor(y);
  const left = Math.min(size - 1, Math.max(0, column));
  const top = Math.min(size - 1, Math.max(0, row));
  run.from = from;
  run.to = Math.min(span.to, from + Math.min(stepsInside(x - column, dx), stepsInside(y - row, dy)));
  run.cell = top * size + left;
  run.right = column >= 0 && column < size - 1 ? 1 : 0;
  run.down = row >= 0 && row < size - 1 ? size : 0;
  run.x = x - left;
  run.y = y - top;
  return true;
}

/** Number of pixels, at least one, from a position between two cells (0–1) to the next cell. */
function stepsInside(at: number, step: number): number {
  if (Math.abs(step) < 1e-12) return Infinity;
  return Math.max(1, Math.ceil((step > 0 ? 1 - at : -at) / step));
}

/** The largest of the four cells of a run. */
export function runPeak(data: Float32Array, { cell, right, down }: CellRun): number {
  return Math.max(data[cell]!, data[cell + right]!, data[cell + down]!, data[cell + down + right]!);
}

/** The smallest of the four cells of a run. */
export function runLeast(data: Float32Array, { cell, right, down }: CellRun): number {
  return Math.min(data[cell]!, data[cell + right]!, data[cell + down]!, data[cell + down + right]!);
}

/**
 * Writes the bilinear value along a run as three coefficients, from `lines[at]` on. At pixel `from + t` the value is
 * `lines[at] + t * (lines[at + 1] + t * lines[at + 2])`.
 *
 * @param data values of a `PlaneStack`, or of one plane
 * @param count planes in the stack
 * @param plane index of the plane to read
 */
export function lineAlong(
  { cell, right, down, x, y, dx, dy }: CellRun,
  data: Float32Array,
  count: number,
  plane: number,
  lines: Float64Array,
  at: number,
): void {
  const first = cell * count + plane;
  const a = data[first]!;
  const across = data[first + right * count]! - a;
  const below = data[first + down * count]! - a;
  const twist = right === 0 || down === 0 ? 0 : data[first + (right + down) * count]! - a - across - below;
  lines[at] = a + across * x + below * y + twist * x * y;
  lines[at + 1] = across * dx + below * dy + twist * (x * dy + y * dx);
  lines[at + 2] = twist * dx * dy;
}
