import type { FieldRow } from '../light/field-rows';
import type { Matte } from '../picture/picture';
import type { Span } from './layer-rows';

/**
 * Visits the skin pixels of a row that a field reaches.
 *
 * @param row the field's row `y`; null where no field reaches it
 * @param write gets the values of the row, a pixel's column and its share of the change, 0–1. It tells whether it wrote
 *   the pixel.
 * @returns the span that holds all written pixels; null if there are none
 */
export function skinSpan(
  row: FieldRow | null,
  { data, width }: Matte,
  y: number,
  write: (values: Float32Array, x: number, share: number) => boolean,
): Span | null {
  if (row === null) return null;
  let from = -1;
  let to = 0;
  for (let x = row.from; x < row.to; x++) {
    const matte = data[y * width + x]!;
    if (matte === 0 || !write(row.values, x, matte / 255)) continue;
    if (from < 0) from = x;
    to = x + 1;
  }
  return from < 0 ? null : { from, to };
}
