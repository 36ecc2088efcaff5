import type { Choices } from '../../engine/api/choices';
import type { RetouchResponse } from '../../engine/api/engine-api';
import { messageOf } from '../../engine/api/message-of';
import type { EngineProblem } from '../../engine/api/report';
import type { NetworkSetName, RetouchSettings } from '../../engine/api/settings';
import type { ChangedLayers, HostApi, HostProblem, PictureJob, SelectionScan, Target } from '../../host-api/host-api';
import type { EngineClient } from '../engine-client/engine-client';
import {
  rowsOf,
  withHeldResults,
  withPictureState,
  withRestCancelled,
  withWriteResults,
  type BatchState,
  type LayerRow,
  type LayerState,
} from './batch-state';
import { createPreparedResults, type PreparedResults } from './prepared-results';
import { createReadAhead, type ReadAhead } from './read-ahead';
import { timeLeft } from './time-left';

/** The request of a run for one picture. */
export interface PictureRequest {
  readonly settings: RetouchSettings;
  /** Left out: Softlight's own. */
  readonly networks?: NetworkSetName;
  readonly choices: Choices;
  /** Text that the host stores with the layers, see `PictureResult.memory`. */
  readonly layerData: string;
}

export interface BatchOptions {
  /** The request for a picture. A run calls it once a picture. Null leaves the picture out. */
  readonly requestFor: (pictureId: string) => PictureRequest | null;
  /** The list as it is shown, until the host has scanned the selection. */
  readonly listed?: readonly LayerRow[];
  /** Rows of an earlier run that keep their state if this run leaves their picture out. */
  readonly earlier?: readonly LayerRow[];
  /** Write flattened pictures for all layers. */
  readonly flatten: boolean;
  /** Compute all pictures, and write nothing yet. */
  readonly review?: boolean;
  /** Results of review runs. A run takes the results of equal requests from here; a review run adds its own. */
  readonly prepared?: PreparedResults;
  /** Asks about layers that the designer has changed; null cancels the run. */
  readonly onChanged: (layers: readonly Target[]) => Promise<ChangedLayers | null>;
  /** Gets the selection after the run. */
  readonly onSelection?: (selection: SelectionScan) => void;
}

export interface Batch {
  /** Settles when the last picture is finished or the batch is cancelled; never rejects. */
  readonly finished: Promise<void>;
  /** Ends the picture in the engine at once and starts no other. Written layers stay. */
  cancel(): void;
}

type Retouched = Extract<RetouchResponse, { state: 'retouched' }>;

/**
 * Runs every picture in turn, from the host through the engine to the layers. A picture that fails never stops the
 * others. A cancelled one writes nothing.
 */
export function runBatch(
  host: HostApi,
  engine: EngineClient,
  options: BatchOptions,
  onChange: (state: BatchState) => void,
): Batch {
  const run = new BatchRun(host, engine, options, onChange);
  return { finished: run.run().catch(() => undefined), cancel: () => run.cancel() };
}

class BatchRun {
  private cancelled = false;
  /** The treatment of layers that the designer has changed. */
  private changed: ChangedLayers = 'leave';
  private rows: readonly LayerRow[];
  private clock = { start: performance.now(), all: 0, done: 0 };
  private readonly prepared: PreparedResults;
  private readonly requests = new Map<string, PictureRequest | null>();
  private readonly ahead: ReadAhead;

  constructor(
    private readonly host: HostApi,
    private readonly engine: EngineClient,
    private readonly options: BatchOptions,
    private readonly onChange: (state: BatchState) => void,
  ) {
    this.rows = options.listed ?? [];
    this.prepared = options.prepared ?? createPreparedResults();
    this.ahead = createReadAhead(host, engine);
  }

  cancel(): void {
    this.cancelled = true;
    this.ahead.stop();
    this.engine.cancel();
  }

  async run(): Promise<void> {
    try {
      // Before the host answers: it scans a long selection slowly.
      this.show(this.rows);
      const selection = await this.host.beginRun({ flatten: this.options.flatten });
      this.show(rowsOf(selection).map((row) => this.earlierRow(row) ?? row));
      if (await this.decideOnChanges(selection)) await this.retouchAll(selection.pictures);
    } finally {
      this.show(withRestCancelled(this.rows), false);
      const { selection, written } = await this.host.endRun();
      if (written.length > 0) this.show(withHeldResults(this.rows, written), false);
      this.options.onSelection?.(selection);
    }
  }

  /** The request for a picture, made once: it serialises all brush strokes. */
  private requestOf(pictureId: string): PictureRequest | null {
    const known = this.requests.get(pictureId);
    if (known !== undefined) return known;
    const request = this.options.requestFor(pictureId);
    this.requests.set(pictureId, request);
    return request;
  }

  private earlierRow({ nodeId, pictureId }: LayerRow): LayerRow | undefined {
    return this.options.earlier?.find((row) => row.nodeId === nodeId && row.pictureId === pictureId);
  }

  /** Whether the run goes on after the question about layers that the designer has changed. */
  private async decideOnChanges({ pictures }: SelectionScan): Promise<boolean> {
    const layers = pictures
      .filter(({ pictureId }) => this.requestOf(pictureId) !== null)
      .flatMap(({ targets }) => targets)
      .filter(isChanged);
    // Without a question, layers that change during the run are kept.
    const answer =
      layers.length === 0 || this.options.review === true ? 'beside' : await this.options.onChanged(layers);
    this.changed = answer ?? 'leave';
    return answer !== null && !this.cancelled;
  }

  private async retouchAll(pictures: readonly PictureJob[]): Promise<void> {
    const all = pictures.filter(({ pictureId }) => this.requestOf(pictureId) !== null).length;
    this.clock = { start: performance.now(), all, done: 0 };
    for (const [index, picture] of pictures.entries()) {
      if (this.cancelled) break;
      try {
        await this.retouchOne(picture, pictures.slice(index + 1));
      } catch (error) {
        this.fail(picture.pictureId, { code: 'internal', detail: messageOf(error) });
      }
      if (this.requestOf(picture.pictureId) !== null) this.clock.done++;
    }
  }

  private async retouchOne(picture: PictureJob, following: readonly PictureJob[]): Promise<void> {
    const { pictureId } = picture;
    const request = this.requestOf(pictureId);
    if (request === null) return this.leaveOut(pictureId);
    if (this.isLeftAlone(picture)) return this.set(pictureId, { state: 'left-alone' });
    this.set(pictureId, { state: 'working', progress: { stage: 'decode', done: 0 } });
    const flattened = this.isFlattened(picture);
    const key = requestKey(request, flattened);
    const result = this.prepared.take(pictureId, key) ?? (await this.compute(picture, request, flattened, following));
    if (result === null || this.cancelled) return;
    if (this.options.review === true) {
      this.prepared.put(pictureId, key, result);
      return this.set(pictureId, { state: 'ready', report: result.report });
    }
    await this.write(pictureId, result, request.layerData);
  }

  /** Rows that an earlier run finished keep their state. */
  private leaveOut(pictureId: string): void {
    if (this.rows.some((row) => row.pictureId === pictureId && row.state.state === 'waiting'))
      this.set(pictureId, { state: 'left-out' });
  }

  private async write(pictureId: string, result: Retouched, layerData: string): Promise<void> {
    const { layers, flattened, report } = result;
    const faces = report.faces.filter(({ state }) => state === 'done').length;
    const summary = { faces, spots: report.spots.length };
    const { width, height } = report;
    const written = { width, height, layers, flattened, summary, memory: layerData };
    const results = await this.host.writeResult(pictureId, written, this.changed);
    this.show(withWriteResults(this.rows, pictureId, report, results));
  }

  /** The engine's result; null if there is none, after the reason is shown. */
  private async compute(
    { pictureId, layers, output = 'file' }: PictureJob,
    { settings, networks = 'softlight', choices }: PictureRequest,
    flattened: boolean,
    following: readonly PictureJob[],
  ): Promise<Retouched | null> {
    const read = await this.ahead.read(pictureId);
    if (this.cancelled) return null;
    if (read.state === 'failed') {
      this.fail(pictureId, read.problem);
      return null;
    }
    this.readNext(following);
    const cropped = layers === 'cropped';
    const response = await this.engine.retouch(
      { picture: read.picture, settings, networks, choices, flattened, cropped, output, batchSize: this.clock.all },
      (progress) => {
        if (!this.cancelled) this.set(pictureId, { state: 'working', progress });
      },
    );
    if (this.cancelled || response.state === 'cancelled') return null;
    if (response.state === 'retouched') return response;
    if (response.state === 'failed') this.fail(pictureId, response.problem);
    else this.set(pictureId, { state: 'skipped', reason: response.reason });
    return null;
  }

  /** Reads and decodes the next picture that needs the engine, while the engine computes this one. */
  private readNext(following: readonly PictureJob[]): void {
    const next = following.find((picture) => this.needsEngine(picture));
    if (next === undefined) return;
    this.ahead.start(next.pictureId, this.requestOf(next.pictureId)?.networks ?? 'softlight');
  }

  private needsEngine(picture: PictureJob): boolean {
    const request = this.requestOf(picture.pictureId);
    if (request === null || this.isLeftAlone(picture)) return false;
    return !this.prepared.has(picture.pictureId, requestKey(request, this.isFlattened(picture)));
  }

  private isLeftAlone({ targets }: PictureJob): boolean {
    return this.changed === 'leave' && this.options.review !== true && targets.every(isChanged);
  }

  private isFlattened({ targets }: PictureJob): boolean {
    return this.options.flatten || targets.some(({ flatten }) => flatten !== null && flatten !== 'rasterised');
  }

  private fail(pictureId: string, problem: EngineProblem | HostProblem): void {
    this.set(pictureId, { state: 'failed', problem });
  }

  private set(pictureId: string, state: LayerState): void {
    this.show(withPictureState(this.rows, pictureId, state));
  }

  private show(rows: readonly LayerRow[], running = true): void {
    this.rows = rows;
    const working = rows.find(({ state }) => state.state === 'working')?.state;
    const share = working?.state === 'working' ? working.progress.done : 0;
    const { start, done, all } = this.clock;
    this.onChange({ running, rows, timeLeft: running ? timeLeft(performance.now() - start, done, all, share) : null });
  }
}

/** Equal for requests with equal results. */
function requestKey({ settings, networks, choices }: PictureRequest, flattened: boolean): string {
  return JSON.stringify([settings, networks, choices, flattened]);
}

function isChanged({ earlier }: Target): boolean {
  return (earlier?.changes ?? []).length > 0;
}
