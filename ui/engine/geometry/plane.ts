import { blurGrid, SOFT_REACH } from './grid';

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
  return blurSquare(plane, radius, 1);
}

/** Three box blurs, close to a Gaussian with σ ≈ `radius` cells; a new plane. */
export function softBlur(plane: Plane, radius: number): Plane {
  return blurSquare(plane, radius, SOFT_REACH);
}

function blurSquare({ size, data }: Plane, radius: number, times: number): Plane {
  return { size, data: blurGrid({ width: size, height: size, data }, radius, times).data };
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
