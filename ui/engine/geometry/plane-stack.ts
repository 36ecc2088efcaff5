import type { Plane } from './plane';

/** Planes of one size, interleaved cell by cell: one index gives the values of all planes at a cell. */
export interface PlaneStack {
  readonly size: number;
  readonly count: number;
  /** Value of plane p at cell i: `data[i * count + p]`. */
  readonly data: Float32Array;
}

/** Interleaves planes of one size, at least one; a new stack. */
export function stackPlanes(planes: readonly Plane[]): PlaneStack {
  const { size } = planes[0]!;
  const count = planes.length;
  const data = new Float32Array(size * size * count);
  for (const [offset, plane] of planes.entries()) {
    for (let index = 0; index < plane.data.length; index++) data[index * count + offset] = plane.data[index]!;
  }
  return { size, count, data };
}

/** One plane of a stack, as a new plane. */
export function unstackPlane({ size, count, data }: PlaneStack, plane: number): Plane {
  const values = new Float32Array(size * size);
  for (let cell = 0; cell < values.length; cell++) values[cell] = data[cell * count + plane]!;
  return { size, data: values };
}
