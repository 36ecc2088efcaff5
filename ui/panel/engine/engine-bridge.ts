import { proxy, type ProxyMarked, type Remote } from 'comlink';
import type {
  AnalyseResponse, EngineApi, EngineAssets, FacesRequest, FacesResponse, PictureKey, PreviewRequest, PreviewResponse, RetouchRequest, RetouchResponse, SpotsRequest, SpotsResponse,
} from '../../channel/engine-api';
import type { EngineProblem, Progress } from '../../engine/report';
import { openEngineHome, type EngineHome } from './engine-home';

type OnProgress = (progress: Progress) => void;

/** The engine was ended before it could answer. */
interface Cancelled {
  readonly state: 'cancelled';
}

export type BridgeResponse = RetouchResponse | Cancelled;

/** A picture that an engine keeps. An engine that came after it does not know it. */
export interface PictureHandle {
  readonly launch: number;
  readonly key: PictureKey;
}

type InPicture<Request> = Omit<Request, 'picture'> & { readonly picture: PictureHandle };
type Analysed = (Omit<Extract<AnalyseResponse, { state: 'analysed' }>, 'picture'> & { readonly picture: PictureHandle });

/** The panel's only way to the engine, which answers one call after another; `cancel` ends them all at once. */
export interface EngineBridge {
  /** Starts the engine ahead of the first picture. Resolves to its execution provider; rejects if it cannot start. */
  start(): Promise<'wasm' | 'webgpu'>;
  /** A picture on which the engine itself failed is tried once more in a fresh engine. */
  retouch(request: RetouchRequest, onProgress: OnProgress): Promise<BridgeResponse>;
  /** See EngineApi. Of a picture that was analysed by an engine since ended, the next three say `forgotten`. */
  analyse(bytes: Uint8Array, onProgress: OnProgress): Promise<Analysed | Exclude<AnalyseResponse, { state: 'analysed' }> | Cancelled>;
  faces(request: InPicture<FacesRequest>, onProgress: OnProgress): Promise<FacesResponse | Cancelled>;
  spots(request: InPicture<SpotsRequest>, onProgress: OnProgress): Promise<SpotsResponse | Cancelled>;
  preview(request: InPicture<PreviewRequest>, onProgress: OnProgress): Promise<PreviewResponse | Cancelled>;
  /**
   * Ends the running call and those that wait. onnxruntime-web cannot stop inside a run, so the worker is ended
   * with it; the next picture gets a new one.
   */
  cancel(): void;
}

interface Failed {
  readonly state: 'failed';
  readonly problem: EngineProblem;
}

type Ending = Cancelled | Failed;

/** @param source the engine's bundle @param readAssets packed files, read only when an engine starts */
export function createEngineBridge(source: string, readAssets: () => EngineAssets): EngineBridge {
  let current: LaunchedEngine | null = null;
  let launches = 0;
  /** The calls that have no answer yet. */
  const open = new Set<(ending: Ending) => void>();
  /** Why the last engine was ended, if it was for a fault of its own. */
  let fault: EngineProblem | null = null;

  function home(): Promise<EngineHome> {
    if (current === null) {
      launches++;
      const launched = launch(source, readAssets, (problem) => endAll({ state: 'failed', problem }));
      current = launched;
      launched.home.catch(() => {
        if (current === launched) current = null;
      });
    }
    return current.home;
  }

  function endAll(ending: Ending): void {
    current?.close();
    current = null;
    for (const end of [...open]) end(ending);
  }

  async function call<Response extends { readonly state: string }>(
    ask: (engine: Remote<EngineApi>, report: OnProgress & ProxyMarked) => Promise<Response>, onProgress: OnProgress,
  ): Promise<Response | Ending> {
    let live = true;
    const report = proxy((progress: Progress) => {
      if (live) onProgress(progress);
    });
    let end!: (ending: Ending) => void;
    const ended = new Promise<Ending>((resolve) => {
      end = resolve;
    });
    open.add(end);
    const answered = home().then(({ engine }) => ask(engine, report)).catch((error: unknown): Ending => ({ state: 'failed', problem: startProblem(error) }));
    const response = await Promise.race([answered, ended]);
    live = false;
    open.delete(end);
    // What waits in an engine that is not to be trusted is asked again, not lost.
    if (failedInEngine(response)) {
      fault = response.problem;
      endAll({ state: 'cancelled' });
    }
    return response;
  }

  function ask<Request extends { readonly picture: PictureHandle }, Response extends { readonly state: string }>(
    { picture, ...request }: Request,
    send: (engine: Remote<EngineApi>, request: Omit<Request, 'picture'> & { readonly picture: PictureKey }, report: OnProgress & ProxyMarked) => Promise<Response>,
    onProgress: OnProgress,
  ): Promise<Response | Ending | { readonly state: 'forgotten' }> {
    if (current === null || picture.launch !== launches) return Promise.resolve({ state: 'forgotten' });
    return call((engine, report) => send(engine, { ...request, picture: picture.key }, report), onProgress);
  }

  return {
    start: async () => (await home()).executionProvider,

    async retouch(request, onProgress) {
      const attempt = async (): Promise<BridgeResponse> => {
        const response = await call<RetouchResponse>(async (engine, report) => engine.retouch(request, report), onProgress);
        // Ended with the engine on which another call failed, and not by `cancel`: as if it had failed itself.
        return response.state === 'cancelled' && fault !== null ? { state: 'failed', problem: fault } : response;
      };
      fault = null;
      const response = await attempt();
      if (!failedInEngine(response)) return response;
      fault = null;
      return attempt();
    },

    async analyse(bytes, onProgress) {
      const response = await call<AnalyseResponse>(async (engine, report) => engine.analyse(bytes, report), onProgress);
      return response.state === 'analysed' ? { ...response, picture: { launch: launches, key: response.picture } } : response;
    },

    faces: (request, onProgress) =>
      ask<InPicture<FacesRequest>, FacesResponse>(request, async (engine, plain, report) => engine.faces(plain, report), onProgress),
    spots: (request, onProgress) =>
      ask<InPicture<SpotsRequest>, SpotsResponse>(request, async (engine, plain, report) => engine.spots(plain, report), onProgress),
    preview: (request, onProgress) =>
      ask<InPicture<PreviewRequest>, PreviewResponse>(request, async (engine, plain, report) => engine.preview(plain, report), onProgress),
    cancel() {
      fault = null;
      endAll({ state: 'cancelled' });
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

function failedInEngine(response: { readonly state: string }): response is Failed {
  return response.state === 'failed' && ENGINE_FAULTS.has((response as Failed).problem.code);
}

function startProblem(error: unknown): EngineProblem {
  const detail = error instanceof Error ? error.message : String(error);
  return /memory/i.test(detail) ? { code: 'out-of-memory' } : { code: 'internal', detail };
}
