import type { EngineProblem } from '../../engine/api/report';
import type { Choices } from '../../engine/api/choices';
import type { RetouchResponse } from '../../engine/api/engine-api';
import type { ChangedLayers, HostApi, HostProblem, PictureJob, SelectionScan, Target } from '../../host-api/host-api';
import type { NetworkSetName } from '../../engine/api/settings';
import type { RetouchSettings } from '../../engine/api/settings';
import type { EngineClient } from '../engine-client/engine-client';
import { timeLeft } from './time-left';
import {
  rowsOf,
  withPictureState,
  withRestCancelled,
  withWriteResults,
  type BatchState,
  type LayerRow,
  type LayerState,
} from './batch-state';
import type { PreparedResults } from './prepared-results';

/** What is asked for one picture. */
export interface Asked {
  readonly settings: RetouchSettings;
  /** Left out: ours. */
  readonly networks?: NetworkSetName;
  readonly choices: Choices;
  /** Kept with the layers, see PictureResult. */
  readonly memory: string;
}

export interface BatchOptions {
  /** What is asked for a picture when its turn comes; null: it is left out. */
  readonly asked: (pictureId: string) => Asked | null;
  /** The list as it is shown, until the host has said what is selected now. */
  readonly listed?: readonly LayerRow[];
  /** Rows of an earlier run that stay as they are if their picture is left out now. */
  readonly earlier?: readonly LayerRow[];
  /** Write flattened pictures for all layers. */
  readonly flatten: boolean;
  /** Compute all, and write nothing yet. */
  readonly review?: boolean;
  /** Results of a run for review: taken where just the same is asked for, and put there by such a run. */
  readonly prepared?: PreparedResults;
  /** What to do with layers that the designer has changed; null: nothing at all, the run is called off. */
  readonly onChanged: (layers: readonly Target[]) => Promise<ChangedLayers | null>;
  /** The selection as it is after the run. */
  readonly onSelection?: (selection: SelectionScan) => void;
}

export interface Batch {
  /** Settles when the last picture is finished or the batch is cancelled; never rejects. */
  readonly finished: Promise<void>;
  /** Ends the picture in the engine at once and starts no other. What is written stays. */
  cancel(): void;
}

type Retouched = Extract<RetouchResponse, { state: 'retouched' }>;

/**
 * Runs a press of Retouch: every picture in turn, from the host through the engine to the layers. A picture
 * that fails never stops the others; a cancelled one writes nothing.
 */
export function runBatch(
  host: HostApi,
  engine: EngineClient,
  options: BatchOptions,
  onChange: (state: BatchState) => void,
): Batch {
  const { review = false, prepared } = options;
  let cancelled = false;
  let changed: ChangedLayers = 'leave';
  let rows: readonly LayerRow[] = options.listed ?? [];
  let pictures: readonly PictureJob[] = [];
  /** The picture after the one in the engine, read and decoded while that one is computed. */
  let ahead: { readonly pictureId: string; readonly read: ReturnType<HostApi['readPicture']> } | null = null;

  let clock: { readonly start: number; readonly all: number; readonly done: number } = {
    start: performance.now(),
    all: 0,
    done: 0,
  };

  function show(next: readonly LayerRow[], running = true): void {
    rows = next;
    const working = rows.find(({ state }) => state.state === 'working')?.state;
    const share = working?.state === 'working' ? working.progress.done : 0;
    onChange({
      running,
      rows,
      timeLeft: running ? timeLeft(performance.now() - clock.start, clock.done, clock.all, share) : null,
    });
  }
  const set = (pictureId: string, state: LayerState): void => show(withPictureState(rows, pictureId, state));
  const fail = (pictureId: string, problem: EngineProblem | HostProblem): void =>
    set(pictureId, { state: 'failed', problem });

  async function retouchOne(picture: PictureJob): Promise<void> {
    const { pictureId } = picture;
    const asked = options.asked(pictureId);
    if (asked === null) {
      // What an earlier run made of it is still so.
      if (rows.some((row) => row.pictureId === pictureId && row.state.state === 'waiting'))
        set(pictureId, { state: 'left-out' });
      return;
    }
    if (isLeftAlone(picture)) return set(pictureId, { state: 'left-alone' });
    set(pictureId, { state: 'working', progress: { stage: 'decode', done: 0 } });
    const flattened = isFlattened(picture);
    const key = keyOf(asked, flattened);
    const result = prepared?.take(pictureId, key) ?? (await compute(picture, asked, flattened));
    if (result === null || cancelled) return;
    const { layers, report } = result;
    if (review) {
      prepared?.put(pictureId, key, result);
      return set(pictureId, { state: 'ready', report });
    }
    const faces = report.faces.filter(({ state }) => state === 'done').length;
    const summary = { faces, spots: report.spots.length };
    const results = await host.writeResult(
      pictureId,
      { layers, flattened: result.flattened, summary, memory: asked.memory },
      changed,
    );
    show(withWriteResults(rows, pictureId, report, results));
  }

  const isLeftAlone = ({ targets }: PictureJob): boolean => changed === 'leave' && !review && targets.every(isChanged);
  const isFlattened = ({ targets }: PictureJob): boolean =>
    options.flatten || targets.some(({ flatten }) => flatten !== null && flatten !== 'rasterised');

  /** Whether a picture's turn will bring it to the engine. */
  function isToCompute(picture: PictureJob): boolean {
    const asked = options.asked(picture.pictureId);
    return (
      asked !== null &&
      !isLeftAlone(picture) &&
      prepared?.has(picture.pictureId, keyOf(asked, isFlattened(picture))) !== true
    );
  }

  /** The engine's result; null if there is none, and why is shown. */
  async function compute(
    { pictureId, layers }: PictureJob,
    { settings, networks = 'softlight', choices }: Asked,
    flattened: boolean,
  ): Promise<Retouched | null> {
    const read = await (ahead?.pictureId === pictureId ? ahead.read : host.readPicture(pictureId));
    ahead = null;
    if (cancelled) return null;
    if (read.state === 'failed') {
      fail(pictureId, read.problem);
      return null;
    }
    readAhead(pictureId);
    const response = await engine.retouch(
      {
        picture: read.picture,
        settings,
        networks,
        choices,
        flattened,
        cropped: layers === 'cropped',
        batchSize: clock.all,
      },
      (progress) => {
        if (!cancelled) set(pictureId, { state: 'working', progress });
      },
    );
    if (cancelled || response.state === 'cancelled') return null;
    if (response.state === 'retouched') return response;
    if (response.state === 'failed') fail(pictureId, response.problem);
    else set(pictureId, { state: 'skipped', reason: response.reason });
    return null;
  }

  function readAhead(current: string): void {
    const next = pictures.slice(1 + pictures.findIndex(({ pictureId }) => pictureId === current)).find(isToCompute);
    if (next === undefined) return;
    const read = host.readPicture(next.pictureId);
    ahead = { pictureId: next.pictureId, read };
    // What went wrong is told when its turn comes; it may never come.
    read
      .then((file) => {
        if (file.state === 'read' && !cancelled)
          engine.decodeAhead(file.picture, options.asked(next.pictureId)?.networks ?? 'softlight');
      })
      .catch(() => undefined);
  }

  /** Whether the run goes on after the designer was asked about layers that they have changed. */
  async function mayGoOn({ pictures }: SelectionScan): Promise<boolean> {
    const layers = pictures
      .filter(({ pictureId }) => options.asked(pictureId) !== null)
      .flatMap(({ targets }) => targets)
      .filter(isChanged);
    // What is changed from now on was never asked about, and is kept.
    const answer = layers.length === 0 || review ? 'beside' : await options.onChanged(layers);
    changed = answer ?? 'leave';
    return answer !== null && !cancelled;
  }

  async function run(): Promise<void> {
    try {
      // The press is seen at once: a long selection takes the host a while.
      show(rows);
      const selection = await host.beginRun({ flatten: options.flatten });
      const earlier = options.earlier ?? [];
      show(
        rowsOf(selection).map(
          (row) => earlier.find(({ nodeId, pictureId }) => nodeId === row.nodeId && pictureId === row.pictureId) ?? row,
        ),
      );
      if (!(await mayGoOn(selection))) return;
      pictures = selection.pictures;
      clock = {
        start: performance.now(),
        all: selection.pictures.filter(({ pictureId }) => options.asked(pictureId) !== null).length,
        done: 0,
      };
      for (const picture of pictures) {
        if (cancelled) break;
        try {
          await retouchOne(picture);
        } catch (error) {
          fail(picture.pictureId, { code: 'internal', detail: error instanceof Error ? error.message : String(error) });
        }
        if (options.asked(picture.pictureId) !== null) clock = { ...clock, done: clock.done + 1 };
      }
    } finally {
      show(withRestCancelled(rows), false);
      const selection = await host.endRun();
      options.onSelection?.(selection);
    }
  }

  return {
    finished: run().catch(() => undefined),
    cancel() {
      cancelled = true;
      engine.cancel();
    },
  };
}

/** What tells whether a result waits for just what is asked. */
function keyOf({ settings, networks, choices }: Asked, flattened: boolean): string {
  return JSON.stringify([settings, networks, choices, flattened]);
}

function isChanged({ earlier }: Target): boolean {
  return earlier !== null && earlier.changes.length > 0;
}
