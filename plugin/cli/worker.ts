import { parentPort, workerData } from 'node:worker_threads';
import { createWasmRunner } from '../../ui/engine/networks/wasm-runner';
import type { Progress } from '../../ui/engine/api/report';
import type { CommandAssets } from './load-assets';
import { problemOf, type PhotoProblem } from './photo-problem';
import { retouchPhoto, type PhotoJob, type PhotoResult } from './retouch-photo';

/** What a worker says of the job it was given. */
export type WorkerMessage =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'done'; readonly result: PhotoResult }
  | { readonly type: 'failed'; readonly problem: PhotoProblem };

/** Runs in a worker thread: does the jobs it is sent, one after another, with a runner of its own. */
export function serveJobs(): void {
  const port = parentPort;
  if (port === null) throw new Error('not a worker');
  const assets = workerData as CommandAssets;
  const runner = createWasmRunner(assets);
  const say = (message: WorkerMessage): void => port.postMessage(message);
  port.on('message', (job: PhotoJob) => {
    retouchPhoto(job, runner, (progress) => say({ type: 'progress', progress })).then(
      (result) => say({ type: 'done', result }),
      (error: unknown) => say({ type: 'failed', problem: problemOf(error) }),
    );
  });
}
