import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { RetouchCommand } from './arguments';
import { findPhotos } from './find-photos';
import { loadAssets, loadModelscopeAssets } from './load-assets';
import { nameResults } from './name-results';
import { problemOf, type PhotoProblem } from './photo-problem';
import { createProgressDisplay, type Terminal } from './progress-display';
import { openResultFolder } from './result-folder';
import type { PhotoJob } from './retouch-photo';
import { failureWords, folderWords, problemWords, resultWords, stoppedWords, totalWords, USAGE_HINT } from './words';
import { startPool } from './worker-pool';

/**
 * Two at a time where there are cores for it: the networks use one core each, and one photo is decoded and
 * encoded while another is computed. More is for the user to ask, who knows how much memory is free.
 */
const USUAL_WORKERS = 2;

/**
 * How long workers may take to end, in milliseconds. One that encodes a picture ends only after that; it need
 * not be waited for, as its folder goes before it could write.
 */
const PATIENCE = 300;

export interface CommandOutput {
  readonly out: Terminal;
  readonly errors: Terminal;
}

export type ExitCode = 0 | 1 | 2;

/**
 * Retouches the photos of a command; relative paths are from `base`. `program` is the module to start workers
 * from. `onStart` is given a function that ends all work at once and leaves nothing half-written; it returns
 * what to tell the user.
 */
export async function runCommand(
  command: RetouchCommand,
  base: string,
  program: URL,
  { out, errors }: CommandOutput,
  onStart: (stop: () => Promise<string>) => void,
): Promise<ExitCode> {
  const start = performance.now();
  const { photos, failed: missing } = findPhotos(command.inputs, base);
  const named = nameResults(photos);
  const total = named.length + missing.length;
  if (named.length === 0) {
    for (const { shown, problem } of missing) errors.write(`${failureWords(shown, problem)}\n`);
    return 1;
  }

  const counts = { retouched: 0, unchanged: 0, failed: 0 };
  let takeAway = (): Promise<void> => Promise.resolve();
  // Before anything is made that would have to be taken away.
  onStart(async () => {
    await takeAway();
    return stoppedWords(counts.retouched + counts.unchanged, total);
  });
  const folder = openResultFolder(resolve(base, command.out), photos);
  if ('code' in folder) {
    errors.write(`${folderWords(command.out, folder)}\n${USAGE_HINT}\n`);
    return 2;
  }
  // However the program ends.
  process.once('exit', () => folder.close());
  try {
    const assets = tryLoadAssets(command, base);
    if ('code' in assets) {
      errors.write(`Nothing was done: ${problemWords(assets)}.\n`);
      return 1;
    }
    const display = createProgressDisplay(total, out, errors);
    let executionProvider = 'wasm';
    const fail = (shown: string, problem: PhotoProblem): void => {
      counts.failed++;
      display.ended(shown, failureWords(shown, problem), true);
    };
    for (const { shown, problem } of missing) fail(shown, problem);

    const jobs = named.map((photo): PhotoJob => ({
      photo,
      settings: command.settings,
      networks: command.networks,
      parity: command.parity,
      masks: command.masks,
      folder: folder.workFolder,
    }));
    const size = command.concurrency ?? Math.min(USUAL_WORKERS, availableParallelism());
    const pool = startPool(program, assets, jobs, size, {
      onProgress: ({ photo }, progress) => display.progress(photo.shown, progress),
      onDone: ({ photo }, { report, files }) => {
        try {
          folder.place(files, photo.files);
        } catch (error) {
          fail(photo.shown, problemOf(error));
          return;
        }
        executionProvider = report.executionProvider;
        counts[report.state]++;
        display.ended(photo.shown, resultWords(report, join(command.out, report.result)), false);
      },
      onFailed: ({ photo }, problem) => fail(photo.shown, problem),
    });
    takeAway = async () => {
      await Promise.race([pool.stop(), setTimeout(PATIENCE)]);
      display.close();
      folder.close();
    };
    await pool.finished;
    const seconds = (performance.now() - start) / 1000;
    if (total > 1 || counts.failed > 0) out.write(`${totalWords({ ...counts, seconds }, executionProvider)}\n`);
    return counts.failed > 0 ? 1 : 0;
  } finally {
    folder.close();
  }
}

function tryLoadAssets(
  { networks, models }: RetouchCommand,
  base: string,
): ReturnType<typeof loadAssets> | PhotoProblem {
  try {
    return networks === 'modelscope'
      ? loadModelscopeAssets(models === null ? null : resolve(base, models))
      : loadAssets();
  } catch (error) {
    return problemOf(error);
  }
}
