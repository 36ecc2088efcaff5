import * as ort from 'onnxruntime-web/wasm';
import wasm from '../../../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm';
import network from '../../../models/landmarks.onnx';

/** Milliseconds from the start of onnxruntime-web alone to its first session, on one thread, binary in memory. */
export async function compile(): Promise<number> {
  const start = performance.now();
  ort.env.wasm.wasmBinary = new Uint8Array(wasm).buffer;
  ort.env.wasm.numThreads = 1;
  await ort.InferenceSession.create(network, { executionProviders: ['wasm'] });
  return performance.now() - start;
}
