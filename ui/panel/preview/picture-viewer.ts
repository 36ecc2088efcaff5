import type { Choices } from '../../engine/api/choices';
import type { PreviewSubject } from '../../engine/api/engine-api';
import type { HostApi, HostProblem } from '../../host-api/host-api';
import type { Box, EngineProblem, FaceReport, Progress, SpotReport } from '../../engine/api/report';
import type { NetworkSetName } from '../../engine/api/settings';
import type { RetouchSettings } from '../../engine/api/settings';
import type { EngineClient, PictureHandle } from '../engine-client/engine-client';

/** A preview that can be drawn, and the part of the picture that it shows. */
export interface PreviewImage {
  readonly bitmap: ImageBitmap;
  readonly region: Box;
}

/** What is known and shown of the chosen picture. */
export type ViewedPicture =
  | { readonly state: 'none' }
  | { readonly state: 'loading'; readonly progress: Progress }
  | { readonly state: 'failed'; readonly problem: EngineProblem | HostProblem }
  | {
      readonly state: 'open';
      readonly width: number;
      readonly height: number;
      readonly faces: readonly FaceReport[];
      /** Found in the present settings, whatever was chosen for them; null: not known yet. */
      readonly spots: readonly SpotReport[] | null;
      readonly original: PreviewImage | null;
      readonly after: PreviewImage | null;
      /** The part that is zoomed into, over the two. */
      readonly originalDetail: PreviewImage | null;
      readonly afterDetail: PreviewImage | null;
      /** Where networks are, while what is shown is not yet what was asked for. */
      readonly progress: Progress | null;
      /** Whether something else was asked for than is shown. */
      readonly busy: boolean;
    };

export type OpenPicture = Extract<ViewedPicture, { state: 'open' }>;

/** What shall be seen of the chosen picture. */
export interface ViewRequest {
  readonly settings: RetouchSettings;
  readonly networks: NetworkSetName;
  readonly choices: Choices;
  /** The part that is zoomed into, in picture pixels; null if all of it is seen. */
  readonly region: Box | null;
  readonly subject: Exclude<PreviewSubject, 'original'>;
}

/** Reads, analyses and previews one picture after another; the last wish counts, those it has overtaken are skipped. */
export interface PictureViewer {
  /** Shows another picture; null: none. The same one again is not read again. */
  open(pictureId: string | null): void;
  request(wish: ViewRequest): void;
  /** Waits while a batch has the engine. */
  pause(paused: boolean): void;
}

const LOADING: ViewedPicture = { state: 'loading', progress: { stage: 'decode', done: 0 } };
const SIDE = 1024;
/** The faces are those of no boxes. */
const NOTHING_MADE = { original: '', faces: '[]', spots: '', after: '', detail: '', originalDetail: '' };

export function createPictureViewer(
  host: HostApi,
  engine: EngineClient,
  onChange: (picture: ViewedPicture) => void,
): PictureViewer {
  let pictureId: string | null = null;
  let wish: ViewRequest | null = null;
  let paused = false;
  let busy = false;
  let asked = false;
  let view: ViewedPicture = { state: 'none' };
  let handle: PictureHandle | null = null;
  /** What each shown thing was made from, to know whether it is what is wished. */
  let made = NOTHING_MADE;

  function show(next: ViewedPicture): void {
    view = next;
    onChange(view);
  }
  function change(part: Partial<OpenPicture>): void {
    if (view.state === 'open') show({ ...view, ...part });
  }

  /** One step towards the wish; false if there is nothing left to do. */
  async function step(): Promise<boolean> {
    const id = pictureId;
    const wanted = wish;
    if (id === null || wanted === null || paused || view.state === 'failed') return false;
    const stale = (): boolean => id !== pictureId || wanted.networks !== wish?.networks;
    if (handle === null) {
      const read = await host.readPicture(id);
      if (stale()) return true;
      if (read.state === 'failed') return end(read.problem);
      const analysed = await engine.analyse(
        read.picture,
        (progress) => {
          if (!stale() && view.state === 'loading') show({ state: 'loading', progress });
        },
        wanted.networks,
      );
      if (stale() || analysed.state === 'cancelled') return true;
      if (analysed.state === 'failed') return end(analysed.problem);
      handle = analysed.picture;
      made = NOTHING_MADE;
      const { width, height, faces } = analysed;
      if (view.state === 'open') change({ faces });
      else {
        show({
          state: 'open',
          width,
          height,
          faces,
          spots: null,
          original: null,
          after: null,
          originalDetail: null,
          afterDetail: null,
          progress: null,
          busy: true,
        });
      }
      return true;
    }
    if (view.state !== 'open') return false;

    const { settings, choices, region, subject } = wanted;
    const whole: Box = { x: 0, y: 0, width: view.width, height: view.height };
    const { manualFaces: outlined } = choices;
    const facesKey = JSON.stringify(outlined);
    const spotsKey = JSON.stringify([settings.heal, settings.sensitivity, settings.largest, outlined]);
    const afterKey = JSON.stringify([settings, choices, subject]);
    const picture = handle;
    const ask = async (shown: PreviewSubject, part: Box | null): Promise<PreviewImage | null> => {
      const response = await engine.preview(
        { picture, settings, choices, side: SIDE, subject: shown, ...(part === null ? {} : { region: part }) },
        (progress) => {
          if (!stale()) change({ progress });
        },
      );
      if (stale()) return null;
      if (response.state === 'failed') end(response.problem);
      else if (response.state !== 'preview') handle = null;
      if (response.state !== 'preview') return null;
      // A bitmap, made off this thread: a canvas would be filled on it.
      const bitmap = await createImageBitmap(
        new ImageData(new Uint8ClampedArray(response.pixels), response.width, response.height),
      );
      return stale() ? null : { bitmap, region: part ?? whole };
    };

    if (made.original === '') {
      const original = await ask('original', null);
      if (original === null) return true;
      made = { ...made, original: 'made' };
      change({ original });
      return true;
    }
    if (made.faces !== facesKey) {
      const seen = await engine.faces({ picture, manualFaces: outlined }, (progress) => {
        if (!stale()) change({ progress });
      });
      if (stale()) return true;
      if (seen.state === 'failed') return end(seen.problem);
      if (seen.state === 'found') {
        made = { ...made, faces: facesKey };
        change({ faces: seen.faces });
      } else handle = null;
      return true;
    }
    if (made.spots !== spotsKey) {
      const found = await engine.spots({ picture, settings, manualFaces: outlined }, (progress) => {
        if (!stale()) change({ progress });
      });
      if (stale()) return true;
      if (found.state === 'failed') return end(found.problem);
      if (found.state === 'found') {
        made = { ...made, spots: spotsKey };
        change({ spots: found.spots });
      } else handle = null;
      return true;
    }
    const detailKey = region === null ? '' : JSON.stringify(region) + afterKey;
    const originalDetailKey = region === null ? '' : JSON.stringify(region);
    if (region === null || made.after === '') {
      if (made.after !== afterKey) {
        const after = await ask(subject, null);
        if (after === null) return true;
        made = { ...made, after: afterKey };
        change({ after, progress: null });
        return true;
      }
    }
    if (made.detail !== detailKey) {
      const afterDetail = region === null ? null : await ask(subject, region);
      if (region !== null && afterDetail === null) return true;
      made = { ...made, detail: detailKey };
      change({ afterDetail, progress: null });
      return true;
    }
    if (made.originalDetail !== originalDetailKey) {
      const originalDetail = region === null ? null : await ask('original', region);
      if (region !== null && originalDetail === null) return true;
      made = { ...made, originalDetail: originalDetailKey };
      change({ originalDetail });
      return true;
    }
    return false;
  }

  function end(problem: EngineProblem | HostProblem): boolean {
    handle = null;
    show({ state: 'failed', problem });
    return false;
  }

  async function work(): Promise<void> {
    asked = true;
    if (busy) return;
    busy = true;
    try {
      change({ busy: true });
      // Something may be asked for just when the last step has found nothing left to do.
      while (asked) {
        asked = false;
        while (await step());
      }
      change({ busy: false, progress: null });
    } catch (error) {
      end({ code: 'internal', detail: error instanceof Error ? error.message : String(error) });
    } finally {
      busy = false;
    }
  }

  return {
    open(id) {
      if (id === pictureId && view.state !== 'failed') return;
      pictureId = id;
      handle = null;
      show(id === null ? { state: 'none' } : LOADING);
      void work();
    },
    request(next) {
      // Other networks see another picture; what failed with these may go well with those.
      if (wish !== null && next.networks !== wish.networks) {
        handle = null;
        if (view.state === 'failed' && pictureId !== null) show(LOADING);
      }
      wish = next;
      void work();
    },
    pause(value) {
      paused = value;
      void work();
    },
  };
}
