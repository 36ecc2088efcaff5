import type { NetworkRunner } from '../../ui/engine/networks/runner';

/** A runner that passes everything on to another and counts the runs. */
export interface CountingRunner extends NetworkRunner {
  readonly runs: number;
}

export function countRuns(runner: NetworkRunner): CountingRunner {
  let runs = 0;
  return {
    executionProvider: runner.executionProvider,
    get runs() {
      return runs;
    },
    run(network, inputs) {
      runs++;
      return runner.run(network, inputs);
    },
    release: () => runner.release(),
  };
}
