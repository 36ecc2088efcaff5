import type { KernelPlacement } from '../api/engine-api';
import { CPU_KERNELS, type PixelKernels } from '../pipeline/pixel-kernels';
import { readBuffer } from './buffers';
import { createComposeKernel } from './compose-kernel';
import { createCropKernel, type SampleOnDevice } from './crop-kernel';
import type { GuardedDevice } from './device';
import { createDevicePictures, type DevicePictures } from './device-pictures';
import { createMergeKernel } from './merge-kernel';
import { placeKernel } from './kernel-self-test';
import { composeCase, cropCase, mergeCase } from './kernel-cases';

/** Pixel work on a device, where it is right there and sooner. */
export interface DeviceKernels {
  readonly kernels: PixelKernels;
  /** Samples the networks' inputs on the device; null: crops are not taken there. */
  readonly sample: SampleOnDevice | null;
  readonly placements: Readonly<Record<keyof PixelKernels, KernelPlacement>>;
}

/** A picture small enough to be quick, and large enough that what a device takes for any picture weighs little. */
const TIMED = 1024;

/**
 * Tries every stage on the device. Throws EngineError: gpu-lost.
 * @param timed pixels each way of the picture that time is taken of
 */
export async function openDeviceKernels(guarded: GuardedDevice, timed = TIMED): Promise<DeviceKernels> {
  const { device, guard } = guarded;
  let opened: Promise<DevicePictures> | null = null;
  const pictures = (): Promise<DevicePictures> => (opened ??= createDevicePictures(device));
  const kernels: { sample: SampleOnDevice | null } = { sample: null };

  const crops = await guard(
    placeKernel(device, {
      ...cropCase(timed),
      plain: CPU_KERNELS.readCrop,
      open: async () => {
        const sample = await createCropKernel(device, await pictures());
        kernels.sample = sample;
        return async (input) => {
          const values = sample(input);
          if (values === null) return CPU_KERNELS.readCrop(input);
          return new Float32Array(await readBuffer(guarded, values).finally(() => values.destroy()));
        };
      },
    }),
  );
  const merge = await guard(
    placeKernel(device, {
      ...mergeCase(timed),
      plain: CPU_KERNELS.mergeViews,
      open: async () => createMergeKernel(guarded, await pictures()),
    }),
  );
  const compose = await guard(
    placeKernel(device, {
      ...composeCase(timed),
      plain: CPU_KERNELS.compose,
      open: async () => createComposeKernel(guarded, await pictures()),
    }),
  );

  const taken = crops.finding.device === 'gpu';
  return {
    kernels: { readCrop: taken ? crops.stage : CPU_KERNELS.readCrop, mergeViews: merge.stage, compose: compose.stage },
    sample: taken ? kernels.sample : null,
    placements: { readCrop: crops.finding, mergeViews: merge.finding, compose: compose.finding },
  };
}
