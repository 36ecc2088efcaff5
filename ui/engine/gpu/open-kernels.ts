import type { StageFinding } from '../api/engine-api';
import { PLAIN_STAGES, type PixelStages } from '../pipeline/pixel-kernels';
import { readBuffer } from './buffers';
import { createComposeKernel } from './compose-kernel';
import { createCropKernel, type SampleOnDevice } from './crop-kernel';
import type { GuardedDevice } from './device';
import { createDevicePictures, type DevicePictures } from './device-pictures';
import { createMergeKernel } from './merge-kernel';
import { tryStage } from './kernel-self-test';
import { composeTrial, cropTrial, mergeTrial } from './kernel-cases';

/** Pixel work on a device, where it is right there and sooner. */
export interface DeviceStages {
  readonly stages: PixelStages;
  /** Samples the networks' inputs on the device; null: crops are not taken there. */
  readonly sample: SampleOnDevice | null;
  readonly findings: Readonly<Record<keyof PixelStages, StageFinding>>;
}

/** A picture small enough to be quick, and large enough that what a device takes for any picture weighs little. */
const TIMED = 1024;

/**
 * Tries every stage on the device. Throws EngineError: gpu-lost.
 * @param timed pixels each way of the picture that time is taken of
 */
export async function openDeviceStages(guarded: GuardedDevice, timed = TIMED): Promise<DeviceStages> {
  const { device, guard } = guarded;
  let opened: Promise<DevicePictures> | null = null;
  const pictures = (): Promise<DevicePictures> => (opened ??= createDevicePictures(device));
  const kernels: { sample: SampleOnDevice | null } = { sample: null };

  const crops = await guard(
    tryStage(device, {
      ...cropTrial(timed),
      // What was sampled once is kept with the description: a copy of it is another.
      plain: (input) => PLAIN_STAGES.readCrop({ ...input }),
      open: async () => {
        const sample = await createCropKernel(device, await pictures());
        kernels.sample = sample;
        return async (input) => {
          const values = sample(input);
          if (values === null) return PLAIN_STAGES.readCrop(input);
          return new Float32Array(await readBuffer(guarded, values).finally(() => values.destroy()));
        };
      },
    }),
  );
  const merge = await guard(
    tryStage(device, {
      ...mergeTrial(timed),
      plain: PLAIN_STAGES.mergeViews,
      open: async () => createMergeKernel(guarded, await pictures()),
    }),
  );
  const compose = await guard(
    tryStage(device, {
      ...composeTrial(timed),
      plain: PLAIN_STAGES.compose,
      open: async () => createComposeKernel(guarded, await pictures()),
    }),
  );

  const taken = crops.finding.home === 'gpu';
  return {
    stages: { readCrop: taken ? crops.stage : PLAIN_STAGES.readCrop, mergeViews: merge.stage, compose: compose.stage },
    sample: taken ? kernels.sample : null,
    findings: { readCrop: crops.finding, mergeViews: merge.finding, compose: compose.finding },
  };
}
