import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { softBlur } from '../../../../ui/engine/geometry/plane';
import { normalNoise } from '../../../../ui/engine/heal/fill/noise';
import { grainBlur, ownGrain } from '../../../../ui/engine/heal/fill/own-grain';

const SIZE = 64;
const HOLE = { from: 26, to: 38 };

function inHole(index: number): boolean {
  const x = index % SIZE;
  const y = Math.floor(index / SIZE);
  return x >= HOLE.from && x < HOLE.to && y >= HOLE.from && y < HOLE.to;
}

/** Grey skin with grain. In the hole the skin is darker, and its grain is `rougher` times as strong. */
function spotted(rougher: number): Float32Array {
  const noise = normalNoise(SIZE * SIZE, 7);
  const plane = Array.from(
    { length: SIZE * SIZE },
    (_, index) => 0.6 + 0.01 * noise[index]! * (inHole(index) ? rougher : 1) - (inHole(index) ? 0.04 : 0),
  );
  return Float32Array.from([...plane, ...plane, ...plane]);
}

const keep = Float32Array.from({ length: SIZE * SIZE }, (_, index) => (inHole(index) ? 0 : 1));
const filled = new Float32Array(3 * SIZE * SIZE).fill(0.6);
const middle = 32 * SIZE + 32;

describe('ownGrain', () => {
  test('keeps the grain of a discolouration and changes its tone to that of the fill', () => {
    const { share, change } = ownGrain(spotted(1), filled, keep, SIZE);
    assert.ok(share.data[middle]! > 0.8, `share ${share.data[middle]}`);
    for (const { data } of change) {
      const mean =
        data.filter((_, index) => inHole(index)).reduce((sum, value) => sum + value, 0) / (HOLE.to - HOLE.from) ** 2;
      assert.ok(Math.abs(mean - 0.04) < 0.003, `mean change ${mean}`);
    }
  });

  test('replaces a spot that is rougher than skin', () => {
    const { share } = ownGrain(spotted(3), filled, keep, SIZE);
    assert.equal(share.data[middle], 0);
  });

  test('removes the red of a spot as small as grain', () => {
    const picture = spotted(1);
    const spot = [middle, middle + 1, middle + SIZE, middle + SIZE + 1];
    // The luma stays the same; only the colour differs from skin.
    for (const index of spot) {
      picture[index]! += 0.1;
      picture[SIZE * SIZE + index]! -= (0.1 * 0.2126) / 0.7152;
    }
    const { share, change } = ownGrain(picture, filled, keep, SIZE);
    for (const index of spot) {
      assert.ok(share.data[index]! > 0.8);
      const [red, green] = [0, 1].map(
        (channel) => picture[channel * SIZE * SIZE + index]! + change[channel]!.data[index]!,
      );
      assert.ok(Math.abs(red! - green!) < 0.001, `${red} ${green}`);
    }
  });

  test('compares grain in the middle of a large hole with that of the whole window', () => {
    const size = 128;
    const far = Float32Array.from({ length: size * size }, (_, index) =>
      Math.hypot((index % size) - 64, Math.floor(index / size) - 64) < 45 ? 0 : 1,
    );
    const noise = normalNoise(size * size, 7).map((value) => 0.6 + 0.01 * value);
    const original = Float32Array.from([...noise, ...noise, ...noise]);
    const { share } = ownGrain(original, new Float32Array(3 * size * size).fill(0.6), far, size);
    assert.ok(share.data[64 * size + 64]! > 0.8, `share ${share.data[64 * size + 64]}`);
  });

  test('keeps pores in a large hole and removes a mole among them', () => {
    const size = 160;
    const at = (index: number, radius: number): boolean =>
      Math.hypot((index % size) - 80, Math.floor(index / size) - 80) < radius;
    const far = Float32Array.from({ length: size * size }, (_, index) => (at(index, 50) ? 0 : 1));
    const pores = softBlur({ size, data: normalNoise(size * size, 7) }, 2).data.map((value) => 0.6 + 0.05 * value);
    const mole = pores.map((value, index) => (at(index, 5) ? value - 0.15 : value));
    const filled = new Float32Array(3 * size * size).fill(0.6);
    const healed = (skin: Float32Array, blur: number): Float32Array => {
      const { share, change } = ownGrain(Float32Array.from([...skin, ...skin, ...skin]), filled, far, size, blur);
      return skin.map(
        (value, index) =>
          share.data[index]! * (value + change[0]!.data[index]!) + (1 - share.data[index]!) * filled[index]!,
      );
    };
    const deviation = (values: Float32Array): number => {
      const middle = values.filter((_, index) => at(index, 35));
      const mean = middle.reduce((sum, value) => sum + value, 0) / middle.length;
      return Math.sqrt(middle.reduce((sum, value) => sum + (value - mean) ** 2, 0) / middle.length);
    };
    assert.equal(grainBlur(12), 1);
    assert.ok(
      deviation(healed(pores, grainBlur(100))) > 0.45 * deviation(pores),
      `${deviation(healed(pores, grainBlur(100)))} of ${deviation(pores)}`,
    );
    assert.ok(
      deviation(healed(pores, 1)) < 0.25 * deviation(pores),
      `${deviation(healed(pores, 1))} of ${deviation(pores)}`,
    );
    assert.ok(healed(mole, grainBlur(100))[80 * size + 80]! > 0.58, `${healed(mole, grainBlur(100))[80 * size + 80]}`);
  });
});
