import { Worker } from 'node:worker_threads';
import type { Progress } from '../../ui/engine/api/report';
import type { CommandAssets } from '../cli/load-assets';
import { PhotoError, problemOf, type PhotoProblem } from '../cli/photo-problem';
import type { Task, TaskResults, WorkerMessage } from './worker';

export interface TaskOptions {
  /** Ends the task, with the worker that does it. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** The engine in a worker thread. It does one task after another. */
export interface EngineThread {
  /** @throws PhotoError with the problem of the photo; the reason of the signal if it aborts */
  run<Kind extends Task['kind']>(
    task: Extract<Task, { readonly kind: Kind }>,
    options: TaskOptions,
  ): Promise<TaskResults[Kind]>;
  stop(): Promise<void>;
}

/** After these problems the worker's wasm memory may be corrupt, so the next task gets a new worker. */
const FATAL: ReadonlySet<PhotoProblem['code']> = new Set(['out-of-memory', 'network-damaged', 'internal']);

/**
 * Makes an engine whose worker starts with the first task.
 * @param program module that the worker runs
 * @param load gives the networks; throws EngineError
 */
export function createEngineThread(program: URL, load: () => CommandAssets): EngineThread {
  let worker: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();

  function start(): Worker {
    const started = new Worker(program, { workerData: load(), stdout: true });
    // Standard output carries the protocol, so nothing else may write there.
    started.stdout.pipe(process.stderr);
    // Without a listener an error would end the server. The listener of the task reports it.
    started.on('error', () => undefined);
    return started;
  }

  async function stop(): Promise<void> {
    const ended = worker;
    worker = null;
    await ended?.terminate();
  }

  async function runNow(task: Task, { signal, onProgress }: TaskOptions): Promise<TaskResults[Task['kind']]> {
    signal.throwIfAborted();
    worker ??= start();
    const end = await taskEnd(worker, task, signal, onProgress);
    if (end.type === 'aborted' || (end.type === 'failed' && FATAL.has(end.problem.code))) await stop();
    signal.throwIfAborted();
    if (end.type === 'done') return end.result;
    throw new PhotoError(end.type === 'failed' ? end.problem : { code: 'internal', detail: 'the worker stopped' });
  }

  return {
    run<Kind extends Task['kind']>(task: Extract<Task, { readonly kind: Kind }>, options: TaskOptions) {
      const result = last.then(() => runNow(task, options));
      last = result.catch(() => undefined);
      // The worker answers a task with the result of its kind.
      return result as Promise<TaskResults[Kind]>;
    },
    stop,
  };
}

type TaskEnd = Exclude<WorkerMessage, { readonly type: 'progress' }> | { readonly type: 'aborted' };

function taskEnd(
  worker: Worker,
  task: Task,
  signal: AbortSignal,
  onProgress: TaskOptions['onProgress'],
): Promise<TaskEnd> {
  return new Promise((resolve) => {
    const end = (message: TaskEnd): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      signal.removeEventListener('abort', onAbort);
      resolve(message);
    };
    const onMessage = (message: WorkerMessage): void => {
      if (message.type === 'progress') onProgress(message.progress);
      else end(message);
    };
    const onError = (error: unknown): void => end({ type: 'failed', problem: problemOf(error) });
    const onExit = (code: number): void =>
      end({ type: 'failed', problem: { code: 'internal', detail: `worker ended with ${code}` } });
    const onAbort = (): void => end({ type: 'aborted' });
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    signal.addEventListener('abort', onAbort);
    worker.postMessage(task);
  });
}
