import type { NetworkRunner } from '../networks/runner';

/** Missing in TypeScript's library: https://wicg.github.io/scheduling-apis/ */
declare global {
  var scheduler: { postTask(task: () => void): Promise<void> } | undefined;
}

/**
 * Wraps a runner so that it yields to the event loop after each inference, if the browser has `scheduler.postTask`.
 * Without it, messages such as the next picture's file wait until the current picture is finished.
 */
export function takeTurns(runner: NetworkRunner): NetworkRunner {
  return {
    ...runner,
    async run(network, inputs) {
      const outputs = await runner.run(network, inputs);
      await globalThis.scheduler?.postTask(() => undefined);
      return outputs;
    },
  };
}
