import { expose } from 'comlink';
import { createWasmRunner } from '../networks/wasm-runner';
import { createEngine } from './engine';

/**
 * The engine's bundle has two homes. In a worker it serves its owner. Where a host forbids workers, the panel
 * runs the same text in its own frame and finds this function there.
 */
declare global {
  var softlightServeEngine: ((port: MessagePort) => void) | undefined;
}

if ('WorkerGlobalScope' in globalThis) expose(createEngine(createWasmRunner));
else globalThis.softlightServeEngine = (port) => expose(createEngine(createWasmRunner), port);
