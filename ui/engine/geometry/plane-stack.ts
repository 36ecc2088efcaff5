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

/** Every plane's value at crop coordinates (0–1) into `values`: what `samplePlane` gives for each, to the bit. */
export function sampleStack(stack: PlaneStack, u: number, v: number, values: Float64Array): void {
  const { size, count, data } = stack;
  const last = size - 1;
  const x = Math.min(last, Math.max(0, u * size - 0.5));
  const y = Math.min(last, Math.max(0, v * size - 0.5));
  const x0 = x | 0;
  const y0 = y | 0;
  const fx = x - x0;
  const fy = y - y0;
  const index = (y0 * size + x0) * count;
  const right = x0 < last ? count : 0;
  const down = y0 < last ? size * count : 0;
  for (let plane = 0; plane < count; plane++) {
    const at = index + plane;
    const top = data[at]! + (data[at + right]! - data[at]!) * fx;
    const bottom = data[at + down]! + (data[at + down + right]! - data[at + down]!) * fx;
    values[plane] = top + (bottom - top) * fy;
  }
}
