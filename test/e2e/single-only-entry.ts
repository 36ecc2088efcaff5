// The engine of a secure page whose GPU is lost in half precision. Networks run on the CPU, without a self-test.
import { expose } from 'comlink';
import * as ort from 'onnxruntime-web/jspi';
import { createOrtRunner } from '../../ui/engine/networks/ort-runner';
import { CPU_KERNELS } from '../../ui/engine/pipeline/pixel-kernels';
import { createEngine } from '../../ui/engine/worker/engine';

expose(
  createEngine(({ networks, half }) => {
    if (half === true)
      return Promise.resolve({ state: 'refused', reason: 'gpu-lost', detail: 'the shader is not taken' });
    return {
      runner: createOrtRunner(ort, {
        executionProvider: 'webgpu',
        networks,
        session: { executionProviders: ['wasm'] },
      }),
      kernels: CPU_KERNELS,
    };
  }, []),
);
