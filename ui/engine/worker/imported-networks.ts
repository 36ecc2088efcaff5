import { IMPORTED_NAMES, SHIPPED_NETWORKS, withImported, type NetworkCatalogue } from '../networks/catalogue';
import { networkFile } from '../networks/network-file';
import type { NetworkRunner } from '../networks/runner';
import { selfTest } from '../networks/self-test/self-test';
import { readImported } from '../modelscope/networks';
import { EngineError, type EngineProblem } from '../api/report';

/** ModelScope's imported networks. They are read on first use and then kept. */
export interface ImportedNetworks {
  /**
   * Resolves when the networks can run. After a failure the next call tries again.
   * @throws EngineError imported-unusable, gpu-lost, out-of-memory
   */
  load(): Promise<void>;
}

/**
 * The catalogue for a runner: with the imported networks if their catalogue is valid, else only the shipped networks.
 * @param catalogue the parsed catalogue of `npm run models:import`
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
 * @param catalogue the parsed catalogue of `npm run models:import`
 * @param readFile reads a file beside the catalogue; rejects if it cannot be read
 * @param runner runs the networks
 * @param files network name → file, where the runner looks; `load` adds the imported networks
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
    const checked: Record<string, Uint8Array> = {};
    for (const network of IMPORTED_NAMES) {
      const file = await readFile(infos[network].file).catch(() => {
        throw new EngineError({ code: 'network-missing', network });
      });
      checked[network] = networkFile({ [network]: file }, network, withImported(infos));
    }
    Object.assign(files, checked);
  }

  /** Compares outputs with those of the wasm execution provider, as the self-test of the shipped networks does. */
  async function test(): Promise<void> {
    if (runner.executionProvider === 'wasm') return;
    const result = await selfTest(runner, IMPORTED_NAMES);
    if (result.state === 'passed') return;
    // Ends the sessions of the failed networks. The sessions of the shipped networks are created again on use.
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

/** The problem as one of the imported networks: the engine continues with the shipped networks. */
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
