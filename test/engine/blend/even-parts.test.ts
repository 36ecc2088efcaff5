import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { softLight } from '../../../ui/engine/api/soft-light';
import type { EvenedFace } from '../../../ui/engine/blend/blend-map';
import { createPartMaps, createPartScaler, WHOLE, type EvenParts } from '../../../ui/engine/blend/even-parts';
import { keepMean } from '../../../ui/engine/blend/keep-mean';
import type { Plane } from '../../../ui/engine/geometry/plane';
import { stackPlanes } from '../../../ui/engine/geometry/plane-stack';
import { labOf } from '../../bench/tools/subject';

const SIZE = 32;
const CELLS = SIZE * SIZE;
const ONLY: EvenParts = { hue: 0, saturation: 0, light: 0 };

type Colour = readonly [number, number, number];

/** Skin of one tone, 0–1, all over a map whose three channels differ; its mean change is 0. */
function drawnFace(tone: Colour, amount = 0.12): EvenedFace {
  const skin: Plane = { size: SIZE, data: new Float32Array(CELLS).fill(1) };
  const base = Float32Array.from(
    { length: 3 * CELLS },
    (_, index) => tone[Math.floor(index / CELLS)]! * (1 + 0.1 * Math.sin((index % CELLS) / 40)),
  );
  const planes = [0, 1, 2].map((channel) => {
    const wave = (_: unknown, cell: number): number => amount * Math.sin((cell % SIZE) / (4 + channel) + channel);
    const plane: Plane = { size: SIZE, data: Float32Array.from({ length: CELLS }, wave) };
    return keepMean(plane, base.subarray(channel * CELLS, (channel + 1) * CELLS), skin.data);
  });
  return { crop: { centerX: 16, centerY: 16, side: 32, angle: 0 }, colours: stackPlanes(planes), base, skin };
}

/** L*, chroma and hue (degrees) of every cell, beneath the map or with it. */
function coloursOf({ base }: EvenedFace, map: Float32Array | null): readonly Colour[] {
  return Array.from({ length: CELLS }, (_, cell) => {
    const rgb = [0, 1, 2].map((channel) => {
      const value = base[channel * CELLS + cell]!;
      return 255 * (map === null ? value : softLight(value, 0.5 + map[3 * cell + channel]!));
    });
    // `labOf` is the bench's own; it also reads fractions of levels.
    const [l, a, b] = labOf({ width: 1, height: 1, data: [...rgb, 255] as never });
    return [l!, Math.hypot(a!, b!), (180 / Math.PI) * Math.atan2(b!, a!)];
  });
}

/** Largest change of one part of the colour between two lists. */
function farthest(one: readonly Colour[], other: readonly Colour[], part: 0 | 1 | 2): number {
  return Math.max(...one.map((colour, index) => Math.abs(colour[part] - other[index]![part])));
}

describe('parts of an evening', () => {
  const light = drawnFace([0.84, 0.66, 0.57]);
  const dark = drawnFace([0.38, 0.24, 0.19]);

  // Promise: E1
  test('are the map itself, to the bit, when all are whole', () => {
    assert.equal(createPartMaps([light])(WHOLE)[0], light);
  });

  for (const [name, face] of [
    ['light', light],
    ['dark', dark],
  ] as const) {
    const before = coloursOf(face, null);
    const whole = coloursOf(face, face.colours.data);
    const withParts = (change: Partial<EvenParts>) =>
      coloursOf(face, createPartMaps([face])({ ...WHOLE, ...change })[0]!.colours.data);

    // Promise: E1
    test(`leave on ${name} skin what their share of 0 leaves out, and change the others`, () => {
      for (const part of [0, 1, 2] as const)
        assert.ok(farthest(before, whole, part) > 3, `part ${part} of the whole moves`);
      const [noLight, noSaturation, noHue] = [
        withParts({ light: 0 }),
        withParts({ saturation: 0 }),
        withParts({ hue: 0 }),
      ];
      assert.ok(farthest(before, noLight, 0) < 0.5, `L* moves by ${farthest(before, noLight, 0)}`);
      assert.ok(farthest(before, noSaturation, 1) < 1, `chroma moves by ${farthest(before, noSaturation, 1)}`);
      assert.ok(farthest(before, noHue, 2) < 2, `hue moves by ${farthest(before, noHue, 2)} degrees`);
      assert.ok(
        farthest(whole, noLight, 1) < 1.5 && farthest(whole, noLight, 2) < 4,
        'without light the colour is whole',
      );
      assert.ok(farthest(whole, noHue, 0) < 0.5, 'without hue the light is whole');
    });

    test(`change ${name} skin by half at a share of half`, () => {
      const half = withParts({ light: 0.5 });
      for (const [cell, colour] of half.entries()) {
        const expected = (before[cell]![0] + whole[cell]![0]) / 2;
        assert.ok(Math.abs(colour[0] - expected) < 0.6, `cell ${cell}: ${colour[0]} for ${expected}`);
      }
    });
  }

  // Promise: E1
  test('keep the mean level of the skin in each channel', () => {
    // Without its hue, the change of this face would shift the mean.
    const face = drawnFace([0.6, 0.45, 0.4], 0.3);
    const { data } = createPartMaps([face])({ ...WHOLE, hue: 0 })[0]!.colours;
    for (let channel = 0; channel < 3; channel++) {
      let sum = 0;
      for (let cell = 0; cell < CELLS; cell++) {
        const value = face.base[channel * CELLS + cell]!;
        sum += softLight(value, 0.5 + data[3 * cell + channel]!) - value;
      }
      assert.ok(Math.abs((255 * sum) / CELLS) < 0.1, `channel ${channel}: ${(255 * sum) / CELLS} levels`);
    }
  });
});

describe('createPartScaler', () => {
  const scaled = (base: Colour, distances: Colour, parts: EvenParts): readonly number[] => {
    const values = Float32Array.from(distances);
    createPartScaler(parts)(...base, values, 0);
    return [...values];
  };

  test('leaves nothing of a change without parts, and all of it with whole parts', () => {
    for (const value of scaled([0.7, 0.5, 0.4], [0.1, -0.1, 0.05], ONLY)) assert.ok(Math.abs(value) < 1e-6, `${value}`);
    const whole = scaled([0.7, 0.5, 0.4], [0.1, -0.1, 0.05], WHOLE);
    for (const [index, value] of [0.1, -0.1, 0.05].entries()) assert.ok(Math.abs(whole[index]! - value) < 1e-4);
  });

  // Promise: E1
  test('keeps grey grey to the bit', () => {
    for (let step = 1; step < 255; step++) {
      const value = step / 255;
      const [red, green, blue] = scaled([value, value, value], [0.11, 0.11, 0.11], { ...ONLY, light: 0.37 });
      assert.deepEqual([green, blue], [red, red]);
    }
  });

  test('gives a glint without colour the hue of the evened skin, also where hue stays', () => {
    // Nearly white with a breath of green; the evening makes it skin.
    const [red, , blue] = scaled([0.89, 0.9, 0.89], [0.1, -0.3, -0.5], { ...WHOLE, hue: 0 });
    assert.ok(red! > blue! + 0.3, `${red}, ${blue}`);
  });
});
