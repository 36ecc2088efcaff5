import { useEffect, useRef, useState } from 'preact/hooks';
import type { NetworkSetName } from '../../engine/api/settings';
import type { EngineProblem } from '../../engine/api/report';
import type { EngineClient, EngineStatus } from '../engine-client/engine-client';

export interface NetworksControl {
  /** Network sets of the engine; while it starts, those of the engine before. */
  readonly offered: readonly NetworkSetName[];
  readonly chosen: NetworkSetName;
  /** The set that retouches: Softlight's own until the chosen one is loaded. */
  readonly used: NetworkSetName;
  /** Why Softlight's own set is used again. */
  readonly problem: EngineProblem | null;
  choose(networks: NetworkSetName): void;
}

const OURS = 'softlight';

/** The network set that retouches: first Softlight's own. The choice lasts while the window is open. */
export function useNetworks(engine: EngineClient, status: EngineStatus): NetworksControl {
  const [offered, setOffered] = useState<readonly NetworkSetName[]>([OURS]);
  const [chosen, setChosen] = useState<NetworkSetName>(OURS);
  const [loaded, setLoaded] = useState(true);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  /** Number of choices so far: only the last one counts. */
  const choices = useRef(0);

  function take(networks: NetworkSetName, ready: boolean, why: EngineProblem | null): void {
    choices.current++;
    setChosen(networks);
    setLoaded(ready);
    setProblem(why);
  }
  useEffect(() => {
    if (status.state !== 'running') return;
    setOffered(status.networkSets);
    // The GPU's engine was given up. The inlined engine has only Softlight's own set.
    if (!status.networkSets.includes(chosen)) take(OURS, true, { code: 'imported-absent' });
  }, [status]);

  return {
    offered,
    chosen,
    problem,
    used: loaded ? chosen : OURS,
    choose(networks) {
      take(networks, networks === OURS, null);
      const choice = choices.current;
      if (networks === OURS) return;
      void engine.load(networks).then((response) => {
        if (choice !== choices.current) return;
        if (response.state === 'loaded') setLoaded(true);
        else take(OURS, true, response.state === 'failed' ? response.problem : null);
      });
    },
  };
}
