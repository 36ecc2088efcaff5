import { networkInfo, type NetworkName } from '../../ui/engine/networks/catalogue';
import type { NetworkRunner } from '../../ui/engine/networks/runner';
import { goldenInputs } from '../../ui/engine/networks/self-test/golden-inputs';
import { describeOutputs, type GoldenNetwork } from '../../ui/engine/networks/self-test/golden-outputs';

/** What a network gives for the inputs of its self-test, as it is stored. The runner is to be one of the wasm execution provider. */
export async function makeGolden(runner: NetworkRunner, name: NetworkName): Promise<GoldenNetwork> {
  const info = networkInfo(name);
  return describeOutputs(info, await runner.run(name, goldenInputs(info)));
}
