import type { Remote } from 'comlink';
import type { EngineApi, ExecutionProvider, GpuUse } from '../../engine/api/engine-api';
import type { GivenUp } from '../../engine-page/protocol/messages';
import type { NetworkSetName } from '../../engine/api/settings';
import type { EngineProblem } from '../../engine/api/report';

/** A started engine. It ends when the signal of its launch is aborted. */
export interface LaunchedEngine {
  readonly engine: Remote<EngineApi>;
  readonly executionProvider: ExecutionProvider;
  readonly networkSets: readonly NetworkSetName[];
  /** See StartResponse. */
  readonly gpu?: GpuUse | undefined;
}

export interface LaunchEvents {
  /** The self-test of a GPU goes on. @param done its share, 0–1 */
  readonly onTested: (done: number) => void;
  /** The engine ended without a request. */
  readonly onCrash: (problem: EngineProblem) => void;
  readonly signal: AbortSignal;
}

/** One way to start an engine. Rejects if it cannot: with `LaunchRefused` if the reason is known. */
export type EngineLauncher = (events: LaunchEvents) => Promise<LaunchedEngine>;

export class LaunchRefused extends Error {
  constructor(
    readonly reason: GivenUp,
    detail: string = reason,
  ) {
    super(detail);
    this.name = 'LaunchRefused';
  }
}
