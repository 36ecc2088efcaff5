import { existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
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
   * not write: layers, masks and a result in another format.
   * @throws PhotoError cannot-write
   */
  place(written: readonly string[], files: ResultFiles): void;
  /** Removes the work folder, and the folder itself if it is new and empty. May be called again. */
  close(): void;
}

/**
 * Opens the folder for results and creates it if necessary. It may not hold any of the photos: a result with the name
 * of its photo would replace it.
 */
export function openResultFolder(folder: string, photos: readonly FoundPhoto[]): ResultFolder | FolderProblem {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) return { code: 'out-is-file' };
    const real = realpathSync(folder);
    if (photos.some(({ path }) => realpathSync(dirname(path)) === real || dirname(realpathSync(path)) === real))
      return { code: 'out-holds-photos' };
  }
  let firstCreated: string | undefined;
  let workFolder: string;
  try {
    firstCreated = mkdirSync(folder, { recursive: true });
    workFolder = mkdtempSync(join(folder, '.retouch-'));
  } catch (error) {
    return { code: 'out-not-writable', detail: systemCode(error) };
  }
  return {
    workFolder,

    place(written: readonly string[], files: ResultFiles): void {
      try {
        const outdated = earlierParts(folder, files).filter((file) => !written.includes(file));
        for (const file of written) renameSync(join(workFolder, file), join(folder, file));
        for (const file of outdated) rmSync(join(folder, file), { force: true });
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
    ...results.filter((file) => file !== files.retouched && file === own.result),
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
