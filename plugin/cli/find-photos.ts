import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PhotoProblem } from './photo-problem';

/** A photo to work on: the path to read, and the path as the user would write it. */
export interface FoundPhoto {
  readonly path: string;
  readonly shown: string;
}

export interface FoundPhotos {
  readonly photos: readonly FoundPhoto[];
  /** Inputs that gave no photo. */
  readonly failed: readonly { readonly shown: string; readonly problem: PhotoProblem }[];
}

/** What a folder is searched for: also the formats that are refused, so that each photo left out is named. */
const PHOTO_NAME = /\.(png|apng|jpe?g|jfif|gif|webp|avif|tiff?|hei[cf]|bmp)$/i;

const byName = new Intl.Collator('en', { numeric: true });

/**
 * The photos that inputs stand for, in the order given: a file itself, or the photos directly inside a folder
 * by name (hidden files and subfolders are left out). A photo that is named twice is worked on once.
 */
export function findPhotos(inputs: readonly string[], base: string): FoundPhotos {
  const photos = new Map<string, FoundPhoto>();
  const failed: FoundPhotos['failed'][number][] = [];
  for (const shown of inputs) {
    const path = resolve(base, shown);
    try {
      const found = statSync(path).isDirectory()
        ? photosIn(path).map((name) => ({ path: join(path, name), shown: join(shown, name) }))
        : [{ path, shown }];
      if (found.length === 0) failed.push({ shown, problem: { code: 'empty-folder' } });
      for (const photo of found) {
        const real = realpathSync(photo.path);
        if (!photos.has(real)) photos.set(real, photo);
      }
    } catch (error) {
      failed.push({ shown, problem: { code: 'cannot-read', detail: systemCode(error) } });
    }
  }
  return { photos: [...photos.values()], failed };
}

function photosIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.') && PHOTO_NAME.test(entry.name))
    .map((entry) => entry.name)
    .sort(byName.compare);
}

/** The system's name of an error (ENOENT, EACCES, …), or its message. */
export function systemCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
