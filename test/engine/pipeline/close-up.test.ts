import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { findFaces } from '../../../ui/engine/faces/find-faces';
import { CPU_KERNELS } from '../../../ui/engine/pipeline/pixel-kernels';
import type { Matte, Picture } from '../../../ui/engine/picture/picture';
import { skinMatte } from '../../../ui/engine/skin/skin-matte';
import { readPicture, SAMPLE, samplePicture } from '../faces/sample-pictures';

const runner = createWasmRunner(loadAssets());
after(() => runner.release());

const CLOSE_UP = { left: 110, top: 5, width: 230, height: 230 };

/** The skin of a picture, and the networks that ran for it. */
async function skinOf(picture: Picture): Promise<{ readonly matte: Matte; readonly networks: readonly string[] }> {
  const networks: string[] = [];
  const faces = await findFaces(picture, runner, () => undefined);
  const matte = await skinMatte(
    picture,
    faces,
    { ...runner, run: (name, inputs) => (networks.push(name), runner.run(name, inputs)) },
    CPU_KERNELS,
  );
  return { matte, networks };
}

describe('skinMatte', () => {
  test('runs the skin network once on a close-up, and finds the same skin as in the whole picture', async (context) => {
    const whole = await skinOf(await samplePicture());
    const close = await skinOf(await readPicture(sharp(SAMPLE).extract(CLOSE_UP)));
    assert.deepEqual([...whole.networks].sort(), ['person', 'skin', 'skin']);
    assert.deepEqual([...close.networks].sort(), ['person', 'skin']);
    let [both, either] = [0, 0];
    for (let index = 0; index < close.matte.data.length; index++) {
      const [x, y] = [CLOSE_UP.left + (index % CLOSE_UP.width), CLOSE_UP.top + Math.floor(index / CLOSE_UP.width)];
      const here = [close.matte.data[index]! > 127, whole.matte.data[y * whole.matte.width + x]! > 127];
      if (here.every(Boolean)) both++;
      if (here.some(Boolean)) either++;
    }
    context.diagnostic(`overlap ${(both / either).toFixed(3)}`);
    assert.ok(both / either > 0.95, `overlap ${both / either}`);
  });
});
