import { useEffect, useRef, useState } from 'preact/hooks';
import type { NetworkSetName } from '../../engine/api/settings';
import type { EngineProblem } from '../../engine/api/report';
import type { EngineClient, EngineStatus } from '../engine-client/engine-client';

export interface NetworksControl {
  /** The sets that the engine has; while it starts, those of the one before. */
  readonly offered: readonly NetworkSetName[];
  readonly chosen: NetworkSetName;
  /** Whose networks retouch: ours, until those that were chosen are loaded. */
  readonly used: NetworkSetName;
  /** Why ours are used again. */
  readonly problem: EngineProblem | null;
  choose(networks: NetworkSetName): void;
}

const OURS = 'softlight';

/** Whose networks retouch, from ours on: a choice of this window, made where the engine has others. */
export function useNetworks(engine: EngineClient, status: EngineStatus): NetworksControl {
  const [offered, setOffered] = useState<readonly NetworkSetName[]>([OURS]);
  const [chosen, setChosen] = useState<NetworkSetName>(OURS);
  const [loaded, setLoaded] = useState(true);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  /** Of several choices the last one counts. */
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
    // The GPU's engine was given up: the one in the page has ours alone.
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
