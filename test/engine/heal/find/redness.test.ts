import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connectedSpots, either } from '../../../../ui/engine/heal/find/connected-spots';
import { partAround, type PartColours } from '../../../../ui/engine/heal/find/part-colours';
import { rednessOf } from '../../../../ui/engine/heal/find/redness';

const GRID = 64;
const SIZE = 2 * GRID;
/** Share of red, green and blue light that a layer of blood, or of melanin, passes. */
const BLOOD = [0.95, 0.7, 0.75];
const MELANIN = [0.75, 0.6, 0.5];
const LIGHT_SKIN = [0.7, 0.45, 0.35];
const DARK_SKIN = [0.14, 0.07, 0.045];

const probability = new Float32Array(GRID * GRID);
for (let row = 20; row < 26; row++) probability.fill(0.9, row * GRID + 20, row * GRID + 26);
const spot = connectedSpots(probability, new Float32Array(GRID * GRID), GRID, 0.5, 0.3)[0]!;

/** A spot of 6 × 6 cells on even skin. `skin` is linear light, 0–1; the result is sRGB-encoded. */
function crop(skin: readonly number[], through: readonly number[]): PartColours {
  const data = new Float32Array(3 * SIZE * SIZE);
  for (let channel = 0; channel < 3; channel++) {
    for (let y = 0; y < SIZE; y++) {
      for (let x = 0; x < SIZE; x++) {
        const inside = x >= 40 && x < 52 && y >= 40 && y < 52;
        data[(channel * SIZE + y) * SIZE + x] = encode(skin[channel]! * (inside ? through[channel]! : 1));
      }
    }
  }
  return { left: 0, top: 0, side: GRID, data, size: SIZE };
}

function encode(light: number): number {
  return light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
}

function redness(
  skin: readonly number[],
  through: readonly number[],
  isSkin = (): boolean => true,
): ReturnType<typeof rednessOf> {
  return rednessOf(spot, crop(skin, through), GRID, (cell) => either(probability[cell]!, 0), isSkin);
}

describe('rednessOf', () => {
  // Promise: 21
  test('is high for blood and low for melanin, on light and on dark skin', () => {
    for (const skin of [LIGHT_SKIN, DARK_SKIN]) {
      const blood = redness(skin, BLOOD);
      const melanin = redness(skin, MELANIN);
      assert.ok(typeof blood === 'number' && blood > 0.6, String(blood));
      assert.ok(typeof melanin === 'number' && melanin < 0.4, String(melanin));
    }
  });

  test('names three degrees of a spot that is lighter than its skin', () => {
    assert.equal(redness(LIGHT_SKIN, [1.04, 1.06, 1.06]), 'brighter');
    for (const skin of [LIGHT_SKIN, DARK_SKIN]) {
      assert.equal(redness(skin, [1.2, 1.3, 1.3]), 'shining');
      assert.equal(redness(skin, [1.4, 2.1, 2.2]), 'glaring');
    }
  });

  test('is unknown without skin around the spot', () => {
    assert.equal(
      redness(LIGHT_SKIN, BLOOD, () => false),
      'unknown',
    );
  });

  test('reads only the part around the spot', () => {
    const part = partAround(spot, GRID, 2);
    assert.ok(part.side < GRID / 2);
    const whole = crop(LIGHT_SKIN, BLOOD);
    const size = part.side * 2;
    const data = Float32Array.from({ length: 3 * size * size }, (_, index) => {
      const [x, y, channel] = [index % size, Math.floor(index / size) % size, Math.floor(index / size ** 2)];
      return whole.data[(channel * SIZE + 2 * part.top + y) * SIZE + 2 * part.left + x]!;
    });
    const fromPart = rednessOf(
      spot,
      { ...part, data, size },
      GRID,
      (cell) => either(probability[cell]!, 0),
      () => true,
    );
    assert.equal(fromPart, redness(LIGHT_SKIN, BLOOD));
  });
});
