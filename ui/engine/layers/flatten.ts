import type { Picture } from '../picture/picture';
import type { Layers } from './compose';
import { blendLevels } from './soft-light';

/** The byte of a packed pixel that holds its alpha: pixels are read as numbers, and machines are little-endian. */
export const ALPHA = 0xff000000;

/**
 * The source under all layers, each rounded to 8 bits as a compositor does: the retouched picture, which the layers equal
 * by construction. Alpha stays the source's.
 */
export function flatten(source: Picture, { heal, blend, brighten }: Layers): Picture {
  const flattened: Picture = { ...source, data: source.data.slice() };
  const lit = [blend, brighten].filter((layer) => layer !== null);
  for (let y = 0; y < source.height; y++) {
    const below = rowPixels(flattened, y);
    if (heal !== null) coverRow(below, rowPixels(heal, y));
    for (const { picture, opacity } of lit) drawRow(below, rowPixels(picture, y), blendLevels(opacity));
  }
  return flattened;
}

/** Lays the opaque pixels of a layer's row over those below, in place. */
export function coverRow(below: Uint32Array, above: Uint32Array): void {
  for (let x = 0; x < below.length; x++) if (above[x]! > 0xffffff) below[x] = above[x]!;
}

/** Draws a soft-light layer's row over the pixels below, in place, with the `levels` of its opacity; nothing of it lies outside `span`. */
export function drawRow(
  below: Uint32Array, above: Uint32Array, levels: Uint8Array, span: { readonly from: number; readonly to: number } = { from: 0, to: below.length },
): void {
  for (let x = span.from; x < span.to; x++) {
    const top = above[x]!;
    if (top <= 0xffffff) continue;
    const base = below[x]!;
    below[x] = (base & ALPHA)
      | levels[((base & 255) << 8) | (top & 255)]!
      | (levels[(base & 0xff00) | ((top >>> 8) & 255)]! << 8)
      | (levels[((base >>> 8) & 0xff00) | ((top >>> 16) & 255)]! << 16);
  }
}

/** The pixels of a row, a number each: alpha, blue, green and red from the highest byte to the lowest. */
export function rowPixels({ width, data }: Picture, y: number): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset + y * width * 4, width);
}
