import { longestPacked, packBits } from './pack-bits';
import type { Plane } from './planes';

/** A plane packed by rows: a table of the rows' lengths, 16 bits each, and the rows. */
export interface PackedPlane {
  /** Bytes of the table and the rows. */
  readonly size: number;
  readonly table: Uint8Array;
  /** The packed rows. Each is valid until the next. */
  rows(): Generator<Uint8Array>;
}

/**
 * Packs planes of one picture. Lengths stand before the rows in a file, so rows are packed twice: now for their
 * lengths, and when they are written. That needs no memory for the packed rows.
 */
export function packPlanes(planes: readonly Plane[]): PackedPlane[] {
  const measured = planes.map((plane) => ({
    plane,
    table: new Uint8Array(2 * plane.height),
    scratch: new Uint8Array(longestPacked(plane.stride)),
    size: 2 * plane.height,
  }));
  const rows = Math.max(0, ...planes.map(({ height }) => height));
  // All planes of a row together, because their rows may be computed together.
  for (let y = 0; y < rows; y++)
    for (const one of measured) {
      if (y >= one.plane.height) continue;
      const length = packBits(one.plane.row(y), one.scratch);
      one.table[2 * y] = length >>> 8;
      one.table[2 * y + 1] = length & 255;
      one.size += length;
    }
  return measured.map(({ plane, table, scratch, size }) => ({
    size,
    table,
    *rows() {
      for (let y = 0; y < plane.height; y++) yield scratch.subarray(0, packBits(plane.row(y), scratch));
    },
  }));
}
