import kernels from './kernels.json';

/** The compiled kernels that this JavaScript engine can run. Relaxed SIMD is faster, and not everywhere. */
export function kernelBinary(): Uint8Array<ArrayBuffer> {
  const relaxed = decode(kernels.relaxed);
  return WebAssembly.validate(relaxed) ? relaxed : decode(kernels.plain);
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
