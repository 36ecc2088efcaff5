import { IMPORTED_NAMES, networkInfo, type ImportedName, type NetworkName } from '../../ui/engine/networks/catalogue';
import type { NetworkRunner } from '../../ui/engine/networks/runner';
import { goldenInputs } from '../../ui/engine/networks/self-test/golden-inputs';
import type { GoldenNetwork } from '../../ui/engine/networks/golden';
import { describeOutputs } from '../../ui/engine/networks/self-test/golden-outputs';

/** The fields of the imported networks' catalogue that these functions use. */
export interface ImportedCatalogue {
  readonly networks: Readonly<Record<ImportedName, { readonly sha256: string; readonly half: object }>>;
}

/**
 * Runs a network on its golden inputs, and returns the outputs as they are stored.
 * @param runner on the wasm execution provider
 */
export async function makeGolden(runner: NetworkRunner, name: NetworkName): Promise<GoldenNetwork> {
  const info = networkInfo(name, runner.catalogue);
  return describeOutputs(info, await runner.run(name, goldenInputs(info)));
}

/**
 * Adds golden outputs to the catalogue of imported networks, for the files with float16 weights that a GPU runs.
 * @param runner on the wasm execution provider, with those files
 */
export async function withGolden(catalogue: ImportedCatalogue, runner: NetworkRunner): Promise<ImportedCatalogue> {
  const networks = { ...catalogue.networks };
  for (const name of IMPORTED_NAMES) {
    const { outputs } = await makeGolden(runner, name);
    networks[name] = { ...networks[name], half: { ...networks[name].half, golden: outputs } };
  }
  return { networks };
}
