import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NETWORK_NAMES, networkInfo, type NetworkName } from '../../ui/engine/networks/catalogue';
import type { RunnerAssets } from '../../ui/engine/networks/runner';
import { EngineError } from '../../ui/engine/report';

/** The networks lie beside both places this code runs from: `plugin/cli/` and, bundled, `dist/cli/`. */
const MODELS = new URL('../../models/', import.meta.url);

/** onnxruntime-web's binary and every network, each checked against the catalogue. Throws EngineError (network-missing, network-damaged). */
export function loadAssets(): RunnerAssets {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'));
  return { wasm, networks: Object.fromEntries(NETWORK_NAMES.map((name) => [name, loadNetwork(name)])) };
}

function loadNetwork(network: NetworkName): Uint8Array {
  const info = networkInfo(network) as ReturnType<typeof networkInfo> | undefined;
  if (info === undefined) throw new EngineError({ code: 'network-missing', network });
  let file: Buffer;
  try {
    file = readFileSync(new URL(info.file, MODELS));
  } catch {
    throw new EngineError({ code: 'network-missing', network });
  }
  if (createHash('sha256').update(file).digest('hex') !== info.sha256) throw new EngineError({ code: 'network-damaged', network });
  return file;
}
