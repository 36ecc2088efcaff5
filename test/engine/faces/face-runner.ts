import { readFileSync } from 'node:fs';
import { networkInfo, type NetworkName } from '../../../ui/engine/networks/catalogue';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';

const FACE_NETWORKS: readonly NetworkName[] = ['face-short-range', 'face-full-range', 'landmarks'];

/** A WebAssembly runner with the networks of the face search only. */
export function createFaceRunner(): NetworkRunner {
  const file = (name: NetworkName): Uint8Array =>
    readFileSync(new URL(`../../../models/${networkInfo(name).file}`, import.meta.url));
  return createWasmRunner({
    networks: Object.fromEntries(FACE_NETWORKS.map((name) => [name, file(name)])),
  });
}
