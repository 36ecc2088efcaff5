// This import selects the build of onnxruntime-web for GPUs. It uses WebAssembly's JSPI, which Chromium has from
// version 137. It has two thirds of the size of the other build (asyncify), and calls need no unwinding of the stack.
// build.mjs copies the matching binary.
import * as ort from 'onnxruntime-web/jspi';
import { readBuffers } from './buffers';
import type { SampleOnDevice } from './crop-kernel';
import type { GuardedDevice } from './device';
import type { NetworkName } from '../networks/catalogue';
import { createOrtRunner, ortBinary, type OrtBuild } from '../networks/ort-runner';
import type { NetworkRunner, RunnerAssets } from '../networks/runner';

/**
 * The networks that gain by half precision. The others compute too little to gain, and the face detectors and the blend
 * network fail the self-test in it (`npm run bench:gpu`).
 */
export const HALF_NETWORKS: readonly NetworkName[] = [
  'skin',
  'blemish',
  'inpainting',
  'modelscope-blemish',
  'modelscope-inpainting',
  'modelscope-blend',
];

/** A build of onnxruntime-web with WebGPU. */
export type WebgpuBuild = OrtBuild &
  Pick<typeof ort, 'env'> & { readonly Tensor: Pick<typeof ort.Tensor, 'fromGpuBuffer'> };

/**
 * Creates a runner on onnxruntime-web's WebGPU execution provider, on the given device.
 * @param sample samples crops on the device, where they stay; null: the CPU samples them and uploads the values
 * @param half networks to run in half precision if the device has `shader-f16`
 * @param build left out: the one that uses JSPI
 */
export function createWebgpuRunner(
  { wasm, networks, catalogue }: RunnerAssets,
  guarded: GuardedDevice,
  sample: SampleOnDevice | null,
  half: readonly NetworkName[] = HALF_NETWORKS,
  build: WebgpuBuild = ort,
): NetworkRunner {
  const { device, guard } = guarded;
  const { env } = build;
  env.wasm.wasmBinary = ortBinary(wasm);
  env.wasm.numThreads = 1;
  // At its default level, onnxruntime warns about every shape node, which it computes on the CPU on purpose.
  env.logLevel = 'error';
  return createOrtRunner(build, {
    executionProvider: 'webgpu',
    networks,
    catalogue,
    guard,
    half: device.features.has('shader-f16') ? half : [],
    cropTensor(input, dims) {
      const buffer = sample?.(input) ?? null;
      return buffer === null
        ? null
        : build.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims, dispose: () => buffer.destroy() });
    },
    readTensors: async (tensors) =>
      (
        await readBuffers(
          guarded,
          tensors.map(({ gpuBuffer, size }) => ({ buffer: gpuBuffer, size: 4 * size })),
        )
      ).map((bytes) => new Float32Array(bytes)),
    session: { executionProviders: [{ name: 'webgpu', device }], graphOptimizationLevel: 'all' },
  });
}
