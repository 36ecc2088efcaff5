import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { messageOf } from '../../ui/engine/api/message-of';
import { RAW_NAME } from './develop-raw';
import { ownResultsIn } from './own-results';
import type { PhotoProblem } from './photo-problem';

/** A photo to work on: the path to read, and the path as the user would write it. */
export interface FoundPhoto {
  readonly path: string;
  readonly shown: string;
}

export interface FoundPhotos {
  readonly photos: readonly FoundPhoto[];
  /** Inputs, and files in folders, that gave no photo. */
  readonly failed: readonly { readonly shown: string; readonly problem: PhotoProblem }[];
}

/** Names that a folder is searched for. Formats that are refused belong to them, so that each such photo is named. */
const PHOTO_NAME = /\.(png|apng|jpe?g|jfif|gif|webp|avif|tiff?|hei[cf]|bmp)$/i;

/** The order of names. Where it sees no difference (1.jpg and 01.jpg), the code units decide, as on every machine. */
const byName = new Intl.Collator('en', { numeric: true });

/**
 * The photos that inputs stand for, in the order given. A file stands for itself, a folder for the photos directly in
 * it, sorted by name. Hidden files, subfolders and results of earlier runs are left out. A photo that is named twice is
 * worked on once. A file that cannot be reached (a broken or looping link) is named in `failed`; the others are found.
 * @param raw also find raw photos in folders
 */
export function findPhotos(inputs: readonly string[], base: string, raw = false): FoundPhotos {
  const photos = new Map<string, FoundPhoto>();
  const failed: FoundPhotos['failed'][number][] = [];
  const ownResults = cachedOwnResults();
  const fail = (shown: string, problem: PhotoProblem): number => failed.push({ shown, problem });
  const failRead = (shown: string, error: unknown): number =>
    fail(shown, { code: 'cannot-read', detail: systemCode(error) });

  const add = (photo: FoundPhoto): void => {
    const real = realpathSync(photo.path);
    if (!photos.has(real)) photos.set(real, photo);
  };

  const addFolder = (path: string, shown: string): void => {
    const names = photoNames(path, ownResults(path), raw);
    if (names.length === 0) fail(shown, { code: 'empty-folder' });
    for (const name of names) {
      const photo = { path: join(path, name), shown: join(shown, name) };
      try {
        if (!statSync(photo.path).isDirectory()) add(photo);
      } catch (error) {
        failRead(photo.shown, error);
      }
    }
  };

  for (const shown of inputs) {
    const path = resolve(base, shown);
    try {
      if (statSync(path).isDirectory()) addFolder(path, shown);
      else if (ownResults(dirname(path)).has(basename(path))) fail(shown, { code: 'own-result' });
      else add({ path, shown });
    } catch (error) {
      failRead(shown, error);
    }
  }
  return { photos: [...photos.values()], failed };
}

function photoNames(folder: string, ownResults: ReadonlySet<string>, raw: boolean): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) =>
        !entry.isDirectory() &&
        !entry.name.startsWith('.') &&
        (PHOTO_NAME.test(entry.name) || (raw && RAW_NAME.test(entry.name))),
    )
    .map((entry) => entry.name)
    .filter((name) => !ownResults.has(name))
    .sort((one, other) => byName.compare(one, other) || (one < other ? -1 : 1));
}

/** `ownResultsIn`, read once for each folder; none for a folder that cannot be read. */
function cachedOwnResults(): (folder: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (folder) => {
    const cached = known.get(folder);
    if (cached !== undefined) return cached;
    let names: ReadonlySet<string> = new Set();
    try {
      names = ownResultsIn(folder);
    } catch {
      // A file in it may still be readable.
    }
    known.set(folder, names);
    return names;
  };
}

/** The system's name of an error (ENOENT, EACCES, …), or its message. */
export function systemCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return messageOf(error);
}
