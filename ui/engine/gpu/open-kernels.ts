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

/** Kernels for a device: each on the device if it is correct and faster there, else on the CPU. */
export interface DeviceKernels {
  readonly kernels: PixelKernels;
  /** Samples the networks' inputs on the device; null: the CPU samples crops. */
  readonly sample: SampleOnDevice | null;
  readonly placements: Readonly<Record<keyof PixelKernels, KernelPlacement>>;
}

/** Side in pixels: small enough to be fast, and so large that a device's fixed costs weigh little. */
const TIMED = 1024;

/**
 * Runs the self-test of every kernel.
 * @param timed side in pixels of the picture for the measurement of time
 * @throws EngineError `gpu-lost`
 */
export async function openDeviceKernels(guarded: GuardedDevice, timed = TIMED): Promise<DeviceKernels> {
  const { device, guard } = guarded;
  let pending: Promise<DevicePictures> | null = null;
  const pictures = (): Promise<DevicePictures> => (pending ??= createDevicePictures(device));
  const opened: { sample: SampleOnDevice | null } = { sample: null };

  const crops = await guard(
    placeKernel(device, {
      ...cropCase(timed),
      plain: CPU_KERNELS.readCrop,
      open: async () => {
        const sample = await createCropKernel(device, await pictures());
        opened.sample = sample;
        return async (input) => {
          const values = sample(input);
          if (values === null) return CPU_KERNELS.readCrop(input);
          return new Float32Array(await readBuffer(guarded, { buffer: values }).finally(() => values.destroy()));
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

  const onDevice = crops.placement.device === 'gpu';
  return {
    kernels: {
      readCrop: onDevice ? crops.kernel : CPU_KERNELS.readCrop,
      mergeViews: merge.kernel,
      compose: compose.kernel,
    },
    sample: onDevice ? opened.sample : null,
    placements: { readCrop: crops.placement, mergeViews: merge.placement, compose: compose.placement },
  };
}
