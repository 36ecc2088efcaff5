import type { ProxyMarked, Remote } from 'comlink';
import type {
  AnalyseResponse,
  EngineApi,
  FacesRequest,
  FacesResponse,
  LoadResponse,
  PeopleResponse,
  PictureKey,
  PreviewRequest,
  PreviewResponse,
  RetouchRequest,
  RetouchResponse,
  SpotsRequest,
  SpotsResponse,
} from '../../engine/api/engine-api';
import type { PictureData } from '../../engine/api/picture-data';
import type { NetworkSetName } from '../../engine/api/settings';
import {
  EngineProcess,
  failedInEngine,
  type Cancelled,
  type EngineStatus,
  type Ending,
  type OnProgress,
} from './engine-process';
import type { EngineLauncher } from './launcher';

export type { EngineStatus };

export type ClientResponse = RetouchResponse | Cancelled;

/** A picture that an engine keeps. A later engine does not have it. */
export interface PictureHandle {
  readonly launch: number;
  readonly key: PictureKey;
}

type InPicture<Request> = Omit<Request, 'picture'> & { readonly picture: PictureHandle };
type Analysed = Omit<Extract<AnalyseResponse, { state: 'analysed' }>, 'picture'> & { readonly picture: PictureHandle };

/** The panel's only connection to the engine, which answers calls one after another. `cancel` ends all of them. */
export interface EngineClient {
  /** Starts the engine ahead of the first picture. Resolves when it runs; rejects if it cannot start. */
  start(): Promise<void>;
  /** Reports the state of the engine from now on; one listener at a time. */
  onStatus(listener: (status: EngineStatus) => void): void;
  /** A picture on which the engine itself fails is tried once more in a fresh engine, by the next launcher if any. */
  retouch(request: RetouchRequest, onProgress: OnProgress): Promise<ClientResponse>;
  /** See EngineApi. Does nothing while no engine runs. */
  decodeAhead(picture: PictureData, networks: NetworkSetName): void;
  /** See EngineApi. */
  load(networks: NetworkSetName): Promise<LoadResponse | Cancelled>;
  /** See EngineApi. If the engine that analysed a picture has ended, the next four calls give `forgotten`. */
  analyse(
    picture: PictureData,
    onProgress: OnProgress,
    networks: NetworkSetName,
  ): Promise<Analysed | Exclude<AnalyseResponse, { state: 'analysed' }> | Cancelled>;
  faces(request: InPicture<FacesRequest>, onProgress: OnProgress): Promise<FacesResponse | Cancelled>;
  spots(request: InPicture<SpotsRequest>, onProgress: OnProgress): Promise<SpotsResponse | Cancelled>;
  people(request: InPicture<FacesRequest>, onProgress: OnProgress): Promise<PeopleResponse | Cancelled>;
  preview(request: InPicture<PreviewRequest>, onProgress: OnProgress): Promise<PreviewResponse | Cancelled>;
  /**
   * Ends the running call and the waiting ones. onnxruntime-web cannot stop inside a run, so the worker ends too. The
   * next picture gets a new worker.
   */
  cancel(): void;
}

/** @param launchers tried in this order. A launcher that failed is not tried again, except the last one. */
export function createEngineClient(launchers: readonly EngineLauncher[]): EngineClient {
  return new Client(new EngineProcess(launchers));
}

type OpenPictureRequest = { readonly picture: PictureHandle };

class Client implements EngineClient {
  constructor(private readonly process: EngineProcess) {}

  async start(): Promise<void> {
    await this.process.launched();
  }

  onStatus(listener: (status: EngineStatus) => void): void {
    this.process.onStatus = listener;
  }

  async retouch(request: RetouchRequest, onProgress: OnProgress): Promise<ClientResponse> {
    const attempt = async (): Promise<ClientResponse> => {
      const response = await this.process.call<RetouchResponse>(
        async (engine, report) => engine.retouch(request, report),
        onProgress,
      );
      // The engine ended because another call failed on it, and not by `cancel`: this call failed with it.
      const { fault } = this.process;
      return response.state === 'cancelled' && fault !== null ? { state: 'failed', problem: fault } : response;
    };
    this.process.fault = null;
    const response = await attempt();
    if (!failedInEngine(response)) return response;
    this.process.fault = null;
    return attempt();
  }

  decodeAhead(picture: PictureData, networks: NetworkSetName): void {
    this.process
      .running()
      ?.then(({ engine }) => engine.decodeAhead(picture, networks))
      .catch(() => undefined);
  }

  load(networks: NetworkSetName): Promise<LoadResponse | Ending> {
    return this.process.call<LoadResponse>(
      async (engine) => engine.load(networks),
      () => undefined,
    );
  }

  async analyse(
    picture: PictureData,
    onProgress: OnProgress,
    networks: NetworkSetName,
  ): ReturnType<EngineClient['analyse']> {
    const analyse = (): Promise<AnalyseResponse | Ending> =>
      this.process.call<AnalyseResponse>(
        async (engine, report) => engine.analyse(picture, report, networks),
        onProgress,
      );
    const { launcher } = this.process;
    const first = await analyse();
    const response = failedInEngine(first) && this.process.launcher !== launcher ? await analyse() : first;
    if (response.state !== 'analysed') return response;
    return { ...response, picture: { launch: this.process.launches, key: response.picture } };
  }

  faces(request: InPicture<FacesRequest>, onProgress: OnProgress): Promise<FacesResponse | Ending> {
    return this.callOn<InPicture<FacesRequest>, FacesResponse>(
      request,
      async (engine, plain, report) => engine.faces(plain, report),
      onProgress,
    );
  }

  spots(request: InPicture<SpotsRequest>, onProgress: OnProgress): Promise<SpotsResponse | Ending> {
    return this.callOn<InPicture<SpotsRequest>, SpotsResponse>(
      request,
      async (engine, plain, report) => engine.spots(plain, report),
      onProgress,
    );
  }

  people(request: InPicture<FacesRequest>, onProgress: OnProgress): Promise<PeopleResponse | Ending> {
    return this.callOn<InPicture<FacesRequest>, PeopleResponse>(
      request,
      async (engine, plain, report) => engine.people(plain, report),
      onProgress,
    );
  }

  preview(request: InPicture<PreviewRequest>, onProgress: OnProgress): Promise<PreviewResponse | Ending> {
    return this.callOn<InPicture<PreviewRequest>, PreviewResponse>(
      request,
      async (engine, plain, report) => engine.preview(plain, report),
      onProgress,
    );
  }

  cancel(): void {
    this.process.fault = null;
    this.process.end({ state: 'cancelled' });
  }

  /** A call on a picture that the engine keeps. */
  private async callOn<Request extends OpenPictureRequest, Response extends { readonly state: string }>(
    { picture, ...request }: Request,
    send: (
      engine: Remote<EngineApi>,
      request: Omit<Request, 'picture'> & { readonly picture: PictureKey },
      report: OnProgress & ProxyMarked,
    ) => Promise<Response>,
    onProgress: OnProgress,
  ): Promise<Response | Ending | { readonly state: 'forgotten' }> {
    const { launcher, launches } = this.process;
    if (this.process.running() === null || picture.launch !== launches) return { state: 'forgotten' };
    const response = await this.process.call(
      (engine, report) => send(engine, { ...request, picture: picture.key }, report),
      onProgress,
    );
    return failedInEngine(response) && this.process.launcher !== launcher ? { state: 'forgotten' } : response;
  }
}
