import { statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { findPhotos, systemCode } from './find-photos';
import { createNamer } from './name-results';
import { readOwnFiles } from './own-results';
import { runJobs, type ExitCode, type Invocation } from './run-jobs';
import { printable } from './terminal-text';
import { watchFolder } from './watch-folder';
import { notWatchedWords, USAGE_HINT, watchWords } from './words';

/**
 * Retouches the photos of a folder, and those that arrive in it, one at a time, until it is told to finish. A photo
 * never gets the file names of another photo's results, also not those of an earlier run.
 * @param onStart gets the function of `runJobs`, and one that ends the run after the current photo
 */
export async function runWatch(
  invocation: Invocation,
  onStart: (stop: () => Promise<string>, finish: () => void) => void,
): Promise<ExitCode> {
  const { command, base, output } = invocation;
  const [shown = '.'] = command.inputs;
  const folder = resolve(base, shown);
  const problem = folderProblem(folder);
  if (problem !== null) {
    output.errors.write(`${printable(notWatchedWords(shown, problem))}\n${USAGE_HINT}\n`);
    return 2;
  }
  const target = resolve(base, command.out);
  const name = createNamer(command.format, ({ path }, { report }) => {
    const owner = readOwnFiles(join(target, report))?.photo ?? null;
    return owner === null || basename(owner) === basename(path);
  });
  const watcher = watchFolder(() => findPhotos([shown], base, command.rawWith !== null), name);
  const finish = (): void => watcher.finish();
  output.out.write(`${printable(watchWords(shown))}\n`);
  return runJobs(
    invocation,
    { photos: [], watched: [folder], missing: [], known: 0, size: 1, next: watcher.next },
    (stop) => onStart(stop, finish),
  );
}

/** Why a folder cannot be watched; null: it can. */
function folderProblem(folder: string): string | null {
  try {
    return statSync(folder).isDirectory() ? null : 'ENOTDIR';
  } catch (error) {
    return systemCode(error);
  }
}
