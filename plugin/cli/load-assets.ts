import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  IMPORTED_NAMES,
  SHIPPED_NAMES,
  SHIPPED_NETWORKS,
  withImported,
  type NetworkCatalogue,
  type NetworkInfo,
  type NetworkName,
} from '../../ui/engine/networks/catalogue';
import type { RunnerAssets } from '../../ui/engine/networks/runner';
import { readImported } from '../../ui/engine/modelscope/networks';
import { EngineError } from '../../ui/engine/api/report';

/** The path is right for the source in `plugin/cli/` and for the bundle in `dist/cli/`. */
const MODELS = fileURLToPath(new URL('../../models/', import.meta.url));
/** Default output folder of `npm run models:import`. */
const IMPORTED = join(MODELS, 'modelscope');

/** The input of a worker's runner. */
export interface CommandAssets extends RunnerAssets {
  readonly catalogue: NetworkCatalogue;
}

/**
 * Loads every network that ships, and checks each against the catalogue.
 * @throws EngineError network-missing, network-damaged
 */
export function loadAssets(): CommandAssets {
  return {
    networks: Object.fromEntries(
      SHIPPED_NAMES.map((name) => [name, loadNetwork(name, SHIPPED_NETWORKS[name], MODELS)]),
    ),
    catalogue: SHIPPED_NETWORKS,
  };
}

/**
 * As `loadAssets`, with ModelScope's imported networks and onnxruntime-web's binary, which runs them.
 * @param folder output folder of the import; null: the default folder
 * @throws EngineError network-missing, network-damaged
 */
export function loadModelscopeAssets(folder: string | null): CommandAssets {
  const from = folder ?? IMPORTED;
  const imported = readImported(readCatalogue(join(from, 'catalogue.json')));
  const shipped = loadAssets();
  const modelscope = Object.fromEntries(IMPORTED_NAMES.map((name) => [name, loadNetwork(name, imported[name], from)]));
  const wasm = readFileSync(createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'));
  return { ...shipped, wasm, networks: { ...shipped.networks, ...modelscope }, catalogue: withImported(imported) };
}

/** The parsed catalogue; null if it cannot be read. */
function readCatalogue(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function loadNetwork(network: NetworkName, info: NetworkInfo | undefined, folder: string): Uint8Array {
  if (info === undefined) throw new EngineError({ code: 'network-missing', network });
  let file: Buffer;
  try {
    file = readFileSync(join(folder, info.file));
  } catch {
    throw new EngineError({ code: 'network-missing', network });
  }
  if (createHash('sha256').update(file).digest('hex') !== info.sha256)
    throw new EngineError({ code: 'network-damaged', network });
  return file;
}
