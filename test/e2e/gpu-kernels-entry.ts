// The GPU kernels, for their tests inside a page.
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm';
import { createCropKernel, type SampleOnDevice } from '../../ui/engine/gpu/crop-kernel';
import { createComposeKernel } from '../../ui/engine/gpu/compose-kernel';
import { openDevice, type GuardedDevice } from '../../ui/engine/gpu/device';
import { createDevicePictures } from '../../ui/engine/gpu/device-pictures';
import { createKernel } from '../../ui/engine/gpu/kernel';
import { composeCase, cropCase } from '../../ui/engine/gpu/kernel-cases';
import { placeKernel } from '../../ui/engine/gpu/kernel-self-test';
import { openDeviceKernels } from '../../ui/engine/gpu/open-kernels';
import { withImported, type NetworkInfo } from '../../ui/engine/networks/catalogue';
import type { NetworkRunner } from '../../ui/engine/networks/runner';
import { createWebgpuRunner } from '../../ui/engine/gpu/webgpu-runner';
import { cropValues } from '../../ui/engine/picture/crop-input';
import { CPU_KERNELS } from '../../ui/engine/pipeline/pixel-kernels';

export {
  composeCase as composeTrial,
  createComposeKernel,
  createCropKernel,
  createDevicePictures,
  createKernel,
  cropCase as cropTrial,
  cropValues,
  openDeviceKernels as openDeviceStages,
  CPU_KERNELS as PLAIN_STAGES,
  placeKernel as tryStage,
};

/** A GPU runner whose only network stands for an imported one. */
export function createRunner(
  file: Uint8Array,
  info: NetworkInfo,
  guarded: GuardedDevice,
  sample: SampleOnDevice,
): NetworkRunner {
  const catalogue = withImported({
    'modelscope-blemish': info,
    'modelscope-inpainting': info,
    'modelscope-blend': info,
  });
  return createWebgpuRunner({ wasm, networks: { 'modelscope-blemish': file }, catalogue }, guarded, sample);
}

/** A device of the page's adapter; null without an adapter. */
export async function device(): Promise<GuardedDevice | null> {
  const adapter = await navigator.gpu?.requestAdapter();
  return adapter ? openDevice(adapter) : null;
}
