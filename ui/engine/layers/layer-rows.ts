import type { MapRows } from '../blend/map-rows';
import type { Matte } from '../picture/picture';

/** Part of a row: pixels `from` to `to` (one past the last). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Computes a layer row by row. */
export interface LayerRows {
  /** Whether rows do not depend on the pixels beneath; then they can be cached while strengths change. */
  readonly isFixed: boolean;
  /**
   * Writes the layer's pixels of row `y`.
   * @param beneath the row under the layer, packed as by `rowPixels`
   * @param above the row of the layer; must be transparent before
   * @returns the span that holds all written pixels; null if there are none
   */
  write(y: number, beneath: Uint32Array, above: Uint32Array): Span | null;
  /**
   * As `write`, for a picture of 16 bits a channel.
   * @param beneath the row under the layer, RGBA interleaved, 0–65535
   * @param above the row of the layer, RGBA interleaved; must be transparent before
   */
  writeDeep(y: number, beneath: Uint16Array, above: Uint16Array): Span | null;
  /** The input of the rows, for a GPU kernel; left out if only `write` can compute them. */
  readonly source?: RowSource;
}

/** The input that rows are computed from. */
export type RowSource =
  | { readonly kind: 'map'; readonly map: NonNullable<MapRows['source']> }
  | { readonly kind: 'brighten'; readonly skin: Matte };
