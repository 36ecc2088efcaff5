import { startEngine, type Engine } from './engine';

export * from '../index';

export interface EngineOptions {
  /** Address of the folder with `networks/`, with a slash at the end. Left out: this module's folder. */
  readonly assets?: string | URL;
}

/**
 * Loads the networks and starts an engine.
 * @throws EngineError if the engine cannot start
 * @throws TypeError if a file cannot be loaded
 */
export async function createEngine({ assets = new URL('./', import.meta.url) }: EngineOptions = {}): Promise<Engine> {
  const read = async (file: string): Promise<Uint8Array> => {
    const response = await fetch(new URL(file, assets));
    if (!response.ok)
      throw new TypeError(`Cannot load ${file}: the server answered with HTTP status ${response.status}.`);
    return new Uint8Array(await response.arrayBuffer());
  };
  return startEngine(read);
}
