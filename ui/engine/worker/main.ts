import { expose } from 'comlink';
import { createWasmRunner } from '../networks/wasm-runner';
import { CPU_KERNELS } from '../pipeline/pixel-kernels';
import type { RunnerAssets } from '../networks/runner';
import type { Backend } from '../pipeline/backend';
import { createEngine } from './engine';

/**
 * The engine's bundle has two homes. In a worker it serves its owner. Where a host forbids workers, the panel
 * runs the same text in its own frame and finds this function there.
 */
declare global {
  var softlightServeEngine: ((port: MessagePort) => void) | undefined;
}

const openBackend = (assets: RunnerAssets): Backend => ({ runner: createWasmRunner(assets), kernels: CPU_KERNELS });

if ('WorkerGlobalScope' in globalThis) expose(createEngine(openBackend));
else globalThis.softlightServeEngine = (port) => expose(createEngine(openBackend), port);
