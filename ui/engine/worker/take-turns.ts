import type { NetworkRunner } from '../networks/runner';

/** What TypeScript's library does not know yet: https://wicg.github.io/scheduling-apis/ */
declare global {
  var scheduler: { postTask(task: () => void): Promise<void> } | undefined;
}

/**
 * A runner after whose every run the event loop turns, where the browser has a scheduler: onnxruntime-web's runs resolve without
 * that, and what was sent meanwhile, such as the next picture's file, would lie until the picture is finished.
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
