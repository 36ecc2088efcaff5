import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectedSpots } from '../../../ui/engine/heal/find/connected-spots';
import type { Spot } from '../../../ui/engine/heal/spot';
import { groupHoles } from '../../../ui/engine/heal/fill/group-holes';
import { holeAround, holeValue } from '../../../ui/engine/heal/hole';
import { drawHoles } from '../../../ui/engine/heal/fill/hole-map';
import { inpaint } from '../../../ui/engine/heal/fill/inpaint';
import { normalNoise } from '../../../ui/engine/heal/fill/noise';
import { inputValues, type NetworkRunner } from '../../../ui/engine/networks/runner';
import { emptyMatte, emptyPicture, type Matte } from '../../../ui/engine/picture/picture';

const GRID = 64;

function maps(
  draw: (set: (map: 0 | 1, column: number, row: number, value: number) => void) => void,
): [Float32Array, Float32Array] {
  const both: [Float32Array, Float32Array] = [new Float32Array(GRID * GRID), new Float32Array(GRID * GRID)];
  draw((map, column, row, value) => {
    both[map][row * GRID + column] = value;
  });
  return both;
}

function allSkin(width: number, height: number): Matte {
  const skin = emptyMatte(width, height);
  skin.data.fill(255);
  return skin;
}

function spotAt(column: number, row: number, side: number): Spot {
  return {
    report: { x: 0, y: 0, radius: 1, kind: 'blemish', score: 1 },
    crop: { centerX: side / 2, centerY: side / 2, side, angle: 0 },
    gridSize: GRID,
    outlines: null,
    isLine: false,
    hole: holeAround(
      [row * GRID + column, row * GRID + column + 1, (row + 1) * GRID + column, (row + 1) * GRID + column + 1],
      GRID,
      1,
    ),
  };
}

test('touching cells are one spot, separate cells two; a faint patch alone is none', () => {
  const [blemish, mark] = maps((set) => {
    set(0, 10, 10, 0.9);
    set(0, 11, 11, 0.5);
    set(1, 40, 40, 0.8);
    set(0, 50, 20, 0.45);
  });
  const spots = connectedSpots(blemish, mark, GRID, 0.5, 0.3);
  assert.equal(spots.length, 2);
  assert.ok(Math.abs(spots[0]!.u * GRID - 11) < 1e-6 && spots[0]!.blemish > spots[0]!.mark);
  assert.ok(spots[1]!.mark > spots[1]!.blemish);
});

test('a sure spot ends at half of its peak, and its rim is no spot of its own', () => {
  const [blemish, mark] = maps((set) => {
    [0.2, 0.25, 0.2, 0.5, 0.96, 0.5, 0.2].forEach((value, index) => set(0, 10 + index, 10, value));
  });
  const spots = connectedSpots(blemish, mark, GRID, 0.15, 0.1);
  assert.deepEqual(
    spots.map(({ cells }) => cells.length),
    [3],
  );
});

test('a faint spot beside a sure one is a spot of its own, and covered down to half of its own peak', () => {
  const [blemish, mark] = maps((set) => {
    [0.96, 0.6, 0.05, 0.12, 0.24, 0.14].forEach((value, index) => set(0, 10 + index, 10, value));
  });
  assert.deepEqual(
    connectedSpots(blemish, mark, GRID, 0.15, 0.1).map(({ cells }) => cells.length),
    [2, 3],
  );
});

// Promise: 22
test('a map that fires everywhere is not one giant spot', () => {
  const blemish = new Float32Array(GRID * GRID).fill(0.9);
  assert.deepEqual(connectedSpots(blemish, new Float32Array(GRID * GRID), GRID, 0.5, 0.3), []);
});

test('a hole covers its cells and a rim, and nothing far away', () => {
  const hole = holeAround([20 * GRID + 20], GRID, 1);
  assert.ok(holeValue(hole, 20.5, 20.5) > 0.7);
  assert.ok(holeValue(hole, 21.4, 20.5) > 0.3);
  assert.equal(holeValue(hole, 24, 20.5), 0);
});

test('holes never reach onto what is not skin', () => {
  const skin = allSkin(640, 640);
  for (let y = 0; y < 640; y++) skin.data.fill(0, y * 640 + 320, (y + 1) * 640);
  const { matte } = drawHoles([spotAt(31, 31, 640)], skin);
  let left = 0;
  for (let y = 0; y < 640; y++) {
    for (let x = 0; x < 640; x++) {
      const value = matte.data[y * 640 + x]!;
      if (x >= 320) assert.equal(value, 0);
      else if (value > 0) left++;
    }
  }
  assert.ok(left > 100);
});

test('holes near each other share a window; far ones do not, nor do holes whose joint window would cost more', () => {
  const box = (x: number): { x: number; y: number; width: number; height: number } => ({
    x,
    y: 0,
    width: 20,
    height: 20,
  });
  const side = ({ width, height }: { width: number; height: number }): number => Math.max(width, height) + 80;
  const limit = 176;
  assert.deepEqual(groupHoles([box(0), box(900), box(40)], limit, side), [
    { x: 0, y: 0, width: 60, height: 20 },
    box(900),
  ]);
  assert.equal(groupHoles([box(0), box(150)], limit, side).length, 2);
  assert.equal(
    groupHoles([box(0), box(150)], limit, () => 256).length,
    1,
    'where every window costs the same, fewer are better',
  );
  assert.equal(groupHoles([box(0), box(200)], limit, () => 256).length, 2, 'a window shows no more than it can');
  assert.deepEqual(groupHoles([{ x: 5, y: 5, width: 0, height: 3 }], limit, side), []);
});

test('inpainting replaces hole pixels only, from a masked view, and the same way each time', async () => {
  const seen: Record<string, Float32Array>[] = [];
  const runner: NetworkRunner = {
    executionProvider: 'wasm',
    run: (_, inputs) => {
      const tensors = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, inputValues(input)]));
      seen.push(tensors);
      return Promise.resolve({ filled: new Float32Array(tensors['image']!.length).fill(0.5) });
    },
    release: () => Promise.resolve(),
  };
  const source = emptyPicture(400, 300);
  for (let index = 0; index < 400 * 300; index++) source.data.set([200, index % 256, 140, 255], index * 4);
  const holes = drawHoles([spotAt(20, 20, 300), spotAt(22, 21, 300)], allSkin(400, 300));
  // Rougher than the skin around, or the spot would keep its own grain.
  for (let index = 0; index < 400 * 300; index++)
    if (holes.matte.data[index]! > 0) source.data[index * 4 + 1] = index % 2 === 0 ? 0 : 255;
  const fill = async (): Promise<Uint8ClampedArray> => {
    const picture = { ...source, data: source.data.slice() };
    await inpaint(picture, holes, runner, () => undefined);
    return picture.data;
  };
  const first = await fill();
  assert.equal(seen.length, 1, 'neighbouring spots share one window');
  assert.deepEqual(await fill(), first);
  let changed = 0;
  for (let index = 0; index < 400 * 300; index++) {
    const before = source.data.subarray(index * 4, index * 4 + 4);
    const after = first.subarray(index * 4, index * 4 + 4);
    if (holes.matte.data[index] === 0) assert.deepEqual(after, before);
    else if (holes.matte.data[index] === 255) {
      assert.deepEqual([...after], [128, 128, 128, 255]);
      changed++;
    }
  }
  assert.ok(changed > 20);
  const { image, keep } = seen[0]!;
  assert.ok(keep!.length < 256 * 256, 'a small hole needs no large window');
  for (let index = 0; index < keep!.length; index++) if (keep![index] === 0) assert.equal(image![index], 0);
  assert.ok(keep!.some((value) => value === 0));
});

test('an error of the network is smaller on dark skin, where a level is seen twice as well', async () => {
  const shown: number[] = [];
  const runner: NetworkRunner = {
    executionProvider: 'wasm',
    run: (_, inputs) => {
      const image = inputValues(inputs['image']!);
      shown.push(Math.max(...image));
      const plane = image.length / 3;
      // The tone of the corner, which no hole lies in, and twelve levels more.
      return Promise.resolve({ filled: image.map((_, index) => image[index - (index % plane)]! + 12 / 255) });
    },
    release: () => Promise.resolve(),
  };
  const errorOn = async (tone: readonly number[]): Promise<number> => {
    const picture = emptyPicture(300, 300);
    for (let index = 0; index < 300 * 300; index++) picture.data.set([...tone, 255], index * 4);
    const holes = drawHoles([{ ...spotAt(20, 20, 300), isLine: true }], allSkin(300, 300));
    await inpaint(picture, holes, runner, () => undefined);
    const hole = holes.matte.data.indexOf(255);
    return picture.data[hole * 4]! - tone[0]!;
  };
  assert.equal(await errorOn([205, 160, 140]), 12);
  const dark = await errorOn([66, 44, 36]);
  assert.ok(dark > 0 && dark <= 5, `${dark} levels`);
  assert.ok(Math.max(...shown) <= 1, 'nothing is shown brighter than white');
});

test('of a spot the grain stays, of a line, which is as fine, nothing does', async () => {
  const runner: NetworkRunner = {
    executionProvider: 'wasm',
    run: (_, inputs) => Promise.resolve({ filled: new Float32Array(inputValues(inputs['image']!).length).fill(0.5) }),
    release: () => Promise.resolve(),
  };
  const noise = normalNoise(300 * 300, 3);
  const levelsOf = async (isLine: boolean): Promise<Set<number>> => {
    const picture = emptyPicture(300, 300);
    for (let index = 0; index < 300 * 300; index++)
      picture.data.set([...Array<number>(3).fill(Math.round(200 + 3 * noise[index]!)), 255], index * 4);
    const holes = drawHoles([{ ...spotAt(20, 20, 300), isLine }], allSkin(300, 300));
    await inpaint(picture, holes, runner, () => undefined);
    return new Set(
      [...holes.matte.data.keys()]
        .filter((index) => holes.matte.data[index] === 255)
        .map((index) => picture.data[index * 4]!),
    );
  };
  assert.ok((await levelsOf(false)).size > 5);
  assert.deepEqual([...(await levelsOf(true))], [128]);
});

test('noise is standard normal and repeats for a seed', () => {
  const noise = normalNoise(100_000, 7);
  const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
  const variance = noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noise.length;
  assert.ok(Math.abs(mean) < 0.02 && Math.abs(variance - 1) < 0.03);
  assert.deepEqual(normalNoise(64, 7), normalNoise(64, 7));
  assert.notDeepEqual(normalNoise(64, 7), normalNoise(64, 8));
});
