import { Worker } from 'node:worker_threads';
import type { Progress } from '../../ui/engine/api/report';
import type { CommandAssets } from './load-assets';
import { problemOf, type PhotoProblem } from './photo-problem';
import type { PhotoJob, PhotoResult } from './retouch-photo';
import type { WorkerMessage } from './worker';

/** Callbacks in the main thread, in the order of the events. */
export interface PoolEvents {
  onProgress(job: PhotoJob, progress: Progress): void;
  onDone(job: PhotoJob, result: PhotoResult): void;
  onFailed(job: PhotoJob, problem: PhotoProblem): void;
}

export interface WorkerPool {
  /** Resolves when every job is done or has failed; never after `stop`. */
  readonly finished: Promise<void>;
  /** Terminates all workers. */
  stop(): Promise<void>;
}

/** After these problems the worker's wasm memory may be corrupt, so the next job gets a new worker. */
const FATAL: ReadonlySet<PhotoProblem['code']> = new Set(['out-of-memory', 'network-damaged', 'internal']);

/**
 * Runs the jobs in order, `size` at a time. Each worker has its own runner. A crash fails only the current job of its
 * worker.
 * @param program module that workers run
 */
export function startPool(
  program: URL,
  assets: CommandAssets,
  jobs: readonly PhotoJob[],
  size: number,
  events: PoolEvents,
): WorkerPool {
  const waiting = [...jobs];
  const workers = new Set<Worker>();
  let stopped = false;

  function startWorker(): Worker {
    const worker = new Worker(program, { workerData: assets });
    workers.add(worker);
    // Without a listener an error would end the program. The listener of the job reports it.
    worker.on('error', () => undefined);
    return worker;
  }

  const lanes = Array.from({ length: Math.min(size, jobs.length) }, async () => {
    let worker: Worker | null = null;
    for (let job = waiting.shift(); job !== undefined && !stopped; job = waiting.shift()) {
      worker ??= startWorker();
      const end = await runJob(worker, job, events);
      if (stopped) return;
      if (end.type === 'done') events.onDone(job, end.result);
      else events.onFailed(job, end.problem);
      if (end.type === 'failed' && FATAL.has(end.problem.code)) {
        workers.delete(worker);
        await worker.terminate();
        worker = null;
      }
    }
    await worker?.terminate();
  });

  return {
    finished: Promise.all(lanes).then(() => (stopped ? new Promise<never>(() => undefined) : undefined)),
    async stop() {
      stopped = true;
      waiting.length = 0;
      await Promise.all([...workers].map((worker) => worker.terminate()));
    },
  };
}

type JobEnd = Exclude<WorkerMessage, { type: 'progress' }>;

function runJob(worker: Worker, job: PhotoJob, events: PoolEvents): Promise<JobEnd> {
  return new Promise((resolve) => {
    const end = (message: JobEnd): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(message);
    };
    const onMessage = (message: WorkerMessage): void => {
      if (message.type === 'progress') events.onProgress(job, message.progress);
      else end(message);
    };
    const onError = (error: unknown): void => end({ type: 'failed', problem: problemOf(error) });
    const onExit = (code: number): void =>
      end({ type: 'failed', problem: { code: 'internal', detail: `worker ended with ${code}` } });
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(job);
  });
}
