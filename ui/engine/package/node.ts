import { NETWORK_NAMES, networkInfo } from '../networks/catalogue';
import { engineOf, type Engine } from './engine';

export * from '../index';

/** The one function of Node that the engine uses; the engine's realm has no types of Node. */
type ReadFile = (file: URL) => Promise<Uint8Array>;

/** Reads the networks from the package's folder and makes an engine. Throws EngineError, and Node's file errors. */
export async function createEngine(): Promise<Engine> {
  const { readFile } = (await import('node:fs/promises' as string)) as { readonly readFile: ReadFile };
  const read = async (file: string): Promise<Uint8Array> =>
    new Uint8Array(await readFile(new URL(file, import.meta.url)));
  const networks = await Promise.all(
    NETWORK_NAMES.map(async (name) => [name, await read(`networks/${networkInfo(name).file}`)] as const),
  );
  return engineOf({ wasm: await read('ort.wasm'), networks: Object.fromEntries(networks) });
}
