import * as ort from 'onnxruntime-web/wasm';
import { createOrtRunner, exactBuffer } from './ort-runner';
import type { NetworkRunner, RunnerAssets } from './runner';

/**
 * Runs networks on onnxruntime-web's wasm execution provider with one thread. Sessions are made when first
 * needed and kept. onnxruntime-web is initialised once a realm: a failed start is permanent there, so a
 * retry needs a fresh worker.
 */
export function createWasmRunner({ wasm, networks }: RunnerAssets): NetworkRunner {
  // With the binary and one thread set, onnxruntime-web neither fetches nor imports anything (needed under Figma's CSP).
  ort.env.wasm.wasmBinary = exactBuffer(wasm);
  ort.env.wasm.numThreads = 1;
  return createOrtRunner(ort, {
    executionProvider: 'wasm',
    networks,
    session: { executionProviders: ['wasm'], graphOptimizationLevel: 'all' },
  });
}
