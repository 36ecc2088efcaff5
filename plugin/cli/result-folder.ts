import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { systemCode, type FoundPhoto } from './find-photos';
import { allFiles, type ResultFiles } from './name-results';
import { readOwnFiles } from './own-results';
import { EXTENSIONS } from './photo-format';
import { PhotoError } from './photo-problem';

/** Why results cannot be written to a folder. */
export type FolderProblem =
  | { readonly code: 'out-is-file' }
  | { readonly code: 'out-holds-photos' }
  | { readonly code: 'out-not-writable'; readonly detail: string };

export interface ResultFolder {
  /** Where a photo's files are written before they are moved to the folder together. */
  readonly workFolder: string;
  /**
   * Moves a photo's files from the work folder to the folder, and removes files of an earlier run that this run did
   * not write: layers, masks and a result in another format. NAME.json is the last file to come. Until then a list of
   * the files stands in its place, so that a run that is killed leaves no result that looks finished.
   * @throws PhotoError cannot-write
   */
  place(written: readonly string[], files: ResultFiles): void;
  /** Removes the work folder, and the folder itself if it is new and empty. May be called again. */
  close(): void;
}

const WORK_FOLDER = '.retouch-';
/** A photo takes minutes. A work folder that was not written to for a day belongs to a run that was killed. */
const ABANDONED_AFTER = 24 * 3600 * 1000;

/**
 * Opens the folder for results and creates it if necessary. It may not hold any of the photos: a result with the name
 * of its photo would replace it. Several runs may use the same folder at the same time.
 * @param watched folders in which photos may appear; none of them may be the folder for results
 */
export function openResultFolder(
  folder: string,
  photos: readonly FoundPhoto[],
  watched: readonly string[] = [],
): ResultFolder | FolderProblem {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) return { code: 'out-is-file' };
    const real = realpathSync(folder);
    if (watched.some((path) => realpathSync(path) === real)) return { code: 'out-holds-photos' };
    if (photos.some(({ path }) => realpathSync(dirname(path)) === real || dirname(realpathSync(path)) === real))
      return { code: 'out-holds-photos' };
  }
  let firstCreated: string | undefined;
  let workFolder: string;
  try {
    firstCreated = mkdirSync(folder, { recursive: true });
    removeAbandoned(folder);
    workFolder = mkdtempSync(join(folder, WORK_FOLDER));
  } catch (error) {
    return { code: 'out-not-writable', detail: systemCode(error) };
  }
  return {
    workFolder,

    place(written: readonly string[], files: ResultFiles): void {
      try {
        const outdated = earlierParts(folder, files).filter((file) => !written.includes(file));
        const move = (file: string): void => renameSync(join(workFolder, file), join(folder, file));
        const parts = written.filter((file) => file !== files.report);
        putFileList(folder, workFolder, files, [...outdated, ...parts]);
        parts.forEach(move);
        for (const file of outdated) rmSync(join(folder, file), { force: true });
        if (written.includes(files.report)) move(files.report);
      } catch (error) {
        throw new PhotoError({ code: 'cannot-write', detail: systemCode(error) });
      }
    },

    close(): void {
      // A worker that is ending may still write into it; then this is tried again.
      rmSync(workFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
      if (firstCreated !== undefined) removeEmpty(folder, firstCreated);
    },
  };
}

/**
 * Replaces NAME.json by a list of the files of the earlier and the new result. The next run can then remove whatever
 * is left of both.
 */
function putFileList(folder: string, workFolder: string, { report, retouched }: ResultFiles, parts: string[]): void {
  const list = join(workFolder, `${report}.list`);
  writeFileSync(list, `${JSON.stringify({ state: 'unfinished', result: retouched, layered: parts }, null, 2)}\n`);
  renameSync(list, join(folder, report));
}

/** Removes work folders of runs that were killed. Another run may be removing the same one. */
function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(WORK_FOLDER)) continue;
    const path = join(folder, name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs > ABANDONED_AFTER) rmSync(path, { recursive: true, force: true });
  }
}

/**
 * Layers, masks and the result in another format of an earlier run with the same name. Only files that its report
 * names may be removed.
 */
function earlierParts(folder: string, files: ResultFiles): string[] {
  const possible = allFiles(files).filter((file) => file !== files.retouched && file !== files.report);
  const own = readOwnFiles(join(folder, files.report));
  if (own === null) return [];
  const { name } = parse(files.report);
  const results = Object.values(EXTENSIONS).map((extension) => `${name}.${extension}`);
  return [
    ...possible.filter((file) => own.parts.includes(file)),
    ...results.filter((file) => file !== files.retouched && [own.result, ...own.parts].includes(file)),
  ];
}

/** Removes empty folders from the inner one up to the outermost that this run created. */
function removeEmpty(folder: string, firstCreated: string): void {
  try {
    for (let current = folder; current.length >= firstCreated.length; current = dirname(current)) rmdirSync(current);
  } catch {
    // Not empty: results are in it.
  }
}
