import { parse } from 'node:path';
import type { FoundPhoto } from './find-photos';

/** The files that a result may consist of. */
export interface ResultFiles {
  readonly retouched: string;
  readonly heal: string;
  readonly blend: string;
  readonly brighten: string;
  readonly skin: string;
  readonly spots: string;
  readonly report: string;
}

export interface NamedPhoto extends FoundPhoto {
  readonly files: ResultFiles;
}

function resultFiles(name: string): ResultFiles {
  return {
    retouched: `${name}.png`,
    heal: `${name}.heal.png`,
    blend: `${name}.blend.png`,
    brighten: `${name}.brighten.png`,
    skin: `${name}.skin.png`,
    spots: `${name}.spots.png`,
    report: `${name}.json`,
  };
}

/**
 * Gives each photo the names of its results: its own name without the extension, and a number after it where
 * any of the names is taken by an earlier photo (also where file systems ignore case or accents' spelling).
 * Depends on the photos and their order only, so that the same command gives the same names.
 */
export function nameResults(photos: readonly FoundPhoto[]): NamedPhoto[] {
  const taken = new Set<string>();
  return photos.map((photo) => {
    const { name } = parse(photo.path);
    for (let number = 1; ; number++) {
      const files = resultFiles(number === 1 ? name : `${name}-${number}`);
      const keys = Object.values<string>(files as unknown as Record<string, string>).map((file) =>
        file.normalize('NFC').toLowerCase(),
      );
      if (keys.some((key) => taken.has(key))) continue;
      for (const key of keys) taken.add(key);
      return { ...photo, files };
    }
  });
}
