import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { findPhotos } from './find-photos';
import { isShapeOff } from '../../ui/engine/api/shape';
import { nameResults } from './name-results';
import { runJobs, type ExitCode, type Invocation } from './run-jobs';
import { isInShard } from './shard';
import { printable } from './terminal-text';
import { emptyShardWords, failureWords, USAGE_HINT, usageWords } from './words';

/**
 * Default number of workers. The networks use one core each, and one photo is decoded and encoded while another is
 * computed. `--concurrency` allows more, because only the user knows how much memory is free.
 */
export const USUAL_WORKERS = 2;

/**
 * Retouches the photos of a command, or those of its shard. Results are named before photos are split, so no two
 * shards write the same file.
 * @param onStart as in `runJobs`
 */
export async function runCommand(
  invocation: Invocation,
  onStart: (stop: () => Promise<string>) => void,
): Promise<ExitCode> {
  const { command, base, output } = invocation;
  const { inputs, rawWith, format, concurrency, shard } = command;
  const single = !isShapeOff(command.shape) ? 'Shape' : command.clothes.amount > 0 ? '--clothes' : null;
  if (single !== null && inputs.some((input) => isFolder(resolve(base, input)))) {
    output.errors.write(`${printable(usageWords({ code: 'one-photo', option: single }))}\n${USAGE_HINT}\n`);
    return 2;
  }
  const isMine = (path: string): boolean => shard === null || isInShard(path, shard);
  const { photos, failed } = findPhotos(inputs, base, rawWith !== null);
  const missing = failed.filter(({ shown }) => isMine(shown));
  const waiting = nameResults(photos, format).filter(({ shown }) => isMine(shown));
  if (waiting.length === 0) {
    for (const { shown, problem } of missing) output.errors.write(`${printable(failureWords(shown, problem))}\n`);
    if (missing.length > 0 || shard === null) return 1;
    output.out.write(`${emptyShardWords(shard)}\n`);
    return 0;
  }
  const size = Math.min(waiting.length, concurrency ?? Math.min(USUAL_WORKERS, availableParallelism()));
  const next = (): Promise<(typeof waiting)[number] | undefined> => Promise.resolve(waiting.shift());
  return runJobs(invocation, { photos, watched: [], missing, known: waiting.length, size, next }, onStart);
}

/** Whether a path is a folder. Another error shows when the photo is read. */
function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
