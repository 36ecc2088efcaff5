import { parentPort, workerData } from 'node:worker_threads';
import { NO_CHOICES } from '../../ui/engine/api/choices';
import type { FaceReport, Progress, SpotReport, SpotFind } from '../../ui/engine/api/report';
import { DEFAULT_SETTINGS, type RetouchSettings } from '../../ui/engine/api/settings';
import type { NetworkRunner } from '../../ui/engine/networks/runner';
import { createWasmRunner } from '../../ui/engine/networks/wasm-runner';
import { faceReports } from '../../ui/engine/pipeline/retouch-picture';
import { runSteps } from '../../ui/engine/pipeline/run-steps';
import { SOFTLIGHT } from '../../ui/engine/pipeline/softlight';
import { createStopwatch } from '../../ui/engine/pipeline/stopwatch';
import { analysePhoto } from '../cli/analyse-photo';
import type { CommandAssets } from '../cli/load-assets';
import { problemOf, type PhotoProblem } from '../cli/photo-problem';
import { readPhoto } from '../cli/read-photo';
import { retouchPhoto, type PhotoJob, type PhotoResult } from '../cli/retouch-photo';

/** Work for the worker. Paths are checked before. */
export type Task =
  | { readonly kind: 'faces'; readonly path: string }
  | { readonly kind: 'spots'; readonly path: string; readonly settings: RetouchSettings }
  | { readonly kind: 'retouch'; readonly job: PhotoJob };

/** Places are in pixels of the upright photo. */
export interface FoundFaces {
  readonly width: number;
  readonly height: number;
  readonly faces: readonly FaceReport[];
}

export interface FoundSpots {
  readonly width: number;
  readonly height: number;
  /** Spots that these settings heal. */
  readonly spots: readonly SpotReport[];
  /** Every find with the reason for its answer. */
  readonly finds: readonly SpotFind[];
}

/** The result of each kind of task. */
export interface TaskResults {
  readonly faces: FoundFaces;
  readonly spots: FoundSpots;
  readonly retouch: PhotoResult;
}

export type WorkerMessage =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'done'; readonly result: TaskResults[Task['kind']] }
  | { readonly type: 'failed'; readonly problem: PhotoProblem };

/**
 * Serves tasks in a worker thread, so that the server answers meanwhile. It gets one task at a time.
 * @throws Error in the main thread
 */
export function serveTasks(): void {
  const port = parentPort;
  if (port === null) throw new Error('serveTasks must run in a worker thread');
  const runner = createWasmRunner(workerData as CommandAssets);
  const send = (message: WorkerMessage): void => port.postMessage(message);
  port.on('message', (task: Task) => {
    doTask(task, runner, (progress) => send({ type: 'progress', progress })).then(
      (result) => send({ type: 'done', result }),
      (error: unknown) => send({ type: 'failed', problem: problemOf(error) }),
    );
  });
}

async function doTask(
  task: Task,
  runner: NetworkRunner,
  onProgress: (progress: Progress) => void,
): Promise<TaskResults[Task['kind']]> {
  if (task.kind === 'retouch') return retouchPhoto(task.job, runner, onProgress);
  onProgress({ stage: 'decode', done: 0 });
  const photo = await readPhoto(task.path);
  const { picture } = photo;
  const { width, height } = picture;
  const settings = task.kind === 'spots' ? task.settings : DEFAULT_SETTINGS;
  const request = { goal: task.kind, settings, choices: NO_CHOICES };
  const results = await runSteps(analysePhoto(photo, runner, SOFTLIGHT), request, createStopwatch(), onProgress);
  if (task.kind === 'faces') return { width, height, faces: faceReports(results.found, [], picture) };
  if (results.reached !== 'spots') return { width, height, spots: [], finds: [] };
  return { width, height, spots: results.plan.spots, finds: results.plan.finds };
}
