import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { ComposeInput } from '../../ui/engine/layers/compose';
import type { CropInput } from '../../ui/engine/picture/crop-input';
import { launchChromium, SOFTWARE_GPU } from '../chromium';
import { onnxFile } from '../bench/speed/onnx-file';
import { openBundle } from '../playground/page-bundle';
import type * as entry from './gpu-kernels-entry';

declare const bundle: typeof entry;

// These tests use the software adapter: it shows that the numbers are right and not the speed.
let browser: Browser;
let page: Page;
let hasAdapter = false;

before(async () => {
  browser = await launchChromium(SOFTWARE_GPU);
  page = await openBundle(browser, 'test/e2e/gpu-kernels-entry.ts');
  hasAdapter = await page.evaluate(async () => (await bundle.device()) !== null);
});
after(() => browser?.close());

function onDevice(check: () => Promise<void>): (context: TestContext) => Promise<void> {
  return async (context) => (hasAdapter ? check() : context.skip('this Chromium has no software adapter for WebGPU'));
}

describe('GPU kernels', () => {
  // Promise: 27
  test(
    'give on a device what TypeScript gives, and only slowness keeps them off it',
    onDevice(async () => {
      const placements = await page.evaluate(
        async () => (await bundle.openDeviceStages((await bundle.device())!, 128)).placements,
      );
      const wrong = Object.entries(placements).filter(
        ([, placement]) => placement.device === 'cpu' && placement.reason !== 'slower',
      );
      assert.deepEqual(wrong, []);
      assert.deepEqual(Object.keys(placements), ['readCrop', 'mergeViews', 'compose']);
    }),
  );

  test(
    'stay in TypeScript if the shader is refused or the numbers are wrong, and the device stays usable',
    onDevice(async () => {
      const found = await page.evaluate(async () => {
        const guarded = (await bundle.device())!;
        const { device } = guarded;
        const plain = bundle.PLAIN_STAGES.readCrop;
        const broken = await bundle.tryStage(device, {
          ...bundle.cropTrial(128),
          plain,
          open: async () => (await bundle.createKernel(device, 'no shader'), plain),
        });
        const shifted = await bundle.tryStage(device, {
          ...bundle.cropTrial(128),
          plain,
          open: () => Promise.resolve(async (input: CropInput) => (await plain(input)).map((value) => value + 0.003)),
        });
        const darker = await bundle.tryStage(device, {
          ...bundle.composeTrial(128),
          plain: bundle.PLAIN_STAGES.compose,
          open: () =>
            Promise.resolve((input: ComposeInput) =>
              bundle.PLAIN_STAGES.compose({
                ...input,
                layers: input.layers.map((layer) => ({ ...layer, opacity: Math.max(0, layer.opacity - 0.2) })),
              }),
            ),
        });
        const pictures = await bundle.createDevicePictures(device);
        const sample = await bundle.createCropKernel(device, pictures);
        const still = await guarded.guard(
          device.queue.onSubmittedWorkDone().then(() => sample(bundle.cropTrial(128).inputs[0]![0]) !== null),
        );
        return {
          reasons: [broken, shifted, darker].map(({ placement }) =>
            placement.device === 'cpu' ? placement.reason : placement.device,
          ),
          kept: broken.kernel === plain,
          still,
        };
      });
      assert.deepEqual(found, { reasons: ['wrong', 'wrong', 'wrong'], kept: true, still: true });
    }),
  );

  test(
    'upload a picture once for all uses of it',
    onDevice(async () => {
      const uploads = await page.evaluate(async () => {
        const guarded = (await bundle.device())!;
        const { device } = guarded;
        const pictures = await bundle.createDevicePictures(device);
        const sample = await bundle.createCropKernel(device, pictures);
        const compose = await bundle.createComposeKernel(guarded, pictures);
        const [input] = bundle.composeTrial(128).inputs[0]!;
        const written: number[] = [];
        const write = device.queue.writeBuffer.bind(device.queue);
        device.queue.writeBuffer = (buffer, ...rest) => (written.push(buffer.size), write(buffer, ...rest));
        for (const size of [64, 20, 9])
          sample({
            picture: input.healed,
            crop: { centerX: 50, centerY: 50, side: 90, angle: 0.1 },
            size,
            range: [0, 1],
          });
        await compose(input);
        return { written, expected: input.healed.data.length };
      });
      assert.deepEqual(uploads.written, [uploads.expected]);
    }),
  );

  test(
    'feed a network with a crop sampled on its device, without a copy on the CPU',
    onDevice(async () => {
      const shape = [1, 3, 40, 40];
      const file = onnxFile({
        nodes: [{ op: 'Add', inputs: ['image', 'image'], output: 'twice' }],
        initializers: [],
        inputs: [{ name: 'image', shape }],
        output: { name: 'twice', shape },
      });
      const info = {
        file: 'twice.onnx',
        sha256: createHash('sha256').update(file).digest('hex'),
        bytes: file.length,
        licence: 'none',
        source: 'made up',
        inputs: [{ name: 'image', shape, range: [-1, 1], meaning: '' }],
        outputs: [{ name: 'twice', shape, range: [-2, 2], meaning: '' }],
      } as const;
      const { sampled, furthest, largest } = await page.evaluate(
        async ([bytes, networkInfo]) => {
          const guarded = (await bundle.device())!;
          const sample = await bundle.createCropKernel(
            guarded.device,
            await bundle.createDevicePictures(guarded.device),
          );
          let sampled = 0;
          const runner = bundle.createRunner(
            Uint8Array.from(bytes),
            networkInfo,
            guarded,
            (input) => (sampled++, sample(input)),
          );
          const image = { ...bundle.cropTrial(128).inputs[2]![0], size: 40 };
          const first = await runner.run('modelscope-blemish', { image });
          const again = await runner.run('modelscope-blemish', { image });
          await runner.release();
          const right = bundle.cropValues(image);
          const off = (made: Float32Array): number =>
            right.reduce((most, value, index) => Math.max(most, Math.abs(made[index]! - 2 * value)), 0);
          return {
            sampled,
            furthest: Math.max(off(first['twice']!), off(again['twice']!)),
            largest: Math.max(...right),
          };
        },
        [[...file], info] as const,
      );
      assert.equal(sampled, 2);
      assert.ok(largest > 0.5 && furthest < 0.005, `${furthest} beside ${largest}`);
    }),
  );
});
