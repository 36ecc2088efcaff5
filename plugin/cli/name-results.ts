import { parse } from 'node:path';
import { LAYER_KINDS, type LayerKind } from '../../ui/engine/api/layer-kinds';
import type { FoundPhoto } from './find-photos';

/** The files that a result may consist of. */
export interface ResultFiles {
  readonly retouched: string;
  /** Role → file of the layer. */
  readonly layers: Readonly<Record<string, string>>;
  readonly skin: string;
  readonly spots: string;
  readonly report: string;
}

export interface NamedPhoto extends FoundPhoto {
  readonly files: ResultFiles;
}

/** The file names of a result. */
export function resultFiles(name: string, kinds: readonly LayerKind[] = LAYER_KINDS): ResultFiles {
  return {
    retouched: `${name}.png`,
    layers: Object.fromEntries(kinds.map(({ role }) => [role, `${name}.${role}.png`])),
    skin: `${name}.skin.png`,
    spots: `${name}.spots.png`,
    report: `${name}.json`,
  };
}

/** Every file of a result. */
export function allFiles({ layers, ...others }: ResultFiles): readonly string[] {
  return [...Object.values<string>(others), ...Object.values(layers)];
}

/**
 * Names the results of each photo: its own name without the extension. A number follows where an earlier photo uses
 * one of the names, also where file systems ignore case or the form of accents. The names depend on the photos and
 * their order alone, so the same command gives the same names.
 */
export function nameResults(photos: readonly FoundPhoto[]): NamedPhoto[] {
  const taken = new Set<string>();
  return photos.map((photo) => {
    const { name } = parse(photo.path);
    for (let number = 1; ; number++) {
      const files = resultFiles(number === 1 ? name : `${name}-${number}`);
      const keys = allFiles(files).map((file) => file.normalize('NFC').toLowerCase());
      if (keys.some((key) => taken.has(key))) continue;
      for (const key of keys) taken.add(key);
      return { ...photo, files };
    }
  });
}
