import type { Matte } from '../picture/picture';
import type { LayerRows } from './layer-rows';
import { packed } from './pixel-row';
import { pegtopSoftLight, solveSoftLight } from './soft-light';

/** Layer value of Pegtop's soft light at 100 %: lifts mid-grey by up to 23 levels, alike in all channels. */
const BRIGHTEST = 0.68;

/**
 * The rows of the Brighten layer. Brightening is defined by Pegtop's formula, which lifts light and dark skin alike,
 * and solved for the W3C formula that hosts draw. So each pixel depends on the pixel beneath.
 * @param skin the share of the brightening that each pixel takes, 0–255
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
    source: { kind: 'brighten', skin },
  };
}

/** The layer's level for every matte value and base level: entry `matte * 256 + base`. Fills in about 2 ms. */
export function brightenLevels(): Uint8Array {
  const table = new Uint8Array(256 * 256);
  for (let amount = 0; amount < 256; amount++) {
    const value = 0.5 + (BRIGHTEST - 0.5) * (amount / 255);
    for (let level = 0; level < 256; level++) {
      const base = level / 255;
      table[amount * 256 + level] = Math.round(255 * solveSoftLight(base, pegtopSoftLight(base, value)));
    }
  }
  return table;
}
