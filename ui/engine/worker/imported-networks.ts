import { IMPORTED_NAMES, SHIPPED_NETWORKS, withImported, type NetworkCatalogue } from '../networks/catalogue';
import { networkFile } from '../networks/network-file';
import type { NetworkRunner } from '../networks/runner';
import { selfTest } from '../networks/self-test/self-test';
import { readImported } from '../modelscope/networks';
import { EngineError, type EngineProblem } from '../api/report';

/** The original's networks where an engine has them: read when they are first asked for, and then kept. */
export interface ImportedNetworks {
  /** Ready to run once this resolves. Throws EngineError: imported-unusable (the next call tries again), gpu-lost, out-of-memory. */
  load(): Promise<void>;
}

/**
 * The catalogue for a runner: with the imported networks if their catalogue is valid, else the shipped networks alone.
 * @param catalogue as `npm run models:import` wrote it, parsed
 */
export function importedCatalogue(catalogue: unknown): NetworkCatalogue {
  try {
    return withImported(readImported(catalogue, 'float16'));
  } catch (error) {
    if (error instanceof EngineError) return SHIPPED_NETWORKS;
    throw error;
  }
}

/**
 * @param catalogue as `npm run models:import` wrote it, parsed @param readFile reads a file beside it; rejects if it cannot
 * @param runner will run them @param files where the runner finds the files of its networks
 */
export function createImportedNetworks(
  catalogue: unknown,
  readFile: (file: string) => Promise<Uint8Array>,
  runner: NetworkRunner,
  files: Record<string, Uint8Array>,
): ImportedNetworks {
  let loaded = false;

  async function readAll(): Promise<void> {
    const infos = readImported(catalogue, 'float16');
    const read: Record<string, Uint8Array> = {};
    for (const network of IMPORTED_NAMES) {
      const file = await readFile(infos[network].file).catch(() => {
        throw new EngineError({ code: 'network-missing', network });
      });
      read[network] = networkFile({ [network]: file }, network, withImported(infos));
    }
    Object.assign(files, read);
  }

  /** As for our own networks: whatever gives other numbers than the wasm execution provider is not used. */
  async function test(): Promise<void> {
    if (runner.executionProvider === 'wasm') return;
    const result = await selfTest(runner, IMPORTED_NAMES);
    if (result.state === 'passed') return;
    // Sessions of what is not to be used; ours are made again when they are needed.
    await runner.release();
    throw new EngineError({ code: 'imported-unusable', network: result.network, reason: 'failed-test' });
  }

  return {
    async load() {
      if (loaded) return;
      try {
        await readAll();
        await test();
        loaded = true;
      } catch (error) {
        throw error instanceof EngineError ? new EngineError(unusable(error.problem)) : error;
      }
    },
  };
}

/** Their faults are not the engine's: it goes on with our networks. */
function unusable(problem: EngineProblem): EngineProblem {
  switch (problem.code) {
    case 'network-missing':
      return { code: 'imported-unusable', network: problem.network, reason: 'missing' };
    case 'network-damaged':
      return { code: 'imported-unusable', network: problem.network, reason: 'damaged' };
    default:
      return problem;
  }
}
