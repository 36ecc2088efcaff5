import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { RetouchCommand } from './arguments';
import { systemCode, type FoundPhoto, type FoundPhotos } from './find-photos';
import { sha256Of } from './finished-result';
import { loadAssets, loadModelscopeAssets, type CommandAssets } from './load-assets';
import type { NamedPhoto } from './name-results';
import { problemOf, type PhotoProblem } from './photo-problem';
import { createProgressDisplay, type ProgressDisplay, type Terminal } from './progress-display';
import { recipeOf, type MatchPhoto } from './recipe';
import { openResultFolder, type ResultFolder } from './result-folder';
import type { PhotoJob } from './retouch-photo';
import { printable } from './terminal-text';
import { failureWords, folderWords, leftWords, problemWords, resultWords, stoppedWords, totalWords } from './words';
import { USAGE_HINT } from './words';
import { startPool, type PoolEvents } from './worker-pool';

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

/** A command and where it runs. */
export interface Invocation {
  readonly command: RetouchCommand;
  /** Folder that relative paths start from. */
  readonly base: string;
  /** Module that workers run. */
  readonly program: URL;
  readonly output: CommandOutput;
}

/** The photos of a run. */
export interface PhotoSource {
  /** All photos of the command, also of other shards; results may not be written to their folders. */
  readonly photos: readonly FoundPhoto[];
  /** Folders in which photos may appear; results may not be written there. */
  readonly watched: readonly string[];
  readonly missing: FoundPhotos['failed'];
  /** Number of photos that `next` will give; 0 if nobody knows. */
  readonly known: number;
  /** Number of photos at a time. */
  readonly size: number;
  /** Resolves to the next photo when there is one, or to undefined if no further photo comes. */
  next(run: RunEvents): Promise<NamedPhoto | undefined>;
}

/** A source of photos tells a run what it found meanwhile. */
export interface RunEvents {
  /** More photos will come. */
  expect(more: number): void;
  fail(shown: string, problem: PhotoProblem): void;
}

/** The counts of a run so far. */
interface Tally {
  total: number;
  retouched: number;
  unchanged: number;
  left: number;
  failed: number;
  executionProvider: string;
}

/**
 * Retouches the photos of a source.
 * @param onStart gets a function that ends all work and removes unfinished files; it resolves to a message for the user
 */
export async function runJobs(
  { command, base, program, output: { out, errors } }: Invocation,
  source: PhotoSource,
  onStart: (stop: () => Promise<string>) => void,
): Promise<ExitCode> {
  const start = performance.now();
  const tally: Tally = { total: 0, retouched: 0, unchanged: 0, left: 0, failed: 0, executionProvider: 'wasm' };
  let stopWork = (): Promise<void> => Promise.resolve();
  // The handler must exist before the first file or folder does.
  onStart(async () => {
    await stopWork();
    return stoppedWords(tally.retouched + tally.unchanged + tally.left, tally.total);
  });
  const target = resolve(base, command.out);
  const folder = openResultFolder(target, source.photos, source.watched);
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
    const display = createProgressDisplay(0, out, errors);
    const events = runEvents(tally, display, folder, command.out);
    events.expect(source.known + source.missing.length);
    for (const { shown, problem } of source.missing) events.fail(shown, problem);
    const match = matchPhoto(command, base);
    if (match !== null && 'code' in match) {
      errors.write(`Nothing was done: --match: ${printable(problemWords(match))}.\n`);
      return 1;
    }
    const toJob = jobMaker(command, match, assets, folder.workFolder, target);
    const next = async (): Promise<PhotoJob | undefined> => {
      const photo = await source.next(events);
      return photo === undefined ? undefined : toJob(photo);
    };
    const pool = startPool(program, { ...assets, native: command.engine === 'native' }, next, source.size, events);
    stopWork = async () => {
      await Promise.race([pool.stop(), setTimeout(PATIENCE)]);
      display.close();
      folder.close();
    };
    await pool.finished;
    const seconds = (performance.now() - start) / 1000;
    if (tally.total > 1 || tally.failed > 0)
      out.write(`${totalWords({ ...tally, seconds }, tally.executionProvider)}\n`);
    return tally.failed > 0 ? 1 : 0;
  } finally {
    folder.close();
  }
}

/** Makes the job of a photo. */
function jobMaker(
  command: RetouchCommand,
  match: MatchPhoto | null,
  { catalogue }: CommandAssets,
  folder: string,
  target: string,
): (photo: NamedPhoto) => PhotoJob {
  const { settings, shape, clothes, networks, parity, masks, layered, rawWith, format, quality, strip, resume } =
    command;
  const form = { format, quality, strip };
  const recipe = recipeOf({ ...command, match }, catalogue);
  const resumeIn = resume ? target : null;
  const shared = {
    settings,
    shape,
    clothes,
    networks,
    parity,
    match,
    masks,
    layered,
    rawWith,
    form,
    recipe,
    resumeIn,
    folder,
  };
  return (photo) => ({ photo, ...shared });
}

/** The photo that others are matched to, or the reason why it cannot be read; null without one. */
function matchPhoto({ match }: RetouchCommand, base: string): MatchPhoto | PhotoProblem | null {
  if (match === null) return null;
  const path = resolve(base, match);
  try {
    return { path, sha256: sha256Of(readFileSync(path)) };
  } catch (error) {
    return { code: 'cannot-read', detail: systemCode(error) };
  }
}

/** The events of a run. They count photos, move finished files to their place and print a line for each photo. */
function runEvents(tally: Tally, display: ProgressDisplay, folder: ResultFolder, out: string): PoolEvents & RunEvents {
  const fail = (shown: string, problem: PhotoProblem): void => {
    tally.failed++;
    display.ended(shown, failureWords(shown, problem), true);
  };
  return {
    expect(more) {
      tally.total += more;
      display.expect(more);
    },
    fail,
    onProgress: ({ photo }, progress) => display.progress(photo.shown, progress),
    onLeft({ photo: { shown, files } }) {
      tally.left++;
      display.ended(shown, leftWords(shown, join(out, files.retouched)), false);
    },
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
function tryLoadAssets({ networks, models }: RetouchCommand, base: string): CommandAssets | PhotoProblem {
  try {
    return networks === 'modelscope'
      ? loadModelscopeAssets(models === null ? null : resolve(base, models))
      : loadAssets();
  } catch (error) {
    return problemOf(error);
  }
}
