import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { countsOf, type CommandCounts } from '../../bench/gpu/count-commands';
import { createNullRunner, openCountedGpu, type CountedGpu } from '../../bench/gpu/null-runner';
import { readBuffers, storageBuffer } from '../../../ui/engine/gpu/buffers';
import { createComposeKernel } from '../../../ui/engine/gpu/compose-kernel';
import { createDevicePictures } from '../../../ui/engine/gpu/device-pictures';
import { composeCase } from '../../../ui/engine/gpu/kernel-cases';
import { networkInfo, type ShippedName } from '../../../ui/engine/networks/catalogue';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { goldenInputs } from '../../../ui/engine/networks/self-test/golden-inputs';

// A GPU that counts and computes nothing: the counts are the same on every card.
let gpu: CountedGpu;
let runner: NetworkRunner;

before(async () => {
  gpu = await openCountedGpu();
  runner = createNullRunner(loadAssets(), gpu);
});
after(() => runner.release());

/** The counts of a run after the first, which also sends the weights. */
async function countsOfRun(name: ShippedName): Promise<CommandCounts> {
  const inputs = goldenInputs(networkInfo(name));
  await runner.run(name, inputs);
  return countsOf(gpu.counts, () => runner.run(name, inputs));
}

describe('commands on a GPU', () => {
  for (const [name, most] of [
    ['landmarks', 100],
    ['skin', 46],
  ] as const) {
    test(`${name}: one wait for all outputs, and at most ${most} dispatches`, async () => {
      const { dispatches, maps, bytesRead } = await countsOfRun(name);
      const { outputs } = networkInfo(name);
      assert.equal(outputs.length, 2);
      assert.equal(maps, 1);
      assert.equal(
        bytesRead,
        outputs.reduce((sum, { shape }) => sum + 4 * shape.reduce((a, b) => a * b, 1), 0),
      );
      assert.ok(dispatches > 10 && dispatches <= most, `${dispatches} dispatches`);
    });
  }

  test('the layers of a band are read with one wait', async () => {
    const compose = await createComposeKernel(gpu, await createDevicePictures(gpu.device));
    const [input] = composeCase(128).timed;
    assert.equal(input.layers.length, 2);
    assert.equal((await countsOf(gpu.counts, () => compose(input))).maps, 1);
  });

  test('several buffers are read in their order with one wait', async () => {
    const sizes = [8, 16, 4];
    const parts = sizes.map((size) => ({ buffer: storageBuffer(gpu.device, size + 8), size }));
    let read: ArrayBuffer[] = [];
    const counts = await countsOf(gpu.counts, async () => {
      read = await readBuffers(gpu, parts);
    });
    assert.deepEqual(counts, { dispatches: 0, submits: 1, maps: 1, bytesRead: 28 });
    assert.deepEqual(
      read.map(({ byteLength }) => byteLength),
      sizes,
    );
  });
});
