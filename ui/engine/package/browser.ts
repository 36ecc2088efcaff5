import { NETWORK_NAMES, networkInfo } from '../networks/catalogue';
import { engineOf, type Engine } from './engine';

export * from '../index';

export interface EngineOptions {
  /** Address of the folder with `ort.wasm` and `networks/`, ending in a slash. Left out: the folder of this module. */
  readonly assets?: string | URL;
}

/** Loads the networks and makes an engine. Throws EngineError, and TypeError if a file cannot be loaded. */
export async function createEngine({ assets = new URL('./', import.meta.url) }: EngineOptions = {}): Promise<Engine> {
  const read = async (file: string): Promise<Uint8Array> => {
    const response = await fetch(new URL(file, assets));
    if (!response.ok) throw new TypeError(`cannot load ${file}: HTTP status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
  const networks = await Promise.all(
    NETWORK_NAMES.map(async (name) => [name, await read(`networks/${networkInfo(name).file}`)] as const),
  );
  return engineOf({ wasm: await read('ort.wasm'), networks: Object.fromEntries(networks) });
}
