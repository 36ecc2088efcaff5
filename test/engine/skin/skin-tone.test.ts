import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dropVivid, skinTone } from '../../../ui/engine/skin/skin-tone';

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

/** The share that stays of the band below a face. */
function keptBelow(face: Colour, below: Colour): number {
  const image = twoColours(face, below);
  const tone = skinTone(image, all);
  assert.ok(tone !== null);
  const { data } = dropVivid(image, all, [tone]);
  assert.equal(data[0], 1);
  return data.at(-1)!;
}

describe('dropVivid', () => {
  test('removes an orange suit in the light, below any tone', () => {
    assert.equal(keptBelow(light, orange), 0);
    assert.ok(keptBelow(dark, [0.9, 0.25, 0.02]) < 0.2);
  });

  test('keeps shade, of whatever colour and however deep', () => {
    for (const face of [light, dark]) {
      for (const share of [0.02, 0.1, 0.3]) {
        const warm: Colour = [face[0] * share * 1.6, face[1] * share, face[2] * share * 0.5];
        assert.equal(keptBelow(face, warm), 1, `${share} of ${face.join()}`);
      }
    }
  });

  test('keeps shine, which is paler than the face', () => {
    assert.equal(keptBelow(dark, [0.95, 0.93, 0.92]), 1);
    assert.equal(keptBelow(light, [1, 1, 1]), 1);
  });

  test('keeps the skin of each person in the picture', () => {
    const tones = [light, [0.75, 0.42, 0.3] as const].map((face) => skinTone(twoColours(face, face), all)!);
    const { data } = dropVivid(twoColours(light, [0.75, 0.42, 0.3]), all, tones);
    assert.ok(data.every((value) => value === 1));
  });

  test('returns the matte itself without tones', () => {
    assert.equal(dropVivid(twoColours(light, orange), all, []), all);
  });
});

describe('skinTone', () => {
  test('is null for a face without visible skin', () => {
    const none = { size: SIZE, data: new Float32Array(SIZE * SIZE) };
    assert.equal(skinTone(twoColours(light, orange), none), null);
  });
});
