/** A rectangular grid of values, row-major; `data.length === width * height`. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Number of box blurs in a soft blur; it reaches this many times its radius. */
export const SOFT_REACH = 3;

/**
 * Box blurs with a window of `2 * radius + 1` cells, one after the other, edges repeated; a new grid. The cost does not
 * depend on the radius. Three are close to a Gaussian, whose variance is radius · (radius + 1).
 */
export function blurGrid({ width, height, data }: Grid, radius: number, times: number): Grid {
  const columns = new Float32Array(data.length);
  const blurred = new Float32Array(data.length);
  for (let time = 0; time < times; time++) {
    blurColumns({ width, height, data: time === 0 ? data : blurred }, columns, radius);
    blurRows({ width, height, data: columns }, blurred, radius);
  }
  return { width, height, data: blurred };
}

/** Keeps running sums of all columns at once, so that memory is read row by row. */
function blurColumns({ width, height, data: source }: Grid, out: Float32Array, radius: number): void {
  const sums = new Float64Array(width);
  const weight = 1 / (2 * radius + 1);
  const last = height - 1;
  for (let offset = -radius; offset <= radius; offset++) {
    const row = Math.min(last, Math.max(0, offset)) * width;
    for (let column = 0; column < width; column++) sums[column]! += source[row + column]!;
  }
  for (let row = 0; row < height; row++) {
    const start = row * width;
    const enters = Math.min(last, row + radius + 1) * width;
    const leaves = Math.max(0, row - radius) * width;
    for (let column = 0; column < width; column++) {
      const sum = sums[column]!;
      out[start + column] = sum * weight;
      sums[column] = sum + (source[enters + column]! - source[leaves + column]!);
    }
  }
}

/** Blurs four rows at once: the processor overlaps four running sums, but each sum waits for its own last step. */
function blurRows({ width, height, data: source }: Grid, out: Float32Array, radius: number): void {
  const weight = 1 / (2 * radius + 1);
  const lastRow = height - 1;
  const last = width - 1;
  for (let row = 0; row < height; row += 4) {
    // Past the end, the last row is computed again.
    const first = row * width;
    const second = Math.min(lastRow, row + 1) * width;
    const third = Math.min(lastRow, row + 2) * width;
    const fourth = Math.min(lastRow, row + 3) * width;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let offset = -radius; offset <= radius; offset++) {
      const column = Math.min(last, Math.max(0, offset));
      a += source[first + column]!;
      b += source[second + column]!;
      c += source[third + column]!;
      d += source[fourth + column]!;
    }
    for (let column = 0; column < width; column++) {
      out[first + column] = a * weight;
      out[second + column] = b * weight;
      out[third + column] = c * weight;
      out[fourth + column] = d * weight;
      const enters = Math.min(last, column + radius + 1);
      const leaves = Math.max(0, column - radius);
      a += source[first + enters]! - source[first + leaves]!;
      b += source[second + enters]! - source[second + leaves]!;
      c += source[third + enters]! - source[third + leaves]!;
      d += source[fourth + enters]! - source[fourth + leaves]!;
    }
  }
}
