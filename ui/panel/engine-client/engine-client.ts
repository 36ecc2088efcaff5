import { proxy, type ProxyMarked, type Remote } from 'comlink';
import type {
  AnalyseResponse,
  EngineApi,
  ExecutionProvider,
  FacesRequest,
  FacesResponse,
  GpuUse,
  LoadResponse,
  PictureKey,
  PreviewRequest,
  PreviewResponse,
  RetouchRequest,
  RetouchResponse,
  SpotsRequest,
  SpotsResponse,
} from '../../engine/api/engine-api';
import type { PictureData } from '../../engine/api/picture-data';
import type { GivenUp } from '../../engine-page/protocol/messages';
import type { NetworkSetName } from '../../engine/api/settings';
import type { EngineProblem, Progress } from '../../engine/api/report';
import { LaunchRefused, type LaunchedEngine, type EngineLauncher } from './launcher';

type OnProgress = (progress: Progress) => void;

/** The engine was ended before it could answer. */
interface Cancelled {
  readonly state: 'cancelled';
}

export type ClientResponse = RetouchResponse | Cancelled;

/** A picture that an engine keeps. An engine that came after it does not know it. */
export interface PictureHandle {
  readonly launch: number;
  readonly key: PictureKey;
}

type InPicture<Request> = Omit<Request, 'picture'> & { readonly picture: PictureHandle };
type Analysed = Omit<Extract<AnalyseResponse, { state: 'analysed' }>, 'picture'> & { readonly picture: PictureHandle };

/** What is known of the engine; `givenUp`: why it does not run on a GPU that was asked for, null if none was. */
export type EngineStatus =
  | { readonly state: 'starting' }
  /** A GPU's networks are compared with what they must give. */
  | { readonly state: 'testing'; readonly done: number }
  | {
      readonly state: 'running';
      readonly executionProvider: ExecutionProvider;
      readonly networkSets: readonly NetworkSetName[];
      readonly gpu?: GpuUse | undefined;
      readonly givenUp: GivenUp | null;
    }
  | { readonly state: 'failed' };

/** The panel's only way to the engine, which answers one call after another; `cancel` ends them all at once. */
export interface EngineClient {
  /** Starts the engine ahead of the first picture. Resolves when it runs; rejects if it cannot start. */
  start(): Promise<void>;
  /** Tells what becomes of the engine, from now on; one listener at a time. */
  onStatus(listener: (status: EngineStatus) => void): void;
  /** A picture on which the engine itself failed is tried once more in a fresh engine, in the next home if there is one. */
  retouch(request: RetouchRequest, onProgress: OnProgress): Promise<ClientResponse>;
  /** See EngineApi. Nothing comes of it where no engine runs. */
  decodeAhead(picture: PictureData, networks: NetworkSetName): void;
  /** See EngineApi. */
  load(networks: NetworkSetName): Promise<LoadResponse | Cancelled>;
  /** See EngineApi. Of a picture that was analysed by an engine since ended, the next three say `forgotten`. */
  analyse(
    picture: PictureData,
    onProgress: OnProgress,
    networks: NetworkSetName,
  ): Promise<Analysed | Exclude<AnalyseResponse, { state: 'analysed' }> | Cancelled>;
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

/** @param homes where the engine may run, to be tried in this order. One that failed is not tried again; the last one is, anew. */
export function createEngineClient(homes: readonly EngineLauncher[]): EngineClient {
  let current: Launch | null = null;
  let launches = 0;
  /** The home that is tried next. */
  let choice = 0;
  let givenUp: GivenUp | null = null;
  let tell: (status: EngineStatus) => void = () => undefined;
  /** The calls that have no answer yet. */
  const open = new Set<(ending: Ending) => void>();
  /** Why the last engine was ended, if it was for a fault of its own. */
  let fault: EngineProblem | null = null;

  function home(): Promise<LaunchedEngine> {
    if (current === null) {
      launches++;
      const launched = launch(openHome);
      current = launched;
      launched.home.then(
        ({ executionProvider, networkSets, gpu }) => {
          if (current === launched) tell({ state: 'running', executionProvider, networkSets, gpu, givenUp });
        },
        () => {
          if (current !== launched) return;
          current = null;
          tell({ state: 'failed' });
        },
      );
    }
    return current.home;
  }

  /** Opens the first home that can be. */
  async function openHome(signal: AbortSignal): Promise<LaunchedEngine> {
    tell({ state: 'starting' });
    for (;;) {
      const tried = choice;
      // An engine that ends in the middle of its start is refused by that; from then on it is the calls' trouble.
      const attempt = new AbortController();
      signal.addEventListener('abort', () => attempt.abort());
      try {
        let running = false;
        const home = await new Promise<LaunchedEngine>((resolve, reject) => {
          const events = {
            signal: attempt.signal,
            onTested: (done: number) => tell({ state: 'testing', done }),
            onCrash: (problem: EngineProblem) =>
              running ? crashed(problem, signal) : reject(new Error(detailOf(problem))),
          };
          homes[tried]!(events).then(resolve, reject);
        });
        running = true;
        return home;
      } catch (error) {
        attempt.abort();
        if (signal.aborted || !leave(tried, error instanceof LaunchRefused ? error.reason : 'not-started')) throw error;
      }
    }
  }

  /** Goes on to the home after this one; false if it is the last. */
  function leave(home: number, reason: GivenUp): boolean {
    if (home === homes.length - 1) return false;
    choice = Math.max(choice, home + 1);
    givenUp = reason;
    return true;
  }

  function crashed(problem: EngineProblem, signal: AbortSignal): void {
    if (signal.aborted) return;
    leave(choice, 'stopped');
    endAll({ state: 'failed', problem });
  }

  function endAll(ending: Ending): void {
    current?.close();
    current = null;
    for (const end of [...open]) end(ending);
  }

  async function call<Response extends { readonly state: string }>(
    ask: (engine: Remote<EngineApi>, report: OnProgress & ProxyMarked) => Promise<Response>,
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
    open.add(end);
    const opening = home();
    const asked = current;
    const answered = opening
      .then(({ engine }) => ask(engine, report))
      .catch((error: unknown): Ending => ({ state: 'failed', problem: startProblem(error) }));
    const response = await Promise.race([answered, ended]);
    live = false;
    open.delete(end);
    // What waits in an engine that is not to be trusted is asked again, not lost. One that crashed has been left already.
    if (failedInEngine(response) && current === asked) {
      fault = response.problem;
      leave(choice, 'stopped');
      endAll({ state: 'cancelled' });
    }
    return response;
  }

  async function ask<Request extends { readonly picture: PictureHandle }, Response extends { readonly state: string }>(
    { picture, ...request }: Request,
    send: (
      engine: Remote<EngineApi>,
      request: Omit<Request, 'picture'> & { readonly picture: PictureKey },
      report: OnProgress & ProxyMarked,
    ) => Promise<Response>,
    onProgress: OnProgress,
  ): Promise<Response | Ending | { readonly state: 'forgotten' }> {
    if (current === null || picture.launch !== launches) return { state: 'forgotten' };
    const used = choice;
    const response = await call(
      (engine, report) => send(engine, { ...request, picture: picture.key }, report),
      onProgress,
    );
    return failedInEngine(response) && choice !== used ? { state: 'forgotten' } : response;
  }

  return {
    async start() {
      await home();
    },
    onStatus(listener) {
      tell = listener;
    },

    async retouch(request, onProgress) {
      const attempt = async (): Promise<ClientResponse> => {
        const response = await call<RetouchResponse>(
          async (engine, report) => engine.retouch(request, report),
          onProgress,
        );
        // Ended with the engine on which another call failed, and not by `cancel`: as if it had failed itself.
        return response.state === 'cancelled' && fault !== null ? { state: 'failed', problem: fault } : response;
      };
      fault = null;
      const response = await attempt();
      if (!failedInEngine(response)) return response;
      fault = null;
      return attempt();
    },

    decodeAhead(picture, networks) {
      current?.home.then(({ engine }) => engine.decodeAhead(picture, networks)).catch(() => undefined);
    },

    load: (networks) =>
      call<LoadResponse>(
        async (engine) => engine.load(networks),
        () => undefined,
      ),

    async analyse(picture, onProgress, networks) {
      const analyse = (): Promise<AnalyseResponse | Ending> =>
        call<AnalyseResponse>(async (engine, report) => engine.analyse(picture, report, networks), onProgress);
      const used = choice;
      const first = await analyse();
      const response = failedInEngine(first) && choice !== used ? await analyse() : first;
      return response.state === 'analysed'
        ? { ...response, picture: { launch: launches, key: response.picture } }
        : response;
    },

    faces: (request, onProgress) =>
      ask<InPicture<FacesRequest>, FacesResponse>(
        request,
        async (engine, plain, report) => engine.faces(plain, report),
        onProgress,
      ),
    spots: (request, onProgress) =>
      ask<InPicture<SpotsRequest>, SpotsResponse>(
        request,
        async (engine, plain, report) => engine.spots(plain, report),
        onProgress,
      ),
    preview: (request, onProgress) =>
      ask<InPicture<PreviewRequest>, PreviewResponse>(
        request,
        async (engine, plain, report) => engine.preview(plain, report),
        onProgress,
      ),
    cancel() {
      fault = null;
      endAll({ state: 'cancelled' });
    },
  };
}

/** What may be the engine's fault and not the picture's. Its memory is not to be trusted any more: it stays full, or is broken. */
const ENGINE_FAULTS: ReadonlySet<EngineProblem['code']> = new Set([
  'out-of-memory',
  'network-damaged',
  'gpu-lost',
  'internal',
]);

function launch(openHome: (signal: AbortSignal) => Promise<LaunchedEngine>): Launch {
  const end = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    end.signal.addEventListener('abort', () => reject(new Error('the engine was ended')));
  });
  ended.catch(() => undefined);
  // A worker that has ended never answers, so what waits for it is told by `ended`.
  return { home: Promise.race([openHome(end.signal), ended]), close: () => end.abort() };
}

interface Launch {
  /** Settles in any case: rejects if no engine can start, or if it is closed before one has. */
  readonly home: Promise<LaunchedEngine>;
  close(): void;
}

function detailOf(problem: EngineProblem): string {
  return 'detail' in problem ? problem.detail : problem.code;
}

function failedInEngine(response: { readonly state: string }): response is Failed {
  return response.state === 'failed' && ENGINE_FAULTS.has((response as Failed).problem.code);
}

function startProblem(error: unknown): EngineProblem {
  const detail = error instanceof Error ? error.message : String(error);
  return /memory/i.test(detail) ? { code: 'out-of-memory' } : { code: 'internal', detail };
}
