// The one place that chooses the build of onnxruntime-web for GPUs: WebAssembly's JSPI, which Chromium has since 137.
// It is two thirds of the size of the other one (asyncify), and calls into it need no unwinding of the stack. build.mjs
// copies the binary that belongs to it.
import * as ort from 'onnxruntime-web/jspi';
import type { SampleOnDevice } from './crop-kernel';
import type { GuardedDevice } from './device';
import type { NetworkName } from '../networks/catalogue';
import { createOrtRunner, exactBuffer } from '../networks/ort-runner';
import type { NetworkRunner, RunnerAssets } from '../networks/runner';

/**
 * The networks that are large enough to gain by half precision, where a device offers it: of the others arithmetic is next to
 * nothing, and the face detectors and the blend network do not give what they must in it (`npm run bench:gpu`).
 */
export const HALF_NETWORKS: readonly NetworkName[] = [
  'skin',
  'blemish',
  'inpainting',
  'modelscope-blemish',
  'modelscope-inpainting',
  'modelscope-blend',
];

/**
 * Runs networks on onnxruntime-web's WebGPU execution provider, on the given device. Crops are sampled there too, and never
 * leave it; with `sample` null they are sampled here and sent. Networks of `half` run in half precision if the device has `shader-f16`.
 */
export function createWebgpuRunner(
  { wasm, networks }: RunnerAssets,
  { device, guard }: GuardedDevice,
  sample: SampleOnDevice | null,
  half: readonly NetworkName[] = HALF_NETWORKS,
): NetworkRunner {
  ort.env.wasm.wasmBinary = exactBuffer(wasm);
  ort.env.wasm.numThreads = 1;
  // It warns of every node that it computes on the CPU, where shapes belong.
  ort.env.logLevel = 'error';
  return createOrtRunner(ort, {
    executionProvider: 'webgpu',
    networks,
    guard,
    half: device.features.has('shader-f16') ? half : [],
    cropTensor(input, dims) {
      const buffer = sample?.(input) ?? null;
      return buffer === null
        ? null
        : ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims, dispose: () => buffer.destroy() });
    },
    session: { executionProviders: [{ name: 'webgpu', device }], graphOptimizationLevel: 'all' },
  });
}
