import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The binary of onnxruntime-web's wasm execution provider. */
export function ortBinary(): Uint8Array {
  return readFileSync(createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'));
}
