import type { NodeField } from './shape-grid';

/** The movement of a row's pixels; each is valid until the next call. */
export interface DisplacementRow {
  /** Pixels before `from` and from `to` on stay. */
  readonly from: number;
  readonly to: number;
  /** Offset of the place that a pixel shows, in picture pixels: the pixel's centre plus (x[column], y[column]). */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Movements of a whole picture, read row by row. */
export interface Displacement {
  /** Row `y`; null where nothing moves. */
  row(y: number): DisplacementRow | null;
}

/** Pixels that move less stay to the bit. */
export const STILL = 0.04;

/**
 * The sum of inverse fields as movements of pixels. Nodes are weights of cubic B-splines: the movement is smooth and
 * never stronger than the nodes around it.
 *
 * @param fields see `invertField`
 * @param width of the picture
 */
export function displacementOf(fields: readonly NodeField[], width: number): Displacement {
  const x = new Float32Array(width);
  const y = new Float32Array(width);
  return {
    row(row) {
      const spans = fields.flatMap((field) => addRow(field, row, width, x, y, false));
      if (spans.length === 0) return null;
      const from = Math.min(...spans.map((span) => span.from));
      const to = Math.max(...spans.map((span) => span.to));
      x.fill(0, from, to);
      y.fill(0, from, to);
      for (const field of fields) addRow(field, row, width, x, y, true);
      return trimmed(x, y, from, to);
    },
  };
}

/** Cuts still pixels off both ends. */
function trimmed(x: Float32Array, y: Float32Array, first: number, last: number): DisplacementRow | null {
  let [from, to] = [first, last];
  while (from < to && !isMoving(x[from]!, y[from]!)) from++;
  while (to > from && !isMoving(x[to - 1]!, y[to - 1]!)) to--;
  return from < to ? { from, to, x, y } : null;
}

/** Whether a movement is large enough to change a pixel. */
export function isMoving(x: number, y: number): boolean {
  return x > STILL || x < -STILL || y > STILL || y < -STILL;
}

/** Adds a field to a row, or only tells the pixels that it covers. Changes `x` and `y`. */
function addRow(
  { grid, dx, dy }: NodeField,
  row: number,
  width: number,
  x: Float32Array,
  y: Float32Array,
  writes: boolean,
): { readonly from: number; readonly to: number }[] {
  const { left, top, cellX, cellY, columns, rows } = grid;
  const down = (row + 0.5 - top) / cellY;
  if (down < 0 || down > rows - 1) return [];
  const from = Math.max(0, Math.ceil(left - 0.5));
  const to = Math.min(width, Math.floor(left + (columns - 1) * cellX - 0.5) + 1);
  if (to <= from) return [];
  if (writes) {
    addSpline(splineRow(dx, columns, rows, down), { left, cell: cellX, from, to }, cellX, x);
    addSpline(splineRow(dy, columns, rows, down), { left, cell: cellX, from, to }, cellY, y);
  }
  return [{ from, to }];
}

/** The nodes' values between rows of nodes, with one repeated value before and two behind. */
function splineRow(values: Float32Array, columns: number, rows: number, down: number): Float32Array {
  const upper = Math.min(rows - 2, Math.floor(down));
  const weights = splineWeights(down - upper);
  const line = new Float32Array(columns + 3);
  for (let tap = 0; tap < 4; tap++) {
    const start = Math.min(rows - 1, Math.max(0, upper - 1 + tap)) * columns;
    for (let column = 0; column < columns; column++) line[column + 1]! += weights[tap]! * values[start + column]!;
  }
  line[0] = line[1]!;
  line[columns + 1] = line[columns + 2] = line[columns]!;
  return line;
}

/** Adds a line of nodes, interpolated and scaled, to the pixels from `from` to `to`. Changes `values`. */
function addSpline(
  line: Float32Array,
  {
    left,
    cell,
    from,
    to,
  }: { readonly left: number; readonly cell: number; readonly from: number; readonly to: number },
  scale: number,
  values: Float32Array,
): void {
  for (let pixel = from; pixel < to; pixel++) {
    const at = (pixel + 0.5 - left) / cell;
    const node = at | 0;
    const t = at - node;
    const s = 1 - t;
    const a = line[node]!;
    const b = line[node + 1]!;
    const c = line[node + 2]!;
    const d = line[node + 3]!;
    values[pixel]! +=
      (scale / 6) *
      (s * s * s * a + (4 - 6 * t * t + 3 * t * t * t) * b + (4 - 6 * s * s + 3 * s * s * s) * c + t * t * t * d);
  }
}

/** Weights of the cubic B-spline for the four nodes around a place; `share` 0–1 between the middle two. */
function splineWeights(share: number): readonly number[] {
  const rest = 1 - share;
  return [
    rest ** 3 / 6,
    (4 - 6 * share ** 2 + 3 * share ** 3) / 6,
    (4 - 6 * rest ** 2 + 3 * rest ** 3) / 6,
    share ** 3 / 6,
  ];
}
