import { EngineError } from '../api/report';
import type { EngineAssets } from '../api/engine-api';
import { BODY_NETWORKS } from '../networks/catalogue';
import type { NetworkRunner } from '../networks/runner';
import { selfTest } from '../networks/self-test/self-test';
import { unpackNetworks } from './unpack-file';

/** The networks that Shape needs. They are unpacked and tested on first use and then kept. */
export interface BodyNetworks {
  /**
   * Resolves when the networks can run. After a failure the next call tries again.
   * @throws EngineError `internal`: a GPU computes wrong numbers; the panel then uses another engine
   */
  load(): Promise<void>;
}

/** The files of `BODY_NETWORKS`, and all others. */
export function splitAssets(networks: EngineAssets['networks']): {
  readonly body: EngineAssets['networks'];
  readonly rest: EngineAssets['networks'];
} {
  const names: ReadonlySet<string> = new Set(BODY_NETWORKS);
  const of = (isBody: boolean): EngineAssets['networks'] =>
    Object.fromEntries(Object.entries(networks).filter(([name]) => names.has(name) === isBody));
  return { body: of(true), rest: of(false) };
}

/**
 * @param packed network name → file, see `splitAssets`
 * @param runner runs the networks
 * @param files network name → file, where the runner looks; `load` adds the networks
 */
export function createBodyNetworks(
  packed: EngineAssets['networks'],
  runner: NetworkRunner,
  files: Record<string, Uint8Array>,
): BodyNetworks {
  let loaded = false;
  return {
    async load() {
      if (loaded) return;
      Object.assign(files, await unpackNetworks(packed));
      if (runner.executionProvider !== 'wasm') {
        const result = await selfTest(runner, BODY_NETWORKS);
        if (result.state === 'failed')
          throw new EngineError({ code: 'internal', detail: `self-test of ${result.network}: ${result.detail}` });
      }
      loaded = true;
    },
  };
}
