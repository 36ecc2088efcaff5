import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import type { Picture } from '../../../ui/engine/picture/picture';
import { retouchPicture } from '../../../ui/engine/pipeline/retouch-picture';
import { readPicture, SAMPLE } from '../faces/sample-pictures';
import { settingsWith } from '../../../ui/engine/api/settings';

const runner = createWasmRunner(loadAssets());
after(() => runner.release());

/** Mean of red, green and blue, in levels, before and after, over the pixels that changed. */
async function tones(
  picture: Picture,
): Promise<{ readonly before: readonly number[]; readonly after: readonly number[] }> {
  const outcome = await retouchPicture(
    picture,
    settingsWith({ heal: 'off', even: 100, brighten: 0 }),
    runner,
    () => undefined,
  );
  assert.ok(outcome.state === 'retouched', outcome.state);
  const { retouched } = outcome;
  const sums = { before: [0, 0, 0], after: [0, 0, 0] };
  let changed = 0;
  for (let index = 0; index < picture.data.length; index += 4) {
    if ([0, 1, 2].every((channel) => picture.data[index + channel] === retouched.data[index + channel])) continue;
    changed++;
    for (let channel = 0; channel < 3; channel++) {
      sums.before[channel]! += picture.data[index + channel]!;
      sums.after[channel]! += retouched.data[index + channel]!;
    }
  }
  assert.ok(changed > 500, `${changed} pixels changed`);
  return { before: sums.before.map((sum) => sum / changed), after: sums.after.map((sum) => sum / changed) };
}

const lit = (red: number, green: number, blue: number): Promise<Picture> =>
  readPicture(sharp(SAMPLE).removeAlpha().linear([red, green, blue], [0, 0, 0]));

describe('evening in difficult light', () => {
  for (const [light, portrait] of [
    ['very dark', () => lit(0.2, 0.2, 0.2)],
    ['very bright', () => lit(1.2, 1.2, 1.2)],
    ['in blue gel light', () => lit(0.35, 0.4, 1)],
    ['in red gel light', () => lit(1, 0.3, 0.3)],
    ['with the noise of ISO 12 800', async () => withNoise(await readPicture(sharp(SAMPLE)), 20)],
  ] as const) {
    // Promise: 20
    test(`keeps lightness and hue of a portrait ${light}`, async (context) => {
      const { before, after } = await tones(await portrait());
      const shifts = after.map((value, channel) => value - before[channel]!);
      context.diagnostic(
        `mean change ${shifts.map((shift) => shift.toFixed(2)).join(', ')} levels from ${before.map((value) => value.toFixed(0)).join(', ')}`,
      );
      for (const shift of shifts) assert.ok(Math.abs(shift) <= 3, `${shifts.join()}`);
    });
  }

  // Promise: 20
  test('keeps a black-and-white portrait black and white to the bit', async () => {
    const colour = await readPicture(sharp(SAMPLE));
    const green = (index: number): number => colour.data[index - (index % 4) + 1]!;
    const grey = { ...colour, data: colour.data.map((value, index) => (index % 4 === 3 ? value : green(index))) };
    const outcome = await retouchPicture(
      grey,
      settingsWith({ heal: 'all', even: 100, brighten: 100 }),
      runner,
      () => undefined,
    );
    assert.ok(outcome.state === 'retouched');
    assert.equal(outcome.layers.length, 3);
    for (const picture of [outcome.retouched, ...outcome.layers.map((layer) => layer.picture)]) {
      for (let index = 0; index < picture.data.length; index += 4) {
        const [red, middle, blue] = picture.data.subarray(index, index + 3);
        if (red !== middle || middle !== blue) assert.fail(`${red}, ${middle}, ${blue}`);
      }
    }
  });

  /** The picture with normal noise in every channel. `deviation`: standard deviation in levels. */
  function withNoise(picture: Picture, deviation: number): Picture {
    let state = 1;
    const uniform = (): number => (state = (state * 48271) % 0x7fffffff) / 0x7fffffff;
    const data = picture.data.map((value, index) =>
      index % 4 === 3
        ? value
        : value + deviation * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
    );
    return { ...picture, data };
  }
});
