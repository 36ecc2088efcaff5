import { NETWORK_NAMES, networkInfo, type NetworkName } from '../../../ui/engine/networks/catalogue';
import { inputValues, type NetworkRunner } from '../../../ui/engine/networks/runner';
import { elements } from '../../../ui/engine/networks/onnx/shape';

/** The number of runs of each network, and the milliseconds spent in them. */
export interface NetworkTimes {
  readonly runs: Readonly<Record<NetworkName, number>>;
  readonly milliseconds: Readonly<Record<NetworkName, number>>;
  /** All runs as a number of runs on the largest input, by pixels. */
  readonly wholeRuns: Readonly<Record<NetworkName, number>>;
}

export interface TimedRunner extends NetworkRunner {
  /** The measurements since the last call. */
  take(): NetworkTimes;
}

/** Wraps a runner and measures its runs. */
export function timeNetworks(runner: NetworkRunner): TimedRunner {
  let runs = zeros();
  let milliseconds = zeros();
  let wholeRuns = zeros();
  return {
    executionProvider: runner.executionProvider,
    async run(network, inputs) {
      // Sampling a crop counts as pixel work, not as the network's.
      const tensors = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, inputValues(input)]));
      const start = performance.now();
      const outputs = await runner.run(network, tensors);
      milliseconds[network] += performance.now() - start;
      runs[network]++;
      const { name, shape } = networkInfo(network).inputs[0]!;
      wholeRuns[network] += tensors[name]!.length / elements(shape);
      return outputs;
    },
    release: () => runner.release(),
    take() {
      const taken = { runs, milliseconds, wholeRuns };
      runs = zeros();
      milliseconds = zeros();
      wholeRuns = zeros();
      return taken;
    },
  };
}

function zeros(): Record<NetworkName, number> {
  return Object.fromEntries(NETWORK_NAMES.map((name) => [name, 0])) as Record<NetworkName, number>;
}
