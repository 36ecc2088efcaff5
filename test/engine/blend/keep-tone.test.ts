import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { softLight, solveSoftLight } from '../../../ui/engine/api/soft-light';
import { keepMean } from '../../../ui/engine/blend/keep-mean';
import { keepTone } from '../../../ui/engine/blend/keep-tone';
import type { Plane } from '../../../ui/engine/geometry/plane';
import { labOf } from '../../bench/tools/subject';

const SIZE = 32;
const CELLS = SIZE * SIZE;
const skin: Plane = { size: SIZE, data: new Float32Array(CELLS).fill(1) };

type Colour = readonly [number, number, number];

/** Skin of two colours in halves, and the map that evens both to their mean. */
function halves(one: Colour, other: Colour): { base: Float32Array; map: readonly Plane[] } {
  const colourAt = (cell: number): Colour => (cell % SIZE < SIZE / 2 ? one : other);
  const base = Float32Array.from({ length: 3 * CELLS }, (_, at) => colourAt(at % CELLS)[Math.floor(at / CELLS)]!);
  const map = [0, 1, 2].map((channel) => ({
    size: SIZE,
    data: Float32Array.from(
      { length: CELLS },
      (_, cell) => solveSoftLight(colourAt(cell)[channel]!, (one[channel]! + other[channel]!) / 2) - 0.5,
    ),
  }));
  return { base, map };
}

/** Mean L* and chroma of the skin, beneath a map or with it. */
function toneOf(base: Float32Array, map: readonly Plane[] | null): { light: number; chroma: number } {
  let [light, chroma] = [0, 0];
  for (let cell = 0; cell < CELLS; cell++) {
    const rgb = [0, 1, 2].map((channel) => {
      const value = base[channel * CELLS + cell]!;
      return 255 * (map === null ? value : softLight(value, 0.5 + map[channel]!.data[cell]!));
    });
    const [l, a, b] = labOf({ width: 1, height: 1, data: [...rgb, 255] as never });
    light += l! / CELLS;
    chroma += Math.hypot(a!, b!) / CELLS;
  }
  return { light, chroma };
}

describe('keepTone', () => {
  // Promise: E2
  test('dark skin with a warm and a cool side keeps the mean of its chroma', () => {
    const { base, map } = halves([0.42, 0.25, 0.17], [0.34, 0.24, 0.27]);
    const before = toneOf(base, null);
    assert.ok(toneOf(base, map).chroma < 0.95 * before.chroma, 'evening alone makes it greyer');
    const after = toneOf(base, keepTone(map, base, skin));
    assert.ok(after.chroma > 0.97 * before.chroma && after.chroma < 1.01 * before.chroma);
    assert.ok(Math.abs(after.light - before.light) < 1);
  });

  test('skin in two strong colours is not dyed: the mean gains 6 % of chroma at most', () => {
    const { base, map } = halves([0.8, 0.5, 0.4], [0.45, 0.55, 0.75]);
    assert.ok(toneOf(base, keepTone(map, base, skin)).chroma < 1.08 * toneOf(base, map).chroma);
  });

  test('a map that takes no chroma only keeps its mean', () => {
    const { base, map } = halves([0.8, 0.6, 0.5], [0.7, 0.525, 0.4375]);
    const only = map.map((plane, channel) =>
      keepMean(plane, base.subarray(channel * CELLS, (channel + 1) * CELLS), skin.data),
    );
    assert.deepEqual(keepTone(map, base, skin), only);
  });

  test('grey stays grey, to the bit', () => {
    const { base, map } = halves([0.7, 0.7, 0.7], [0.4, 0.4, 0.4]);
    const [red, green, blue] = keepTone(map, base, skin);
    assert.deepEqual(red!.data, green!.data);
    assert.deepEqual(green!.data, blue!.data);
  });
});
