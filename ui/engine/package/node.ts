import { startEngine, type Engine } from './engine';

export * from '../index';

/** The one function of Node that the engine uses. The engine's tsconfig has no types of Node. */
type ReadFile = (file: URL) => Promise<Uint8Array>;

/**
 * Reads the networks from the package's folder and starts an engine.
 * @throws EngineError if the engine cannot start, and Node's file errors
 */
export async function createEngine(): Promise<Engine> {
  const { readFile } = (await import('node:fs/promises' as string)) as { readonly readFile: ReadFile };
  const read = async (file: string): Promise<Uint8Array> =>
    new Uint8Array(await readFile(new URL(file, import.meta.url)));
  return startEngine(read);
}
