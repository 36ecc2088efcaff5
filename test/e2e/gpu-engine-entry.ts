// The GPU's engine, cut down for a GPU that is a program: one small network runs on it, and is what the self-test looks
// at; the others run on the CPU of the same build. All else is the engine as it ships.
import { expose } from 'comlink';
import * as ort from 'onnxruntime-web/jspi';
import { checkAdapter } from '../../ui/engine/gpu/adapter';
import { openDevice } from '../../ui/engine/gpu/device';
import { createOrtRunner } from '../../ui/engine/networks/ort-runner';
import type { NetworkRunner, RunnerAssets } from '../../ui/engine/networks/runner';
import { createWebgpuRunner } from '../../ui/engine/networks/webgpu-runner';
import { createEngine } from '../../ui/engine/worker/engine';

declare global {
  /** Set before this runs: what goes wrong. */
  var gpuFault: 'none' | 'wrong numbers' | 'lost at the second picture';
}

const ON_GPU = 'face-short-range';

if (gpuFault === 'wrong numbers') {
  // Memory that is read back is a little off, as drivers have been seen to compute.
  const whole = GPUBuffer.prototype.getMappedRange;
  GPUBuffer.prototype.getMappedRange = function (...range): ArrayBuffer {
    const mapped = whole.apply(this, range);
    if ((this.usage & GPUBufferUsage.MAP_READ) !== 0) new Float32Array(mapped).forEach((value, index, all) => { all[index] = value * 1.1; });
    return mapped;
  };
}

async function openRunner(assets: RunnerAssets): Promise<NetworkRunner> {
  const check = await checkAdapter(navigator.gpu);
  if (check.state === 'refused') throw new Error(check.reason);
  const guarded = await openDevice(check.adapter);
  const gpu = createWebgpuRunner(assets, guarded);
  const cpu = createOrtRunner(ort, { executionProvider: 'webgpu', networks: assets.networks, session: { executionProviders: ['wasm'] } });
  let runs = 0;
  return {
    ...gpu,
    run(network, inputs) {
      if (network !== ON_GPU) return cpu.run(network, inputs);
      const running = gpu.run(network, inputs);
      // The first run is the self-test's, the second the first picture's.
      if (++runs === 3 && gpuFault === 'lost at the second picture') guarded.device.destroy();
      return running;
    },
  };
}

expose(createEngine(openRunner, [ON_GPU]));
