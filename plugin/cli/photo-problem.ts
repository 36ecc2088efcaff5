import { messageOf } from '../../ui/engine/api/message-of';
import { LayeredFileTooLarge } from '../../ui/engine/codec/layered/layered-picture';
import { EngineError, type EngineProblem } from '../../ui/engine/api/report';

/**
 * Why a photo was not done: a problem of the engine, or one that only the command line meets.
 * `detail`: the system's name of the error.
 */
export type PhotoProblem =
  | EngineProblem
  | { readonly code: 'cannot-read'; readonly detail: string }
  | { readonly code: 'cannot-write'; readonly detail: string }
  /** The program of `--raw-with` failed. */
  | { readonly code: 'not-developed'; readonly detail: string }
  | { readonly code: 'not-a-file' }
  | { readonly code: 'empty-folder' }
  /** The photo of `--match` cannot be read, or shows no face whose tone could be measured. */
  | { readonly code: 'no-tone' }
  /** The photo with its layers does not fit in a file of this format. */
  | { readonly code: 'layered-too-large'; readonly format: string }
  /** A report beside it names it as a result, layer or mask of an earlier run. */
  | { readonly code: 'own-result' };

/** An error with a problem that only the command line has; `problemOf` returns the problem. */
export class PhotoError extends Error {
  constructor(readonly problem: PhotoProblem) {
    super(problem.code);
    this.name = 'PhotoError';
  }
}

/** The problem of an error. Unknown errors are `internal`. */
export function problemOf(error: unknown): PhotoProblem {
  if (error instanceof EngineError || error instanceof PhotoError) return error.problem;
  if (error instanceof LayeredFileTooLarge) return { code: 'layered-too-large', format: error.limits.format };
  const detail = messageOf(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const outOfMemory =
    code === 'ERR_WORKER_OUT_OF_MEMORY' || (error instanceof RangeError && /alloc|array length/i.test(detail));
  return outOfMemory ? { code: 'out-of-memory' } : { code: 'internal', detail };
}
