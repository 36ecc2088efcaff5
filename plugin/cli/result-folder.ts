import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { systemCode, type FoundPhoto } from './find-photos';
import { allFiles, type ResultFiles } from './name-results';
import { PhotoError } from './photo-problem';

/** Why results cannot be written to a folder. */
export type FolderProblem =
  | { readonly code: 'out-is-file' }
  | { readonly code: 'out-holds-photos' }
  | { readonly code: 'out-not-writable'; readonly detail: string };

export interface ResultFolder {
  /** Where results are made before they are moved to their place. */
  readonly workFolder: string;
  /** Moves a photo's files to their place, and removes the layers and masks of an earlier run that this one has not. Throws PhotoError. */
  place(written: readonly string[], files: ResultFiles): void;
  /** Removes all that was not placed, and the folder if it is new and empty. Harmless when repeated. */
  close(): void;
}

/**
 * Opens the folder for results, making it if need be. It may not hold any of the photos: a result named like
 * its photo would replace it.
 */
export function openResultFolder(folder: string, photos: readonly FoundPhoto[]): ResultFolder | FolderProblem {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) return { code: 'out-is-file' };
    const real = realpathSync(folder);
    if (photos.some(({ path }) => realpathSync(dirname(path)) === real || dirname(realpathSync(path)) === real))
      return { code: 'out-holds-photos' };
  }
  let firstMade: string | undefined;
  let workFolder: string;
  try {
    firstMade = mkdirSync(folder, { recursive: true });
    workFolder = mkdtempSync(join(folder, '.retouch-'));
  } catch (error) {
    return { code: 'out-not-writable', detail: systemCode(error) };
  }
  return {
    workFolder,

    place(written: readonly string[], files: ResultFiles): void {
      try {
        const left = leftovers(folder, files).filter((file) => !written.includes(file));
        for (const file of written) renameSync(join(workFolder, file), join(folder, file));
        for (const file of left) rmSync(join(folder, file), { force: true });
      } catch (error) {
        throw new PhotoError({ code: 'cannot-write', detail: systemCode(error) });
      }
    },

    close(): void {
      // Again if a worker that is being ended writes into it meanwhile.
      rmSync(workFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
      if (firstMade !== undefined) removeEmpty(folder, firstMade);
    },
  };
}

/** Layers and masks that an earlier result of the same name lists; only what its report names is ours to remove. */
function leftovers(folder: string, files: ResultFiles): string[] {
  const ours = allFiles(files).filter((file) => file !== files.retouched && file !== files.report);
  try {
    const report: unknown = JSON.parse(readFileSync(join(folder, files.report), 'utf8'));
    const list = (key: string): unknown[] => {
      const value = typeof report === 'object' && report !== null ? (report as Record<string, unknown>)[key] : null;
      return Array.isArray(value) ? value : [];
    };
    const listed = [...list('layers').map((layer) => (layer as { file?: unknown } | null)?.file), ...list('masks')];
    return ours.filter((file) => listed.includes(file));
  } catch {
    return [];
  }
}

/** Removes empty folders from the inner one up to the first that was made. */
function removeEmpty(folder: string, firstMade: string): void {
  try {
    for (let current = folder; current.length >= firstMade.length; current = dirname(current)) rmdirSync(current);
  } catch {
    // Not empty: results are in it.
  }
}
