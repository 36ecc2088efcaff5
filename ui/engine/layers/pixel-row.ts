import type { Picture } from '../picture/picture';
import type { Span } from './layer-rows';

/** The alpha byte of a packed pixel. */
export const ALPHA = 0xff000000;

/**
 * The pixels of row `y` as a view on the picture, one 32-bit number each. From the highest byte to the lowest: alpha,
 * blue, green, red, because all supported machines are little-endian.
 */
export function rowPixels({ width, data }: Picture, y: number): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset + y * width * 4, width);
}

/** Draws the opaque pixels of a normal layer's row over the pixels below, in place. */
export function coverRow(below: Uint32Array, above: Uint32Array): void {
  for (let x = 0; x < below.length; x++) if (above[x]! > 0xffffff) below[x] = above[x]!;
}

/**
 * Mixes the opaque pixels of a normal layer's row into the pixels below, in place, rounded as a compositor rounds.
 * Alpha below stays.
 * @param opacity 0–1
 * @param span the part of the row that holds all opaque pixels
 */
export function mixRow(
  below: Uint32Array,
  above: Uint32Array,
  opacity: number,
  span: Span = { from: 0, to: below.length },
): void {
  const mixed = (base: number, top: number): number => (base + opacity * (top - base) + 0.5) | 0;
  for (let x = span.from; x < span.to; x++) {
    const top = above[x]!;
    if (top <= 0xffffff) continue;
    const base = below[x]!;
    below[x] =
      (base & ALPHA) |
      mixed(base & 255, top & 255) |
      (mixed((base >>> 8) & 255, (top >>> 8) & 255) << 8) |
      (mixed((base >>> 16) & 255, (top >>> 16) & 255) << 16);
  }
}

/**
 * Draws a soft-light layer's row over the pixels below, in place. Transparent pixels change nothing.
 * @param levels `blendLevels` of the layer's opacity
 * @param span the part of the row that holds all opaque pixels
 */
export function drawRow(
  below: Uint32Array,
  above: Uint32Array,
  levels: Uint8Array,
  span: Span = { from: 0, to: below.length },
): void {
  for (let x = span.from; x < span.to; x++) {
    const top = above[x]!;
    if (top <= 0xffffff) continue;
    const base = below[x]!;
    below[x] =
      (base & ALPHA) |
      levels[((base & 255) << 8) | (top & 255)]! |
      (levels[(base & 0xff00) | ((top >>> 8) & 255)]! << 8) |
      (levels[((base >>> 8) & 0xff00) | ((top >>> 16) & 255)]! << 16);
  }
}

/** An opaque packed pixel from three levels, 0–255 each. */
export function packed(red: number, green: number, blue: number): number {
  return (red | (green << 8) | (blue << 16) | ALPHA) >>> 0;
}
