import type { Matte } from '../picture/picture';
import { DEEPEST, deepValue } from '../picture/deep-picture';
import type { LayerRows, Span } from './layer-rows';
import { packed } from './pixel-row';
import { pegtopSoftLight, solveSoftLight } from './soft-light';

/** Layer value, 0–1, of Pegtop's soft light at 100 %. It lifts mid-grey by 23 levels in every channel. */
const BRIGHTEST = 0.68;

/**
 * The rows of the Brighten layer. Pegtop's formula defines the brightening, because it lifts light and dark skin by the
 * same amount. Hosts draw the W3C formula, so each layer pixel is solved for the pixel beneath.
 * @param skin share of the brightening that each pixel takes, 0–255
 */
export function brightenLayer(skin: Matte): LayerRows {
  const levels = brightenLevels();
  return {
    isFixed: false,
    write(y, beneath, above) {
      const start = y * skin.width;
      let from = -1;
      let to = 0;
      for (let x = 0; x < beneath.length; x++) {
        const amount = skin.data[start + x]! << 8;
        if (amount === 0) continue;
        const base = beneath[x]!;
        above[x] = packed(
          levels[amount | (base & 255)]!,
          levels[amount | ((base >>> 8) & 255)]!,
          levels[amount | ((base >>> 16) & 255)]!,
        );
        if (from < 0) from = x;
        to = x + 1;
      }
      return from < 0 ? null : { from, to };
    },
    writeDeep: (y, beneath, above) => writeDeepRow(skin, y, beneath, above),
    source: { kind: 'brighten', skin },
  };
}

/** The layer's level for every matte value and base level, 0–255 each: entry `matte * 256 + base`. */
export function brightenLevels(): Uint8Array {
  const table = new Uint8Array(256 * 256);
  for (let amount = 0; amount < 256; amount++) {
    const value = pegtopValue(amount);
    for (let level = 0; level < 256; level++) {
      table[amount * 256 + level] = Math.round(255 * solvedValue(level / 255, value));
    }
  }
  return table;
}

/** Writes a row of 16-bit values; null if no pixel of it is skin. */
function writeDeepRow({ data, width }: Matte, y: number, beneath: Uint16Array, above: Uint16Array): Span | null {
  let from = -1;
  let to = 0;
  for (let x = 0, at = 0; x < width; x++, at += 4) {
    const amount = data[y * width + x]!;
    if (amount === 0) continue;
    const value = pegtopValue(amount);
    for (let channel = at; channel < at + 3; channel++)
      above[channel] = deepValue(DEEPEST * solvedValue(beneath[channel]! / DEEPEST, value));
    above[at + 3] = DEEPEST;
    if (from < 0) from = x;
    to = x + 1;
  }
  return from < 0 ? null : { from, to };
}

/** Layer value, 0–1, of Pegtop's soft light for a share of the brightening, 0–255. */
function pegtopValue(amount: number): number {
  return 0.5 + (BRIGHTEST - 0.5) * (amount / 255);
}

/** The W3C layer value, 0–1, that brightens `base` as Pegtop's `value` does. */
function solvedValue(base: number, value: number): number {
  return solveSoftLight(base, pegtopSoftLight(base, value));
}
