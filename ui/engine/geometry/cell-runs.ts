import type { RowSpan } from './row-span';

/**
 * Pixels of a row between the same four cells of a square grid over a crop. Where the grid ends, its last cells stand
 * for those beyond (`right` or `down` is 0 then).
 */
export interface CellRun {
  /** Pixels of the row: from, and one past the last. */
  from: number;
  to: number;
  /** Index of the upper left of the four cells, and how far the right and the lower ones are from it. */
  cell: number;
  right: number;
  down: number;
  /** Where pixel `from` lies between the cells (0–1), and how that changes from one pixel to the next. */
  x: number;
  y: number;
  dx: number;
  dy: number;
}

/**
 * Cuts a row's span into runs, in order. Values between cells change evenly along a run, so that a run costs one look
 * at its cells. The run given to `visit` is the same object each time.
 *
 * @param size cells of the grid each way; cell (row, column) sits at ((column + .5) / size, (row + .5) / size)
 */
export function eachCellRun(span: RowSpan, size: number, visit: (run: CellRun) => void): void {
  const dx = span.du * size;
  const dy = span.dv * size;
  const startX = span.u * size - 0.5;
  const startY = span.v * size - 0.5;
  const run: CellRun = { from: span.from, to: span.from, cell: 0, right: 0, down: 0, x: 0, y: 0, dx, dy };
  for (let from = span.from; from < span.to; from = run.to) {
    const x = startX + (from - span.from) * dx;
    const y = startY + (from - span.from) * dy;
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
    visit(run);
  }
}

/** How many pixels, at least one, from a place between two cells (0–1) until the next cell. */
function stepsInside(at: number, step: number): number {
  if (Math.abs(step) < 1e-12) return Infinity;
  return Math.max(1, Math.ceil((step > 0 ? 1 - at : -at) / step));
}

/** The largest of the four cells of a run. */
export function runPeak(data: Float32Array, { cell, right, down }: CellRun): number {
  return Math.max(data[cell]!, data[cell + right]!, data[cell + down]!, data[cell + down + right]!);
}

/**
 * The bilinear value along a run of plane `plane` of `count` planes laid into each other (see PlaneStack), as three
 * numbers at `lines[at]`: after t pixels it is the first + t · (the second + t · the third).
 */
export function lineAlong({ cell, right, down, x, y, dx, dy }: CellRun, data: Float32Array, count: number, plane: number, lines: Float64Array, at: number): void {
  const first = cell * count + plane;
  const a = data[first]!;
  const across = data[first + right * count]! - a;
  const below = data[first + down * count]! - a;
  const twist = right === 0 || down === 0 ? 0 : data[first + (right + down) * count]! - a - across - below;
  lines[at] = a + across * x + below * y + twist * x * y;
  lines[at + 1] = across * dx + below * dy + twist * (x * dy + y * dx);
  lines[at + 2] = twist * dx * dy;
}
