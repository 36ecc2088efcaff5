import { proxy, type ProxyMarked, type Remote } from 'comlink';
import type { EngineApi, ExecutionProvider, GpuUse } from '../../engine/api/engine-api';
import { messageOf } from '../../engine/api/message-of';
import type { EngineProblem, Progress } from '../../engine/api/report';
import type { NetworkSetName } from '../../engine/api/settings';
import type { GivenUp } from '../../engine-page/protocol/messages';
import { LaunchRefused, type EngineLauncher, type LaunchedEngine } from './launcher';

export type OnProgress = (progress: Progress) => void;

/** The engine was ended before it could answer. */
export interface Cancelled {
  readonly state: 'cancelled';
}

interface Failed {
  readonly state: 'failed';
  readonly problem: EngineProblem;
}

export type Ending = Cancelled | Failed;

/** State of the engine. `givenUp`: why it does not run on a GPU; null if no GPU was tried. */
export type EngineStatus =
  | { readonly state: 'starting' }
  /** The self-test of the GPU runs. `done`: its share, 0–1. */
  | { readonly state: 'testing'; readonly done: number }
  | {
      readonly state: 'running';
      readonly executionProvider: ExecutionProvider;
      readonly networkSets: readonly NetworkSetName[];
      readonly gpu?: GpuUse | undefined;
      readonly givenUp: GivenUp | null;
    }
  | { readonly state: 'failed' };

interface Launch {
  /** Always settles: rejects if no engine can start, or if the launch is closed before. */
  readonly launched: Promise<LaunchedEngine>;
  close(): void;
}

/** One engine at a time: started by the first launcher that works, started anew after a fault, ended with its calls. */
export class EngineProcess {
  onStatus: (status: EngineStatus) => void = () => undefined;
  /** Number of engines that were launched so far. */
  launches = 0;
  /** Index of the launcher that is tried next. */
  launcher = 0;
  /** Why the last engine was ended, if by a fault of its own. */
  fault: EngineProblem | null = null;
  private current: Launch | null = null;
  private givenUp: GivenUp | null = null;
  /** Calls without an answer. */
  private readonly calls = new Set<(ending: Ending) => void>();

  constructor(private readonly launchers: readonly EngineLauncher[]) {}

  /** The engine that runs or starts; null if there is none. */
  running(): Promise<LaunchedEngine> | null {
    return this.current?.launched ?? null;
  }

  /** The running engine; a new one if there is none. Rejects if none can start. */
  launched(): Promise<LaunchedEngine> {
    if (this.current !== null) return this.current.launched;
    this.launches++;
    const started = launch((signal) => this.tryLaunchers(signal));
    this.current = started;
    started.launched.then(
      ({ executionProvider, networkSets, gpu }) => {
        if (this.current !== started) return;
        this.onStatus({ state: 'running', executionProvider, networkSets, gpu, givenUp: this.givenUp });
      },
      () => {
        if (this.current !== started) return;
        this.current = null;
        this.onStatus({ state: 'failed' });
      },
    );
    return started.launched;
  }

  /** Sends a call, and starts an engine for it if none runs. Resolves at the latest when the engine ends. */
  async call<Response extends { readonly state: string }>(
    send: (engine: Remote<EngineApi>, report: OnProgress & ProxyMarked) => Promise<Response>,
    onProgress: OnProgress,
  ): Promise<Response | Ending> {
    let live = true;
    const report = proxy((progress: Progress) => {
      if (live) onProgress(progress);
    });
    let end!: (ending: Ending) => void;
    const ended = new Promise<Ending>((resolve) => {
      end = resolve;
    });
    this.calls.add(end);
    const launched = this.launched();
    const usedLaunch = this.current;
    const answered = launched
      .then(({ engine }) => send(engine, report))
      .catch((error: unknown): Ending => ({ state: 'failed', problem: startProblem(error) }));
    const response = await Promise.race([answered, ended]);
    live = false;
    this.calls.delete(end);
    // A faulty engine is ended; its waiting calls are sent again. An engine that crashed has ended already.
    if (failedInEngine(response) && this.current === usedLaunch) {
      this.fault = response.problem;
      this.leave(this.launcher, 'stopped');
      this.end({ state: 'cancelled' });
    }
    return response;
  }

  /** Ends the engine and its calls. */
  end(ending: Ending): void {
    this.current?.close();
    this.current = null;
    for (const end of [...this.calls]) end(ending);
  }

  /** Starts an engine with the first launcher that can. */
  private async tryLaunchers(signal: AbortSignal): Promise<LaunchedEngine> {
    this.onStatus({ state: 'starting' });
    for (;;) {
      const tried = this.launcher;
      const attempt = new AbortController();
      signal.addEventListener('abort', () => attempt.abort());
      try {
        return await this.tryLauncher(this.launchers[tried]!, attempt.signal, signal);
      } catch (error) {
        attempt.abort();
        const reason = error instanceof LaunchRefused ? error.reason : 'not-started';
        if (signal.aborted || !this.leave(tried, reason)) throw error;
      }
    }
  }

  /** Before the engine runs, its crash rejects the start. Afterwards it ends the calls. */
  private async tryLauncher(
    launcher: EngineLauncher,
    attempt: AbortSignal,
    signal: AbortSignal,
  ): Promise<LaunchedEngine> {
    let running = false;
    const engine = await new Promise<LaunchedEngine>((resolve, reject) => {
      launcher({
        signal: attempt,
        onTested: (done) => this.onStatus({ state: 'testing', done }),
        onCrash: (problem) => (running ? this.crashed(problem, signal) : reject(new Error(detailOf(problem)))),
      }).then(resolve, reject);
    });
    running = true;
    return engine;
  }

  private crashed(problem: EngineProblem, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.leave(this.launcher, 'stopped');
    this.end({ state: 'failed', problem });
  }

  /** Goes on to the launcher after this one; false if it is the last. */
  private leave(launcher: number, reason: GivenUp): boolean {
    if (launcher === this.launchers.length - 1) return false;
    this.launcher = Math.max(this.launcher, launcher + 1);
    this.givenUp = reason;
    return true;
  }
}

/** Problems that may come from the engine and not from the picture. Its memory may stay full or broken after them. */
const ENGINE_FAULTS: ReadonlySet<EngineProblem['code']> = new Set([
  'out-of-memory',
  'network-damaged',
  'gpu-lost',
  'internal',
]);

export function failedInEngine(response: { readonly state: string }): response is Failed {
  return response.state === 'failed' && ENGINE_FAULTS.has((response as Failed).problem.code);
}

function launch(start: (signal: AbortSignal) => Promise<LaunchedEngine>): Launch {
  const end = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    end.signal.addEventListener('abort', () => reject(new Error('the engine was ended')));
  });
  ended.catch(() => undefined);
  // A worker that has ended never answers: `ended` settles what waits for it.
  return { launched: Promise.race([start(end.signal), ended]), close: () => end.abort() };
}

function detailOf(problem: EngineProblem): string {
  return 'detail' in problem ? problem.detail : problem.code;
}

function startProblem(error: unknown): EngineProblem {
  const detail = messageOf(error);
  return /memory/i.test(detail) ? { code: 'out-of-memory' } : { code: 'internal', detail };
}
