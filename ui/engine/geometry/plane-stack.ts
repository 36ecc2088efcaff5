import type { Plane } from './plane';

/** Planes of one size laid into each other, cell by cell: reading all of them at a place costs one look-up of the place. */
export interface PlaneStack {
  readonly size: number;
  readonly count: number;
  /** Value of plane p at cell i: `data[i * count + p]`. */
  readonly data: Float32Array;
}

export function stackPlanes(planes: readonly Plane[]): PlaneStack {
  const { size } = planes[0]!;
  const count = planes.length;
  const data = new Float32Array(size * size * count);
  for (const [offset, plane] of planes.entries()) {
    for (let index = 0; index < plane.data.length; index++) data[index * count + offset] = plane.data[index]!;
  }
  return { size, count, data };
}

/** Adds every plane's value at crop coordinates (0–1; bilinear, edges repeated), times `weight`, to `sums` from `at` on. */
export function addFromStack(stack: PlaneStack, u: number, v: number, weight: number, sums: Float32Array, at: number): void {
  const { size, count, data } = stack;
  const last = size - 1;
  const x = Math.min(last, Math.max(0, u * size - 0.5));
  const y = Math.min(last, Math.max(0, v * size - 0.5));
  const x0 = x | 0;
  const y0 = y | 0;
  const a = (y0 * size + x0) * count;
  const right = x0 < last ? count : 0;
  const down = y0 < last ? size * count : 0;
  const fromLower = weight * (y - y0);
  const fromUpper = weight - fromLower;
  const d = (x - x0) * fromLower;
  const b = (x - x0) * fromUpper;
  for (let plane = 0; plane < count; plane++) {
    const cell = a + plane;
    sums[at + plane]! += (fromUpper - b) * data[cell]! + b * data[cell + right]! + (fromLower - d) * data[cell + down]! + d * data[cell + right + down]!;
  }
}
