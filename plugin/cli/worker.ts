import { parentPort, workerData } from 'node:worker_threads';
import type { NetworkRunner } from '../../ui/engine/networks/runner';
import { createOrtWasmRunner } from '../../ui/engine/networks/ort-wasm-runner';
import { createWasmRunner } from '../../ui/engine/networks/wasm-runner';
import type { Progress } from '../../ui/engine/api/report';
import type { CommandAssets } from './load-assets';
import { createNativeRunner } from './native-runner';
import { isFinished } from './finished-result';
import { problemOf, type PhotoProblem } from './photo-problem';
import { retouchPhoto, type PhotoJob, type PhotoResult } from './retouch-photo';

/** The data of a worker at its start. */
export interface WorkerData extends CommandAssets {
  /** Whether the networks run as machine code instead of wasm. */
  readonly native: boolean;
}

/** A message of a worker about its current job. */
export type WorkerMessage =
  | { readonly type: 'progress'; readonly progress: Progress }
  /** An earlier run has finished the photo. */
  | { readonly type: 'left' }
  | { readonly type: 'done'; readonly result: PhotoResult }
  | { readonly type: 'failed'; readonly problem: PhotoProblem };

/**
 * Serves jobs in a worker thread, with its own runner. The pool sends one job at a time.
 * @throws Error in the main thread
 */
export function serveJobs(): void {
  const port = parentPort;
  if (port === null) throw new Error('serveJobs must run in a worker thread');
  const { native, ...assets } = workerData as WorkerData;
  const createRunner = native ? createNativeRunner : assets.wasm === undefined ? createWasmRunner : createOrtWasmRunner;
  const runner = createRunner(assets);
  const send = (message: WorkerMessage): void => port.postMessage(message);
  port.on('message', (job: PhotoJob) => {
    doJob(job, runner, send).then(send, (error: unknown) => send({ type: 'failed', problem: problemOf(error) }));
  });
}

async function doJob(
  job: PhotoJob,
  runner: NetworkRunner,
  send: (message: WorkerMessage) => void,
): Promise<WorkerMessage> {
  if (job.resumeIn !== null && (await isFinished(job.resumeIn, job.photo, job.recipe))) return { type: 'left' };
  const result = await retouchPhoto(job, runner, (progress) => send({ type: 'progress', progress }));
  return { type: 'done', result };
}
