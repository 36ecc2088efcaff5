import type { MapRows } from '../blend/map-rows';
import type { Matte } from '../picture/picture';

/** Part of a row: pixels `from` to `to` (one past the last). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Makes a layer row by row. */
export interface LayerRows {
  /** Whether a row is the same for any pixels beneath, so that it can be kept while strengths change. */
  readonly isFixed: boolean;
  /**
   * Writes the pixels of row `y` into `above`, which is transparent where nothing is written.
   * @param beneath the row's pixels under the layer, packed as `rowPixels` packs them
   * @returns the span that holds all written pixels; null if there are none
   */
  write(y: number, beneath: Uint32Array, above: Uint32Array): Span | null;
  /** The same rows as data, for a compute device; left out if only `write` can make them. */
  readonly source?: RowSource;
}

/** What rows are made of. */
export type RowSource =
  | { readonly kind: 'map'; readonly map: NonNullable<MapRows['source']> }
  | { readonly kind: 'brighten'; readonly skin: Matte };
