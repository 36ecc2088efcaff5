import type { LayerBlendMode } from '../../ui/engine/api/layer-kinds';
import type { RawPicture } from '../../ui/engine/api/picture-data';

/** Largest value in Photoshop's 16-bit range, and its exact middle. */
const FULL = 32768;
const MIDDLE = 16384;

/** Form of the pixels that a document takes. */
export interface PixelForm {
  readonly depth: 8 | 16;
  readonly isGrey: boolean;
}

/**
 * Rows of a layer in the form that a document takes: grey or RGB, with alpha; 8 bits, or 16 bits as 0–32768.
 *
 * Plain stretching would put the neutral grey 128 at 16448, a faint tint everywhere. So soft light is stretched in two
 * halves: 0 → 0, neutral → 16384, full → 32768. Normal layers are stretched plainly.
 * @param layer RGBA @param rows from (inclusive) and to (exclusive)
 */
export function layerValues(
  layer: RawPicture,
  blendMode: LayerBlendMode,
  { depth, isGrey }: PixelForm,
  rows: readonly [number, number],
): Uint8Array | Uint16Array {
  const pixels = (rows[1] - rows[0]) * layer.width;
  const source = layer.data.subarray(rows[0] * layer.width * 4, rows[1] * layer.width * 4);
  const components = isGrey ? 2 : 4;
  const values = depth === 16 ? new Uint16Array(pixels * components) : new Uint8Array(pixels * components);
  const plain = levelMap(layer.depth, depth, 'normal');
  const colour = levelMap(layer.depth, depth, blendMode);
  for (let from = 0, to = 0; from < source.length; from += 4) {
    // A grey document gives grey layers, so that red stands for all three.
    for (let channel = 0; channel < components - 1; channel++) values[to++] = colour[source[from + channel]!]!;
    values[to++] = plain[source[from + 3]!]!;
  }
  return values;
}

/** The value for each level of the engine. */
function levelMap(from: 8 | 16, to: 8 | 16, blendMode: LayerBlendMode): Uint8Array | Uint16Array {
  const full = from === 16 ? 65535 : 255;
  const levels = to === 16 ? new Uint16Array(full + 1) : new Uint8Array(full + 1);
  const neutral = from === 16 ? 32768 : 128;
  for (let level = 0; level <= full; level++) {
    if (to === 8) levels[level] = Math.round((level * 255) / full);
    else if (blendMode === 'normal') levels[level] = Math.round((level * FULL) / full);
    else if (level <= neutral) levels[level] = Math.round((level * MIDDLE) / neutral);
    else levels[level] = MIDDLE + Math.round(((level - neutral) * MIDDLE) / (full - neutral));
  }
  return levels;
}
