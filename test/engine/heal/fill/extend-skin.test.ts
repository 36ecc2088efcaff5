import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { loadAssets } from '../../../../plugin/cli/load-assets';
import { extendSkin } from '../../../../ui/engine/heal/fill/extend-skin';
import { inpaint } from '../../../../ui/engine/heal/fill/inpaint';
import { normalNoise } from '../../../../ui/engine/heal/fill/noise';
import { createWasmRunner } from '../../../../ui/engine/networks/wasm-runner';
import { emptyMatte, emptyPicture, type Matte, type Picture } from '../../../../ui/engine/picture/picture';

const runner = createWasmRunner(loadAssets());
after(() => runner.release());

const SIDE = 160;
const BORDER = 80;
const SKIN = [205, 160, 140];
/** A brown spot with almost no skin between it and the wall. */
const SPOT = { x: BORDER - 9, y: 80, radius: 8, colour: [120, 70, 50] };

const inSpot = (x: number, y: number): boolean => Math.hypot(x - SPOT.x, y - SPOT.y) <= SPOT.radius;

/** Skin with the spot to the left of BORDER, and a wall of the given colour to the right. */
function skinBesideWall(wall: readonly number[]): Picture {
  const noise = normalNoise(SIDE * SIDE, 3);
  const picture = emptyPicture(SIDE, SIDE);
  for (let index = 0; index < SIDE * SIDE; index++) {
    const [x, y] = [index % SIDE, Math.floor(index / SIDE)];
    const colour = inSpot(x, y) ? SPOT.colour : x < BORDER ? SKIN : wall;
    picture.data.set([...colour.map((value) => value + 3 * noise[index]!), 255], index * 4);
  }
  return picture;
}

function matte(value: (x: number, y: number) => number): Matte {
  const drawn = emptyMatte(SIDE, SIDE);
  for (let index = 0; index < SIDE * SIDE; index++) drawn.data[index] = value(index % SIDE, Math.floor(index / SIDE));
  return drawn;
}

/** Difference of the filled spot's mean from skin, in levels of the worst channel. */
async function offSkin(wall: readonly number[], skin: Matte | null): Promise<number> {
  const picture = skinBesideWall(wall);
  const holes = matte((x, y) => (inSpot(x, y) ? 255 : 0));
  const box = { x: SPOT.x - 9, y: SPOT.y - 9, width: 18, height: 18 };
  await inpaint(picture, { matte: holes, boxes: [box], lines: [] }, runner, () => undefined, skin);
  const sums = [0, 0, 0];
  let pixels = 0;
  for (let index = 0; index < SIDE * SIDE; index++) {
    if (holes.data[index] === 0) continue;
    pixels++;
    for (let channel = 0; channel < 3; channel++) sums[channel]! += picture.data[index * 4 + channel]!;
  }
  return Math.max(...sums.map((sum, channel) => Math.abs(sum / pixels - SKIN[channel]!)));
}

describe('extendSkin', () => {
  // Promise: 19
  test('fills a spot beside a wall, a collar or hair with skin, without their colour', async (context) => {
    const skin = matte((x) => (x < BORDER ? 255 : 0));
    for (const [name, wall] of [
      ['a teal wall', [60, 180, 190]],
      ['a white collar', [235, 235, 240]],
      ['black hair', [25, 20, 20]],
    ] as const) {
      const off = await offSkin(wall, skin);
      context.diagnostic(
        `${name}: ${off.toFixed(1)} levels off skin, ${(await offSkin(wall, null)).toFixed(1)} without extension`,
      );
      assert.ok(off < 6, `${name}: ${off} levels`);
    }
  });

  const size = 64;
  const plane = size * size;
  const image = Float32Array.from({ length: 3 * plane }, (_, index) => (index % size < 32 ? 0.6 : 0.1));
  const keep = Float32Array.from({ length: plane }, (_, index) => (index % size === 10 ? 0 : 1));

  test('paints skin over everything else and leaves skin, stubble and holes', () => {
    const beard = 20;
    const skin = Float32Array.from({ length: plane }, (_, index) =>
      index % size === beard ? 0.4 : index % size < 32 ? 1 : 0,
    );
    const extended = image.slice();
    extendSkin(extended, keep, skin, size);
    for (let index = 0; index < plane; index++) {
      if (index % size < 32) assert.equal(extended[index], image[index]);
      else assert.ok(Math.abs(extended[index]! - 0.6) < 0.005);
    }
  });

  test('leaves a window that is all skin, or has no skin', () => {
    for (const all of [1, 0]) {
      const same = image.slice();
      extendSkin(same, keep, new Float32Array(plane).fill(all), size);
      assert.deepEqual(same, image);
    }
  });
});
