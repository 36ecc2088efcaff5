import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { drawHoles, type HoleMap } from '../../../../ui/engine/heal/fill/hole-map';
import { inpaint } from '../../../../ui/engine/heal/fill/inpaint';
import { normalNoise } from '../../../../ui/engine/heal/fill/noise';
import { inputValues, type NetworkRunner } from '../../../../ui/engine/networks/runner';
import { emptyPicture, type Picture } from '../../../../ui/engine/picture/picture';
import { allSkin, spotAt } from '../example-spots';

/** A runner that fills with `fill` of the masked view. */
function runnerOf(fill: (image: Float32Array, inputs: Record<string, Float32Array>) => Float32Array): NetworkRunner {
  return {
    executionProvider: 'wasm',
    run: (_, inputs) => {
      const tensors = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, inputValues(input)]));
      return Promise.resolve({ filled: fill(tensors['image']!, tensors) });
    },
    release: () => Promise.resolve(),
  };
}

const grey = (image: Float32Array): Float32Array => new Float32Array(image.length).fill(0.5);

describe('inpaint', () => {
  const WIDTH = 400;
  const HEIGHT = 300;
  const PIXELS = WIDTH * HEIGHT;
  const holes: HoleMap = drawHoles([spotAt(20, 20, HEIGHT), spotAt(22, 21, HEIGHT)], allSkin(WIDTH, HEIGHT));
  const source: Picture = emptyPicture(WIDTH, HEIGHT);
  for (let index = 0; index < PIXELS; index++) source.data.set([200, index % 256, 140, 255], index * 4);
  // The holes are rougher than the skin around them; otherwise they would keep their own grain.
  for (let index = 0; index < PIXELS; index++)
    if (holes.matte.data[index]! > 0) source.data[index * 4 + 1] = index % 2 === 0 ? 0 : 255;

  async function fillGrey(): Promise<{ data: Uint8ClampedArray; runs: Record<string, Float32Array>[] }> {
    const runs: Record<string, Float32Array>[] = [];
    const runner = runnerOf((image, inputs) => {
      runs.push(inputs);
      return grey(image);
    });
    const picture = { ...source, data: source.data.slice() };
    await inpaint(picture, holes, runner, () => undefined);
    return { data: picture.data, runs };
  }

  test('replaces hole pixels only', async () => {
    const { data } = await fillGrey();
    let changed = 0;
    for (let index = 0; index < PIXELS; index++) {
      const before = source.data.subarray(index * 4, index * 4 + 4);
      const after = data.subarray(index * 4, index * 4 + 4);
      if (holes.matte.data[index] === 0) assert.deepEqual(after, before);
      else if (holes.matte.data[index] === 255) {
        assert.deepEqual([...after], [128, 128, 128, 255]);
        changed++;
      }
    }
    assert.ok(changed > 20);
  });

  test('gives the same pixels each time', async () => {
    assert.deepEqual((await fillGrey()).data, (await fillGrey()).data);
  });

  test('fills neighbouring spots in one small window', async () => {
    const { runs } = await fillGrey();
    assert.equal(runs.length, 1);
    assert.ok(runs[0]!['keep']!.length < 256 * 256);
  });

  test('hides the hole from the network', async () => {
    const { runs } = await fillGrey();
    const { image, keep } = runs[0]!;
    for (let index = 0; index < keep!.length; index++) if (keep![index] === 0) assert.equal(image![index], 0);
    assert.ok(keep!.some((value) => value === 0));
  });

  describe('exposure', () => {
    /** The error in levels on skin of a tone, if the network errs by 12 levels; and the brightest value that it saw. */
    async function errorOn(tone: readonly number[]): Promise<{ error: number; brightest: number }> {
      let brightest = 0;
      const runner = runnerOf((image) => {
        brightest = Math.max(brightest, ...image);
        const plane = image.length / 3;
        // The tone of the corner, which lies in no hole, plus 12 levels.
        return image.map((_, index) => image[index - (index % plane)]! + 12 / 255);
      });
      const picture = emptyPicture(300, 300);
      for (let index = 0; index < 300 * 300; index++) picture.data.set([...tone, 255], index * 4);
      const line = drawHoles([{ ...spotAt(20, 20, 300), isLine: true }], allSkin(300, 300));
      await inpaint(picture, line, runner, () => undefined);
      return { error: picture.data[line.matte.data.indexOf(255) * 4]! - tone[0]!, brightest };
    }

    test('makes an error of the network smaller on dark skin, where a level is more visible', async () => {
      assert.equal((await errorOn([205, 160, 140])).error, 12);
      const { error } = await errorOn([66, 44, 36]);
      assert.ok(error > 0 && error <= 5, `${error} levels`);
    });

    test('never exceeds white', async () => {
      for (const tone of [
        [205, 160, 140],
        [66, 44, 36],
      ])
        assert.ok((await errorOn(tone)).brightest <= 1);
    });
  });

  describe('grain', () => {
    /** The levels inside a hole after a grey fill, on skin with grain of 3 levels. */
    async function levelsOf(isLine: boolean): Promise<Set<number>> {
      const noise = normalNoise(300 * 300, 3);
      const picture = emptyPicture(300, 300);
      for (let index = 0; index < 300 * 300; index++)
        picture.data.set([...Array<number>(3).fill(Math.round(200 + 3 * noise[index]!)), 255], index * 4);
      const { matte, ...rest } = drawHoles([{ ...spotAt(20, 20, 300), isLine }], allSkin(300, 300));
      await inpaint(picture, { matte, ...rest }, runnerOf(grey), () => undefined);
      return new Set(
        [...matte.data.keys()].filter((index) => matte.data[index] === 255).map((index) => picture.data[index * 4]!),
      );
    }

    test('stays in a spot', async () => {
      assert.ok((await levelsOf(false)).size > 5);
    });

    test('goes from a thin line, which is as fine as grain', async () => {
      assert.deepEqual([...(await levelsOf(true))], [128]);
    });
  });
});
