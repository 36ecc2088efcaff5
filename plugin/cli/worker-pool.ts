import { Worker } from 'node:worker_threads';
import type { Progress } from '../../ui/engine/api/report';
import { problemOf, type PhotoProblem } from './photo-problem';
import type { PhotoJob, PhotoResult } from './retouch-photo';
import type { WorkerData, WorkerMessage } from './worker';

/** Callbacks in the main thread, in the order of the events. */
export interface PoolEvents {
  onProgress(job: PhotoJob, progress: Progress): void;
  onDone(job: PhotoJob, result: PhotoResult): void;
  /** An earlier run has finished the photo. */
  onLeft(job: PhotoJob): void;
  onFailed(job: PhotoJob, problem: PhotoProblem): void;
}

export interface WorkerPool {
  /** Resolves when there is no further job and every job is done, left or has failed; never after `stop`. */
  readonly finished: Promise<void>;
  /** Terminates all workers. */
  stop(): Promise<void>;
}

/** After these problems the worker's wasm memory may be corrupt, so the next job gets a new worker. */
const FATAL: ReadonlySet<PhotoProblem['code']> = new Set(['out-of-memory', 'network-damaged', 'internal']);

/**
 * Runs jobs in the order in which `next` gives them, `size` at a time. Each worker has its own runner. A crash fails
 * only the current job of its worker.
 * @param program module that workers run
 * @param next resolves to the next job when there is one, or to undefined if no further job comes
 */
export function startPool(
  program: URL,
  data: WorkerData,
  next: () => Promise<PhotoJob | undefined>,
  size: number,
  events: PoolEvents,
): WorkerPool {
  const workers = new Set<Worker>();
  let stopped = false;

  function startWorker(): Worker {
    const worker = new Worker(program, { workerData: data });
    workers.add(worker);
    // Without a listener an error would end the program. The listener of the job reports it.
    worker.on('error', () => undefined);
    return worker;
  }

  const lanes = Array.from({ length: size }, async () => {
    let worker: Worker | null = null;
    for (let job = await next(); job !== undefined && !stopped; job = await next()) {
      worker ??= startWorker();
      const end = await runJob(worker, job, events);
      if (stopped) return;
      if (end.type === 'done') events.onDone(job, end.result);
      else if (end.type === 'left') events.onLeft(job);
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
