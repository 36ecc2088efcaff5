import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { RetouchCommand } from './arguments';
import { findPhotos } from './find-photos';
import { loadAssets, loadModelscopeAssets } from './load-assets';
import { nameResults, type NamedPhoto } from './name-results';
import { problemOf, type PhotoProblem } from './photo-problem';
import { createProgressDisplay, type ProgressDisplay, type Terminal } from './progress-display';
import { openResultFolder, type ResultFolder } from './result-folder';
import type { PhotoJob } from './retouch-photo';
import { printable } from './terminal-text';
import { failureWords, folderWords, problemWords, resultWords, stoppedWords, totalWords, USAGE_HINT } from './words';
import { startPool, type PoolEvents } from './worker-pool';

/**
 * Default number of workers. The networks use one core each, and one photo is decoded and encoded while another is
 * computed. `--concurrency` allows more, because only the user knows how much memory is free.
 */
const USUAL_WORKERS = 2;

/**
 * Longest time to wait for workers to end, in milliseconds. A worker that encodes a picture ends only afterwards. The
 * program need not wait for it, because its folder is removed before it could write.
 */
const PATIENCE = 300;

export interface CommandOutput {
  readonly out: Terminal;
  readonly errors: Terminal;
}

/** 0: all photos are done; 1: a photo failed; 2: the command cannot run. */
export type ExitCode = 0 | 1 | 2;

/** The counts of a run so far. */
interface Tally {
  retouched: number;
  unchanged: number;
  failed: number;
  executionProvider: string;
}

/**
 * Retouches the photos of a command.
 * @param base folder that relative paths start from
 * @param program module that workers run
 * @param onStart gets a function that ends all work and removes unfinished files; it resolves to a message for the user
 */
export async function runCommand(
  command: RetouchCommand,
  base: string,
  program: URL,
  { out, errors }: CommandOutput,
  onStart: (stop: () => Promise<string>) => void,
): Promise<ExitCode> {
  const start = performance.now();
  const { photos, failed: missing } = findPhotos(command.inputs, base, command.rawWith !== null);
  const named = nameResults(photos, command.format);
  const total = named.length + missing.length;
  if (named.length === 0) {
    for (const { shown, problem } of missing) errors.write(`${printable(failureWords(shown, problem))}\n`);
    return 1;
  }

  const tally: Tally = { retouched: 0, unchanged: 0, failed: 0, executionProvider: 'wasm' };
  let stopWork = (): Promise<void> => Promise.resolve();
  // The handler must exist before the first file or folder does.
  onStart(async () => {
    await stopWork();
    return stoppedWords(tally.retouched + tally.unchanged, total);
  });
  const folder = openResultFolder(resolve(base, command.out), photos);
  if ('code' in folder) {
    errors.write(`${printable(folderWords(command.out, folder))}\n${USAGE_HINT}\n`);
    return 2;
  }
  process.once('exit', () => folder.close());
  try {
    const assets = tryLoadAssets(command, base);
    if ('code' in assets) {
      errors.write(`Nothing was done: ${printable(problemWords(assets))}.\n`);
      return 1;
    }
    const display = createProgressDisplay(total, out, errors);
    const events = poolEvents(tally, display, folder, command.out);
    for (const { shown, problem } of missing) events.fail(shown, problem);
    const size = command.concurrency ?? Math.min(USUAL_WORKERS, availableParallelism());
    const pool = startPool(program, assets, jobsOf(command, named, folder.workFolder), size, events);
    stopWork = async () => {
      await Promise.race([pool.stop(), setTimeout(PATIENCE)]);
      display.close();
      folder.close();
    };
    await pool.finished;
    const seconds = (performance.now() - start) / 1000;
    if (total > 1 || tally.failed > 0) out.write(`${totalWords({ ...tally, seconds }, tally.executionProvider)}\n`);
    return tally.failed > 0 ? 1 : 0;
  } finally {
    folder.close();
  }
}

function jobsOf(command: RetouchCommand, photos: readonly NamedPhoto[], folder: string): PhotoJob[] {
  const { settings, networks, parity, masks, layered, rawWith, format, quality, strip } = command;
  const form = { format, quality, strip };
  return photos.map((photo) => ({ photo, settings, networks, parity, masks, layered, rawWith, form, folder }));
}

/** The events of the pool. They count photos, move finished files to their place and print a line for each photo. */
function poolEvents(
  tally: Tally,
  display: ProgressDisplay,
  folder: ResultFolder,
  out: string,
): PoolEvents & { fail(shown: string, problem: PhotoProblem): void } {
  const fail = (shown: string, problem: PhotoProblem): void => {
    tally.failed++;
    display.ended(shown, failureWords(shown, problem), true);
  };
  return {
    fail,
    onProgress: ({ photo }, progress) => display.progress(photo.shown, progress),
    onDone({ photo }, { report, files }) {
      try {
        folder.place(files, photo.files);
      } catch (error) {
        fail(photo.shown, problemOf(error));
        return;
      }
      tally.executionProvider = report.executionProvider;
      tally[report.state]++;
      display.ended(photo.shown, resultWords(report, join(out, report.result)), false);
    },
    onFailed: ({ photo }, problem) => fail(photo.shown, problem),
  };
}

/** The files of the networks, or the reason why one cannot be used. */
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
