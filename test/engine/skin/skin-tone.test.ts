import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keepTones, skinTone } from '../../../ui/engine/skin/skin-tone';

const SIZE = 32;
type Colour = readonly [number, number, number];

/** Planar RGB (0–1) of one colour, with a band of another at the bottom. */
function twoColours(face: Colour, below: Colour): Float32Array {
  return Float32Array.from({ length: 3 * SIZE * SIZE }, (_, index) => {
    const cell = index % (SIZE * SIZE);
    return (cell < (SIZE - 6) * SIZE ? face : below)[Math.floor(index / (SIZE * SIZE))]!;
  });
}

const all = { size: SIZE, data: new Float32Array(SIZE * SIZE).fill(1) };
const light: Colour = [0.86, 0.66, 0.56];
const dark: Colour = [0.3, 0.19, 0.14];
const orange: Colour = [0.9, 0.35, 0.15];

describe('keepTones', () => {
  test('removes other colours and keeps shade of the same skin', () => {
    for (const [face, below, kept] of [
      [light, orange, 0],
      [light, [0.43, 0.33, 0.28], 1],
      [dark, [0.55, 0.36, 0.28], 1],
      [dark, [0.2, 0.3, 0.5], 0],
    ] as const) {
      const image = twoColours(face, below);
      const tone = skinTone(image, all);
      assert.ok(tone !== null);
      const { data } = keepTones(image, all, [tone]);
      assert.equal(data[0], 1);
      assert.equal(data.at(-1), kept, below.join());
    }
  });

  test('removes black beside any tone, and keeps skin in deep shade', () => {
    for (const face of [light, dark]) {
      for (const [share, kept] of [
        [0.05, 0],
        [0.2, 1],
      ] as const) {
        const image = twoColours(face, [face[0] * share, face[1] * share, face[2] * share]);
        assert.equal(keepTones(image, all, [skinTone(image, all)!]).data.at(-1), kept, `${share} of ${face.join()}`);
      }
    }
  });

  test('keeps the skin of each person in the picture', () => {
    const tones = [light, [0.75, 0.42, 0.3] as const].map((face) => skinTone(twoColours(face, face), all)!);
    const { data } = keepTones(twoColours(light, [0.75, 0.42, 0.3]), all, tones);
    assert.ok(data.every((value) => value === 1));
  });

  test('returns the matte itself without tones', () => {
    assert.equal(keepTones(twoColours(light, orange), all, []), all);
  });
});

describe('skinTone', () => {
  test('is null for a face without visible skin', () => {
    const none = { size: SIZE, data: new Float32Array(SIZE * SIZE) };
    assert.equal(skinTone(twoColours(light, orange), none), null);
  });
});
