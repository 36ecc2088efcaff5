import { messageOf } from '../../engine/api/message-of';
import type { EngineProblem, Progress } from '../../engine/api/report';
import type { HostApi, HostProblem } from '../../host-api/host-api';
import type { EngineClient, PictureHandle } from '../engine-client/engine-client';
import { VIEW_PARTS, type MadeKeys, type ViewPart } from './view-parts';
import type { OpenPicture, ViewedPicture, ViewRequest } from './viewed-picture';
import { createWorkLoop } from './work-loop';

/** Reads, analyses and previews one picture after another. The latest request wins; overtaken ones are skipped. */
export interface PictureViewer {
  /** Shows another picture; null: none. The same picture is not read again, unless it failed. */
  open(pictureId: string | null): void;
  request(request: ViewRequest): void;
  /** Waits while a run uses the engine. */
  pause(paused: boolean): void;
}

const LOADING: ViewedPicture = { state: 'loading', progress: { stage: 'decode', done: 0 } };
/** An open picture before its first preview. */
const NO_PREVIEWS = {
  spots: null,
  original: null,
  after: null,
  originalDetail: null,
  afterDetail: null,
  progress: null,
  busy: true,
} as const;
/** A new analysis has found the faces without manual ones. */
const MADE_BY_ANALYSIS: MadeKeys = { faces: '[]' };

export function createPictureViewer(
  host: HostApi,
  engine: EngineClient,
  onChange: (picture: ViewedPicture) => void,
): PictureViewer {
  return new Viewer(host, engine, onChange);
}

class Viewer implements PictureViewer {
  private pictureId: string | null = null;
  private latest: ViewRequest | null = null;
  private paused = false;
  private view: ViewedPicture = { state: 'none' };
  /** The picture in the engine; null before its analysis, or after the engine dropped it. */
  private handle: PictureHandle | null = null;
  private made: MadeKeys = MADE_BY_ANALYSIS;
  private readonly loop = createWorkLoop({
    onStart: () => this.change({ busy: true }),
    step: () => this.step(),
    onIdle: () => this.change({ busy: false, progress: null }),
    onError: (error) => this.fail({ code: 'internal', detail: messageOf(error) }),
  });

  constructor(
    private readonly host: HostApi,
    private readonly engine: EngineClient,
    private readonly onChange: (picture: ViewedPicture) => void,
  ) {}

  open(pictureId: string | null): void {
    if (pictureId === this.pictureId && this.view.state !== 'failed') return;
    this.pictureId = pictureId;
    this.handle = null;
    this.show(pictureId === null ? { state: 'none' } : LOADING);
    this.loop.wake();
  }

  request(next: ViewRequest): void {
    // Other networks analyse the picture anew. A picture that failed with these may open with those.
    if (this.latest !== null && next.networks !== this.latest.networks) {
      this.handle = null;
      if (this.view.state === 'failed' && this.pictureId !== null) this.show(LOADING);
    }
    this.latest = next;
    this.loop.wake();
  }

  pause(paused: boolean): void {
    this.paused = paused;
    this.loop.wake();
  }

  /** Makes one part of the view that the latest request lacks; false if none is left. */
  private async step(): Promise<boolean> {
    const { pictureId, latest: request } = this;
    if (pictureId === null || request === null || this.paused || this.view.state === 'failed') return false;
    const isStale = (): boolean => pictureId !== this.pictureId || request.networks !== this.latest?.networks;
    if (this.handle === null) return this.analyse(pictureId, request, isStale);
    if (this.view.state !== 'open') return false;
    const part = VIEW_PARTS.find(({ name, key }) => key(request, this.made) !== (this.made[name] ?? null));
    if (part === undefined) return false;
    await this.make(part, { picture: this.handle, view: this.view, request }, isStale);
    return true;
  }

  private async make(
    part: ViewPart,
    context: { readonly picture: PictureHandle; readonly view: OpenPicture; readonly request: ViewRequest },
    isStale: () => boolean,
  ): Promise<void> {
    const { width, height } = context.view;
    const onProgress = (progress: Progress): void => {
      if (!isStale()) this.change({ progress });
    };
    const result = await part.make({ engine: this.engine, ...context, size: { width, height }, onProgress });
    if (isStale()) return;
    if (result.state === 'failed') this.fail(result.problem);
    else if (result.state !== 'made') this.handle = null;
    else {
      this.made = { ...this.made, [part.name]: part.key(context.request, this.made) };
      this.change(result.change);
    }
  }

  private async analyse(pictureId: string, { networks }: ViewRequest, isStale: () => boolean): Promise<boolean> {
    const read = await this.host.readPicture(pictureId);
    if (isStale()) return true;
    if (read.state === 'failed') return this.fail(read.problem);
    const onProgress = (progress: Progress): void => {
      if (!isStale() && this.view.state === 'loading') this.show({ state: 'loading', progress });
    };
    const analysed = await this.engine.analyse(read.picture, onProgress, networks);
    if (isStale() || analysed.state === 'cancelled') return true;
    if (analysed.state === 'failed') return this.fail(analysed.problem);
    const { picture, width, height, faces } = analysed;
    this.handle = picture;
    this.made = MADE_BY_ANALYSIS;
    if (this.view.state === 'open') this.change({ faces });
    else this.show({ state: 'open', width, height, faces, ...NO_PREVIEWS });
    return true;
  }

  private show(next: ViewedPicture): void {
    this.view = next;
    this.onChange(next);
  }

  private change(part: Partial<OpenPicture>): void {
    if (this.view.state === 'open') this.show({ ...this.view, ...part });
  }

  private fail(problem: EngineProblem | HostProblem): false {
    this.handle = null;
    this.show({ state: 'failed', problem });
    return false;
  }
}
