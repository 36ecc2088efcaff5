import { IMPORTED_NAMES, networkInfo, type ImportedName, type NetworkName } from '../../ui/engine/networks/catalogue';
import type { NetworkRunner } from '../../ui/engine/networks/runner';
import { goldenInputs } from '../../ui/engine/networks/self-test/golden-inputs';
import type { GoldenNetwork } from '../../ui/engine/networks/golden';
import { describeOutputs } from '../../ui/engine/networks/self-test/golden-outputs';

/** What of the catalogue of imported networks is looked at here. */
export interface ImportedCatalogue {
  readonly networks: Readonly<Record<ImportedName, { readonly half: object }>>;
}

/** What a network gives for the inputs of its self-test, as it is stored. The runner is to be one of the wasm execution provider. */
export async function makeGolden(runner: NetworkRunner, name: NetworkName): Promise<GoldenNetwork> {
  const info = networkInfo(name, runner.catalogue);
  return describeOutputs(info, await runner.run(name, goldenInputs(info)));
}

/** The catalogue with what the files with float16 weights give, which the runner must run: they are what a GPU runs. */
export async function withGolden(catalogue: ImportedCatalogue, runner: NetworkRunner): Promise<ImportedCatalogue> {
  const networks = { ...catalogue.networks };
  for (const name of IMPORTED_NAMES) {
    const { outputs } = await makeGolden(runner, name);
    networks[name] = { ...networks[name], half: { ...networks[name].half, golden: outputs } };
  }
  return { networks };
}
