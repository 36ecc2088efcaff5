import type { GridPlanes } from './light-field';

/** Planes over the pixels of a view, to be read row by row. */
export interface FactoredGrid {
  /** With its place in pixels of the view. */
  readonly grid: GridPlanes;
  /** Factor of the values. */
  readonly factor: number;
}

/** A row of summed grids. Pixels before `from` and from `to` on are 0. */
export interface FieldRow {
  readonly from: number;
  /** One past the last pixel. */
  readonly to: number;
  /** Planes interleaved: value p of pixel x at `x * count + p`; undefined outside `from` to `to`. */
  readonly values: Float32Array;
}

/** Reads the sum of grids, interpolated bilinearly; each row is valid until the next call. */
export interface FieldRows {
  /** Row `y`; null where no grid reaches it. */
  row(y: number): FieldRow | null;
}

/**
 * @param grids all with the same number of planes
 * @param width of a row, in pixels
 */
export function fieldRows(grids: readonly FactoredGrid[], width: number): FieldRows {
  const count = grids[0]?.grid.count ?? 1;
  const values = new Float32Array(width * count);
  const line = new Float32Array(Math.max(0, ...grids.map(({ grid }) => (grid.width + 1) * count)));
  return {
    row(y) {
      const here = grids.filter(({ grid: { top, height, cell } }) => y + 0.5 >= top && y + 0.5 < top + height * cell);
      if (here.length === 0) return null;
      const spans = here.map(({ grid }) => spanOf(grid, width));
      const from = Math.min(...spans.map((span) => span.from));
      const to = Math.max(...spans.map((span) => span.to));
      values.fill(0, from * count, to * count);
      for (const [index, one] of here.entries()) {
        blendRows(one, y, line);
        addLine(one.grid, spans[index]!, line, values);
      }
      return { from, to, values };
    },
  };
}

/** The pixels of a row whose centres lie over the grid. */
function spanOf(
  { left, width: cells, cell }: GridPlanes,
  width: number,
): { readonly from: number; readonly to: number } {
  const from = Math.min(width, Math.max(0, Math.ceil(left - 0.5)));
  return { from, to: Math.max(from, Math.min(width, Math.ceil(left + cells * cell - 0.5))) };
}

/** Mixes the two rows of cells around a row of pixels, times the factor. Repeats the last cell. Changes `line`. */
function blendRows({ grid, factor }: FactoredGrid, y: number, line: Float32Array): void {
  const { top, cell, width, height, count, data } = grid;
  const at = Math.min(height - 1, Math.max(0, (y + 0.5 - top) / cell - 0.5));
  const upper = Math.floor(at);
  const share = at - upper;
  const length = width * count;
  const first = upper * length;
  const second = Math.min(height - 1, upper + 1) * length;
  for (let index = 0; index < length; index++)
    line[index] = factor * (data[first + index]! + share * (data[second + index]! - data[first + index]!));
  for (let plane = 0; plane < count; plane++) line[length + plane] = line[length - count + plane]!;
}

/** Adds a line of cells to a row of pixels, interpolated. Changes `values`. */
function addLine(
  { left, cell, width, count }: GridPlanes,
  { from, to }: { readonly from: number; readonly to: number },
  line: Float32Array,
  values: Float32Array,
): void {
  const step = 1 / cell;
  for (let plane = 0; plane < count; plane++) {
    let position = (from + 0.5 - left) * step - 0.5;
    for (let x = from, at = from * count + plane; x < to; x++, at += count, position += step) {
      const inside = position < 0 ? 0 : position > width - 1 ? width - 1 : position;
      const index = inside | 0;
      const start = line[index * count + plane]!;
      values[at]! += start + (inside - index) * (line[(index + 1) * count + plane]! - start);
    }
  }
}
