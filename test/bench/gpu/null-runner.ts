import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as ort from 'onnxruntime-web/webgpu';
import { openDevice, type GuardedDevice } from '../../../ui/engine/gpu/device';
import { createWebgpuRunner } from '../../../ui/engine/gpu/webgpu-runner';
import type { NetworkRunner, RunnerAssets } from '../../../ui/engine/networks/runner';
import { countCommands, type CommandCounts } from './count-commands';
import { openNullDevice } from './null-device';

/** A GPU that computes nothing, opened as the engine opens one, with the counts of its commands. */
export interface CountedGpu extends GuardedDevice {
  readonly counts: CommandCounts;
}

/** Opens a device that only counts. */
export async function openCountedGpu(): Promise<CountedGpu> {
  const device = openNullDevice();
  const counts = countCommands(device);
  const adapter = { limits: device.limits, features: device.features, requestDevice: () => Promise.resolve(device) };
  return { ...(await openDevice(adapter as unknown as GPUAdapter)), counts };
}

/**
 * The engine's runner on a counted GPU. It takes onnxruntime-web's build for engines without JSPI, such as Node 20; the
 * commands are the same.
 */
export function createNullRunner({ networks }: Pick<RunnerAssets, 'networks'>, gpu: CountedGpu): NetworkRunner {
  const require = createRequire(import.meta.url);
  const wasm = readFileSync(require.resolve('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm'));
  return createWebgpuRunner({ wasm, networks }, gpu, null, [], ort);
}
