import { proxy, type Remote } from 'comlink';
import type { EngineApi, EngineAssets, RetouchRequest, RetouchResponse } from '../../channel/engine-api';
import type { EngineProblem, Progress } from '../../engine/report';
import { openEngineHome, type EngineHome } from './engine-home';

export type BridgeResponse = RetouchResponse | { readonly state: 'cancelled' };

/** The panel's only way to the engine: one picture at a time, ended at once by `cancel`. */
export interface EngineBridge {
  /** Starts the engine ahead of the first picture. Resolves to its execution provider; rejects if it cannot start. */
  start(): Promise<'wasm' | 'webgpu'>;
  /** A picture on which the engine itself failed is tried once more in a fresh engine. */
  retouch(request: RetouchRequest, onProgress: (progress: Progress) => void): Promise<BridgeResponse>;
  /**
   * Ends the running picture. onnxruntime-web cannot stop inside a run, so the worker is ended with it; the
   * next picture gets a new one.
   */
  cancel(): void;
}

/** @param source the engine's bundle @param readAssets packed files, read only when an engine starts */
export function createEngineBridge(source: string, readAssets: () => EngineAssets): EngineBridge {
  let current: LaunchedEngine | null = null;
  let end: ((response: BridgeResponse) => void) | null = null;

  function home(): Promise<EngineHome> {
    if (current === null) {
      const launched = launch(source, readAssets, (problem) => {
        end?.({ state: 'failed', problem });
        close();
      });
      current = launched;
      launched.home.catch(() => {
        if (current === launched) current = null;
      });
    }
    return current.home;
  }

  async function work(request: RetouchRequest, report: (progress: Progress) => void): Promise<RetouchResponse> {
    try {
      const { engine } = await home();
      return await engine.retouch(request, report);
    } catch (error) {
      return { state: 'failed', problem: startProblem(error) };
    }
  }

  function close(): void {
    current?.close();
    current = null;
  }

  async function attempt(request: RetouchRequest, onProgress: (progress: Progress) => void): Promise<BridgeResponse> {
    const ended = new Promise<BridgeResponse>((resolve) => {
      end = resolve;
    });
    let live = true;
    const report = proxy((progress: Progress) => {
      if (live) onProgress(progress);
    });
    const response = await Promise.race([work(request, report), ended]);
    live = false;
    end = null;
    if (failedInEngine(response)) close();
    return response;
  }

  return {
    start: async () => (await home()).executionProvider,

    async retouch(request, onProgress) {
      const response = await attempt(request, onProgress);
      return failedInEngine(response) ? attempt(request, onProgress) : response;
    },

    cancel() {
      end?.({ state: 'cancelled' });
      close();
    },
  };
}

interface LaunchedEngine {
  /** Settles in any case: rejects if the engine cannot start, or is closed before it has. */
  readonly home: Promise<EngineHome>;
  close(): void;
}

function launch(source: string, readAssets: () => EngineAssets, onCrash: (problem: EngineProblem) => void): LaunchedEngine {
  const opening = openEngineHome(source, onCrash);
  let give!: (reason: Error) => void;
  const closed = new Promise<never>((_, reject) => {
    give = reject;
  });
  // A worker that has ended never answers, so what waits for it is told by `closed`.
  const close = (): void => {
    give(new Error('the engine was ended'));
    opening.then((opened) => opened.close(), () => undefined);
  };
  const started = opening.then(async (opened) => {
    const engine: Remote<EngineApi> = opened.engine;
    const { executionProvider } = await engine.start(readAssets());
    return { ...opened, executionProvider };
  });
  closed.catch(() => undefined);
  started.catch(close);
  return { home: Promise.race([started, closed]), close };
}

/** What may be the engine's fault and not the picture's. Its memory is not to be trusted any more: it stays full, or is broken. */
const ENGINE_FAULTS: ReadonlySet<EngineProblem['code']> = new Set(['out-of-memory', 'network-damaged', 'internal']);

function failedInEngine(response: BridgeResponse): boolean {
  return response.state === 'failed' && ENGINE_FAULTS.has(response.problem.code);
}

function startProblem(error: unknown): EngineProblem {
  const detail = error instanceof Error ? error.message : String(error);
  return /memory/i.test(detail) ? { code: 'out-of-memory' } : { code: 'internal', detail };
}
