import type { Remote } from 'comlink';
import type { EngineApi, ExecutionProvider, GpuUse } from '../../engine/api/engine-api';
import type { GivenUp } from '../../engine-page/protocol/messages';
import type { NetworkSetName } from '../../engine/api/settings';
import type { EngineProblem } from '../../engine/api/report';

/** A started engine. It ends with the signal that it was opened with. */
export interface LaunchedEngine {
  readonly engine: Remote<EngineApi>;
  readonly executionProvider: ExecutionProvider;
  readonly networkSets: readonly NetworkSetName[];
  /** See StartResponse. */
  readonly gpu?: GpuUse | undefined;
}

export interface LaunchEvents {
  /** The engine runs on a GPU that is being tested; the share that is done (0–1). */
  readonly onTested: (done: number) => void;
  /** The engine has ended by itself. */
  readonly onCrash: (problem: EngineProblem) => void;
  readonly signal: AbortSignal;
}

/** A place where an engine may run. Rejects if it cannot; with HomeRefused if the reason is known. */
export type EngineLauncher = (events: LaunchEvents) => Promise<LaunchedEngine>;

export class LaunchRefused extends Error {
  constructor(
    readonly reason: GivenUp,
    detail: string = reason,
  ) {
    super(detail);
    this.name = 'HomeRefused';
  }
}
