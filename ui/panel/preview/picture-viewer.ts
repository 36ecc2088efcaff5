import { messageOf } from '../../engine/api/message-of';
import type { EngineProblem, FaceReport, Progress } from '../../engine/api/report';
import type { HostApi, HostProblem, ReadResult } from '../../host-api/host-api';
import type { EngineClient, PictureHandle } from '../engine-client/engine-client';
import { photoOf, type Photo } from './photo-of';
import { PREVIEW_SIDE, VIEW_PARTS, type MadeKeys, type ViewPart } from './view-parts';
import type { OpenPicture, ViewedPicture, ViewRequest } from './viewed-picture';
import { createWorkLoop } from './work-loop';

/** Reads, analyses and previews one picture after another. The latest request wins; overtaken ones are skipped. */
export interface PictureViewer {
  /**
   * Shows another picture; null: none. The same picture is not read again, unless it failed. The photo is shown as soon
   * as its bytes are there, also while the engine starts or works for a run.
   * @param next the picture that is analysed ahead when nothing else is to do; null: none
   */
  open(pictureId: string | null, next: string | null): void;
  request(request: ViewRequest): void;
  /** Waits while a run uses the engine. */
  pause(paused: boolean): void;
}

const LOADING: ViewedPicture = { state: 'loading', progress: { stage: 'decode', done: 0 } };
/** An open picture before its first preview. */
const NO_PREVIEWS = {
  faces: [],
  spots: null,
  found: [],
  people: null,
  original: null,
  after: null,
  originalDetail: null,
  afterDetail: null,
  mask: null,
  clipped: null,
  crops: new Map<string, ImageBitmap>(),
  tiles: [],
  progress: null,
  busy: true,
} as const;
/** A new analysis has found the faces without manual ones. */
const MADE_BY_ANALYSIS: MadeKeys = { faces: '[]' };

/** A picture that the engine holds. */
interface Analysed {
  readonly handle: PictureHandle;
  readonly width: number;
  readonly height: number;
  readonly faces: readonly FaceReport[];
}

/** A picture that was read, and what became of it. */
interface Opened {
  readonly pictureId: string;
  readonly file: Promise<ReadResult>;
  readonly photo: Promise<Photo | null>;
  /** Its analysis ahead, with the networks of the time; null: none, or it failed. */
  analysed: (Analysed & { readonly networks: ViewRequest['networks'] }) | null;
  /** The analysis ahead was tried. */
  tried: boolean;
}

export function createPictureViewer(
  host: HostApi,
  engine: EngineClient,
  onChange: (picture: ViewedPicture) => void,
): PictureViewer {
  return new Viewer(host, engine, onChange);
}

class Viewer implements PictureViewer {
  private opened: Opened | null = null;
  private ahead: Opened | null = null;
  private next: string | null = null;
  private latest: ViewRequest | null = null;
  private paused = false;
  private view: ViewedPicture = { state: 'none' };
  /** The picture in the engine; null before its analysis, or after the engine dropped it. */
  private handle: PictureHandle | null = null;
  private made: MadeKeys = MADE_BY_ANALYSIS;
  private readonly loop = createWorkLoop({
    onStart: () => this.change({ busy: true }),
    step: () => this.step(),
    onIdle: () => this.change({ busy: this.handle === null, progress: null }),
    onError: (error) => this.fail({ code: 'internal', detail: messageOf(error) }),
  });

  constructor(
    private readonly host: HostApi,
    private readonly engine: EngineClient,
    private readonly onChange: (picture: ViewedPicture) => void,
  ) {}

  open(pictureId: string | null, next: string | null): void {
    this.next = next;
    if (pictureId !== (this.opened?.pictureId ?? null) || this.view.state === 'failed') {
      this.handle = null;
      this.opened = pictureId === null ? null : this.ahead?.pictureId === pictureId ? this.ahead : this.read(pictureId);
      this.ahead = null;
      this.show(this.opened === null ? { state: 'none' } : LOADING);
      if (this.opened !== null) this.showPhoto(this.opened);
    }
    this.loop.wake();
  }

  request(next: ViewRequest): void {
    // Other networks analyse the picture anew. A picture that failed with these may open with those.
    if (this.latest !== null && next.networks !== this.latest.networks) {
      this.handle = null;
      if (this.view.state === 'failed' && this.opened !== null) this.show(LOADING);
    }
    this.latest = next;
    this.loop.wake();
  }

  pause(paused: boolean): void {
    this.paused = paused;
    this.loop.wake();
  }

  private read(pictureId: string): Opened {
    const file = this.host.readPicture(pictureId);
    const photo = file
      .then((read) => (read.state === 'read' ? photoOf(read.picture, PREVIEW_SIDE) : null))
      .catch(() => null);
    return { pictureId, file, photo, analysed: null, tried: false };
  }

  /** Shows the photo before the engine knows it. */
  private showPhoto(opened: Opened): void {
    void opened.photo.then((photo) => {
      if (photo === null || opened !== this.opened || this.view.state !== 'loading') return;
      const { width, height, image } = photo;
      this.show({ state: 'open', width, height, analysed: false, ...NO_PREVIEWS, original: image });
    });
  }

  /** Makes one part of the view that the latest request lacks; false if none is left. */
  private async step(): Promise<boolean> {
    const { opened, latest: request } = this;
    if (opened === null || request === null || this.paused || this.view.state === 'failed') return false;
    const isStale = (): boolean => opened !== this.opened || request.networks !== this.latest?.networks;
    if (this.handle === null) return this.analyse(opened, request, isStale);
    if (this.view.state !== 'open') return false;
    const part = VIEW_PARTS.find(({ name, key }) => key(request, this.made) !== (this.made[name] ?? null));
    if (part === undefined) return this.analyseAhead(request);
    await this.make(part, { picture: this.handle, view: this.view, request }, isStale);
    return true;
  }

  private async make(
    part: ViewPart,
    context: { readonly picture: PictureHandle; readonly view: OpenPicture; readonly request: ViewRequest },
    isStale: () => boolean,
  ): Promise<void> {
    const onProgress = (progress: Progress): void => {
      if (!isStale()) this.change({ progress });
    };
    const result = await part.make({ engine: this.engine, ...context, onProgress });
    if (isStale()) return;
    if (result.state === 'failed') this.fail(result.problem);
    else if (result.state !== 'made') this.handle = null;
    else {
      this.made = { ...this.made, [part.name]: part.key(context.request, this.made) };
      this.change(result.change);
    }
  }

  private async analyse(opened: Opened, { networks }: ViewRequest, isStale: () => boolean): Promise<boolean> {
    const { analysed: known } = opened;
    opened.analysed = null;
    if (known !== null && known.networks === networks) {
      await opened.photo;
      if (!isStale()) this.take(known);
      return true;
    }
    const read = await opened.file;
    if (isStale()) return true;
    if (read.state === 'failed') return this.fail(read.problem);
    const onProgress = (progress: Progress): void => {
      if (isStale()) return;
      if (this.view.state === 'loading') this.show({ state: 'loading', progress });
      else this.change({ progress });
    };
    const analysed = await this.engine.analyse(read.picture, onProgress, networks);
    if (isStale() || analysed.state === 'cancelled') return true;
    if (analysed.state === 'failed') return this.fail(analysed.problem);
    const { picture, width, height, faces } = analysed;
    this.take({ handle: picture, width, height, faces });
    return true;
  }

  private take({ handle, width, height, faces }: Analysed): void {
    this.handle = handle;
    this.made = MADE_BY_ANALYSIS;
    const known = { width, height, analysed: true, faces };
    if (this.view.state === 'open') this.change(known);
    else this.show({ state: 'open', ...NO_PREVIEWS, ...known });
  }

  /** Analyses the next picture while nothing else is to do. False if it is done. */
  private async analyseAhead({ networks }: ViewRequest): Promise<boolean> {
    const { next } = this;
    if (next === null) return false;
    if (this.ahead?.pictureId !== next) this.ahead = this.read(next);
    const ahead = this.ahead;
    if (ahead.tried) return false;
    ahead.tried = true;
    this.change({ busy: false, progress: null });
    const read = await ahead.file;
    if (read.state === 'failed' || this.ahead !== ahead) return true;
    const analysed = await this.engine.analyse(read.picture, () => undefined, networks);
    if (analysed.state !== 'analysed') return true;
    const { picture, width, height, faces } = analysed;
    ahead.analysed = { handle: picture, width, height, faces, networks };
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
