import { existsSync, lstatSync } from 'node:fs';
import { basename, join } from 'node:path';
import { allFiles, createNamer, type NamedPhoto, type ResultFiles } from '../cli/name-results';
import { readOwnFiles } from '../cli/own-results';
import type { PhotoFormat } from '../cli/photo-format';

/**
 * Names the files of a photo's result. Files of earlier results of the same photo are replaced. Any other file that has
 * one of the names stays, and the result gets a number.
 * @param folder folder of the results; it need not exist yet
 */
export function nameResult(path: string, folder: string, format: PhotoFormat): NamedPhoto {
  const namer = createNamer(format, (_, files) => isFree(folder, files, basename(path)));
  return namer({ path, shown: basename(path) });
}

function isFree(folder: string, files: ResultFiles, photo: string): boolean {
  const present = allFiles(files).filter((file) => isThere(join(folder, file)));
  if (present.length === 0) return true;
  const report = join(folder, files.report);
  if (!existsSync(report) || lstatSync(report).isSymbolicLink()) return false;
  const own = readOwnFiles(report);
  if (own === null || own.photo !== photo) return false;
  const replaced = new Set([files.report, own.result, ...own.parts]);
  return present.every((file) => replaced.has(file) && !lstatSync(join(folder, file)).isSymbolicLink());
}

/** Whether a name is taken, also by a link that leads nowhere. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
