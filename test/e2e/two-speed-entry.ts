// The engine of a secure page with its GPU, except that networks run on the CPU until a test sets `onGpu`: a software
// GPU needs minutes for a picture. Kernels run on the CPU, and there is no self-test.
import { expose } from 'comlink';
import * as ort from 'onnxruntime-web/jspi';
import { checkAdapter } from '../../ui/engine/api/gpu-adapter';
import { openDevice } from '../../ui/engine/gpu/device';
import { createOrtRunner } from '../../ui/engine/networks/ort-runner';
import type { NetworkRunner } from '../../ui/engine/networks/runner';
import { createWebgpuRunner } from '../../ui/engine/gpu/webgpu-runner';
import { CPU_KERNELS } from '../../ui/engine/pipeline/pixel-kernels';
import { createEngine } from '../../ui/engine/worker/engine';

declare global {
  /** A test sets it: from then on networks run on the GPU. */
  var onGpu: boolean | undefined;
}

expose(
  createEngine(async (assets) => {
    const check = await checkAdapter(navigator.gpu);
    if (check.state === 'refused') return { ...check, detail: '' };
    const gpu = createWebgpuRunner(assets, await openDevice(check.adapter), null);
    const cpu = createOrtRunner(ort, {
      executionProvider: 'webgpu',
      networks: assets.networks,
      session: { executionProviders: ['wasm'] },
    });
    return {
      runner: {
        ...gpu,
        run: (...call: Parameters<NetworkRunner['run']>) => (globalThis.onGpu === true ? gpu : cpu).run(...call),
      },
      kernels: CPU_KERNELS,
    };
  }, []),
);
