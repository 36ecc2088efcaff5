/**
 * A square grid of values laid over a crop: value (row, column) sits at crop coordinates
 * ((column + .5) / size, (row + .5) / size). Row-major, length `size * size`.
 */
export interface Plane {
  readonly size: number;
  readonly data: Float32Array;
}

/** The plane's value at crop coordinates (0–1), bilinear, edges repeated. */
export function samplePlane(plane: Plane, u: number, v: number): number {
  const { size, data } = plane;
  const last = size - 1;
  const x = Math.min(last, Math.max(0, u * size - 0.5));
  const y = Math.min(last, Math.max(0, v * size - 0.5));
  const x0 = x | 0;
  const y0 = y | 0;
  const fx = x - x0;
  const fy = y - y0;
  const index = y0 * size + x0;
  const right = x0 < last ? 1 : 0;
  const down = y0 < last ? size : 0;
  const top = data[index]! + (data[index + right]! - data[index]!) * fx;
  const bottom = data[index + down]! + (data[index + down + right]! - data[index + down]!) * fx;
  return top + (bottom - top) * fy;
}

/**
 * Box blur with a window of `2 * radius + 1` cells, edges repeated; a new plane. The cost does not depend on the
 * radius.
 *
 * @param radius in cells
 */
export function boxBlur(plane: Plane, radius: number): Plane {
  return blurTimes(plane, radius, 1);
}

/** Number of box blurs in a soft blur; it reaches this many times its radius. */
export const SOFT_REACH = 3;

/** Three box blurs, close to a Gaussian with σ ≈ `radius` cells; a new plane. */
export function softBlur(plane: Plane, radius: number): Plane {
  return blurTimes(plane, radius, SOFT_REACH);
}

function blurTimes({ size, data }: Plane, radius: number, times: number): Plane {
  const columns = new Float32Array(data.length);
  const blurred = new Float32Array(data.length);
  for (let time = 0; time < times; time++) {
    blurColumns(time === 0 ? data : blurred, columns, size, radius);
    blurRows(columns, blurred, size, radius);
  }
  return { size, data: blurred };
}

/** Keeps running sums of all columns at once, so that memory is read row by row. */
function blurColumns(source: Float32Array, out: Float32Array, size: number, radius: number): void {
  const sums = new Float64Array(size);
  const weight = 1 / (2 * radius + 1);
  const last = size - 1;
  for (let offset = -radius; offset <= radius; offset++) {
    const row = Math.min(last, Math.max(0, offset)) * size;
    for (let column = 0; column < size; column++) sums[column]! += source[row + column]!;
  }
  for (let row = 0; row < size; row++) {
    const start = row * size;
    const enters = Math.min(last, row + radius + 1) * size;
    const leaves = Math.max(0, row - radius) * size;
    for (let column = 0; column < size; column++) {
      const sum = sums[column]!;
      out[start + column] = sum * weight;
      sums[column] = sum + (source[enters + column]! - source[leaves + column]!);
    }
  }
}

/** Blurs four rows at once: the processor overlaps four running sums, but each sum waits for its own last step. */
function blurRows(source: Float32Array, out: Float32Array, size: number, radius: number): void {
  const weight = 1 / (2 * radius + 1);
  const last = size - 1;
  for (let row = 0; row < size; row += 4) {
    // Past the end, the last row is computed again.
    const first = row * size;
    const second = Math.min(last, row + 1) * size;
    const third = Math.min(last, row + 2) * size;
    const fourth = Math.min(last, row + 3) * size;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let offset = -radius; offset <= radius; offset++) {
      const column = Math.min(last, Math.max(0, offset));
      a += source[first + column]!;
      b += source[second + column]!;
      c += source[third + column]!;
      d += source[fourth + column]!;
    }
    for (let column = 0; column < size; column++) {
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

/**
 * Doubles a plane's size with the weights ¾ and ¼ of a quadratic B-spline; a new plane. The result is smoother than
 * bilinear and does not overshoot. Edges are repeated.
 */
export function doubleSize({ size, data }: Plane): Plane {
  const last = size - 1;
  const doubled = new Float32Array(4 * size * size);
  // Doubles the length of each row first, then interpolates between rows.
  const long = new Float64Array(2 * size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const here = data[row * size + column]!;
      const before = data[row * size + Math.max(0, column - 1)]!;
      const after = data[row * size + Math.min(last, column + 1)]!;
      long[2 * (row * size + column)] = before + (here - before) * 0.75;
      long[2 * (row * size + column) + 1] = here + (after - here) * 0.25;
    }
  }
  for (let row = 0; row < 2 * size; row++) {
    const near = (row >> 1) * 2 * size;
    const far = Math.min(last, Math.max(0, (row >> 1) + (row % 2 === 0 ? -1 : 1))) * 2 * size;
    for (let column = 0; column < 2 * size; column++) {
      doubled[row * 2 * size + column] = 0.75 * long[near + column]! + 0.25 * long[far + column]!;
    }
  }
  return { size: 2 * size, data: doubled };
}
