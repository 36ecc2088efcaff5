import type { EngineProblem } from '../../engine/report';
import type { Choices } from '../../channel/choices';
import type { HostApi, HostProblem, PictureJob } from '../../channel/host-api';
import type { RetouchSettings } from '../../engine/settings';
import type { EngineBridge } from '../engine/engine-bridge';
import { timeLeft } from './time-left';
import { rowsOf, withPictureState, withRestCancelled, withWriteResults, type BatchState, type LayerRow, type LayerState } from './batch-state';

export interface BatchOptions {
  /** What is asked for a picture when its turn comes; null: it is left out. */
  readonly asked: (pictureId: string) => { readonly settings: RetouchSettings; readonly choices: Choices } | null;
  /** Rows of an earlier run that stay as they are if their picture is left out now. */
  readonly earlier?: readonly LayerRow[];
  /** Write flattened pictures for all layers. */
  readonly flatten: boolean;
}

export interface Batch {
  /** Settles when the last picture is finished or the batch is cancelled; never rejects. */
  readonly finished: Promise<void>;
  /** Ends the picture in the engine at once and starts no other. What is written stays. */
  cancel(): void;
}

/**
 * Runs a press of Retouch: every picture in turn, from the host through the engine to the layers. A picture
 * that fails never stops the others; a cancelled one writes nothing.
 */
export function runBatch(
  host: HostApi, engine: EngineBridge, options: BatchOptions, onChange: (state: BatchState) => void,
): Batch {
  let cancelled = false;
  let rows: readonly LayerRow[] = [];

  let clock: { readonly start: number; readonly all: number; readonly done: number } = { start: performance.now(), all: 0, done: 0 };

  function show(next: readonly LayerRow[], running = true): void {
    rows = next;
    const working = rows.find(({ state }) => state.state === 'working')?.state;
    const share = working?.state === 'working' ? working.progress.done : 0;
    onChange({ running, rows, timeLeft: running ? timeLeft(performance.now() - clock.start, clock.done, clock.all, share) : null });
  }
  const set = (pictureId: string, state: LayerState): void => show(withPictureState(rows, pictureId, state));
  const fail = (pictureId: string, problem: EngineProblem | HostProblem): void => set(pictureId, { state: 'failed', problem });

  async function retouchOne(picture: PictureJob): Promise<void> {
    const { pictureId } = picture;
    const asked = options.asked(pictureId);
    if (asked === null) {
      // What an earlier run made of it is still so.
      if (rows.some((row) => row.pictureId === pictureId && row.state.state === 'waiting')) set(pictureId, { state: 'left-out' });
      return;
    }
    set(pictureId, { state: 'working', progress: { stage: 'decode', done: 0 } });
    const read = await host.readPicture(pictureId);
    if (cancelled) return;
    if (read.state === 'failed') return fail(pictureId, read.problem);
    const flattened = options.flatten || picture.targets.some(({ flatten }) => flatten !== null && flatten !== 'rasterised');
    const response = await engine.retouch({ bytes: read.bytes, ...asked, flattened }, (progress) => {
      if (!cancelled) set(pictureId, { state: 'working', progress });
    });
    if (cancelled || response.state === 'cancelled') return;
    if (response.state === 'failed') return fail(pictureId, response.problem);
    if (response.state === 'unchanged') return set(pictureId, { state: 'skipped', reason: response.reason });
    const { layers, report } = response;
    const faces = report.faces.filter(({ state }) => state === 'done').length;
    const results = await host.writeResult(pictureId, { layers, flattened: response.flattened, summary: { faces, spots: report.spots.length } });
    show(withWriteResults(rows, pictureId, report, results));
  }

  async function run(): Promise<void> {
    try {
      const selection = await host.beginRun({ flatten: options.flatten });
      const earlier = options.earlier ?? [];
      show(rowsOf(selection).map((row) => earlier.find(({ nodeId, pictureId }) => nodeId === row.nodeId && pictureId === row.pictureId) ?? row));
      clock = { start: performance.now(), all: selection.pictures.filter(({ pictureId }) => options.asked(pictureId) !== null).length, done: 0 };
      for (const picture of selection.pictures) {
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
      await host.endRun();
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
