import * as ort from 'onnxruntime-web/wasm';
import { createOrtRunner, ortBinary } from './ort-runner';
import type { NetworkRunner, RunnerAssets } from './runner';

/**
 * Creates a runner on onnxruntime-web's wasm execution provider with one thread, for networks that users import. It
 * creates each session at the network's first run and keeps it. onnxruntime-web initialises itself once in a realm and
 * does not recover from a failed start; a retry needs a new worker.
 * @throws Error the assets hold no binary
 */
export function createOrtWasmRunner({ wasm, networks, catalogue }: RunnerAssets): NetworkRunner {
  // With its binary and one thread given, onnxruntime-web fetches and imports nothing. Figma's CSP needs that.
  ort.env.wasm.wasmBinary = ortBinary(wasm);
  ort.env.wasm.numThreads = 1;
  return createOrtRunner(ort, {
    executionProvider: 'wasm',
    networks,
    catalogue,
    session: { executionProviders: ['wasm'], graphOptimizationLevel: 'all' },
  });
}
