import { parse } from 'node:path';
import { LAYER_KINDS, type LayerKind } from '../../ui/engine/api/layer-kinds';
import { LAYERED_FILES, LAYERED_FORMATS, type LayeredFormat } from '../../ui/engine/layered-files/layered-files';
import { maskEnding, MASKS, type Mask } from './masks';
import { EXTENSIONS, type PhotoFormat } from './photo-format';
import type { FoundPhoto } from './find-photos';

/** Names of the files that a result may consist of. */
export interface ResultFiles {
  readonly retouched: string;
  /** Role → file of the layer. */
  readonly layers: Readonly<Record<string, string>>;
  /** The photo with its layers, in each format. */
  readonly layered: Readonly<Record<LayeredFormat, string>>;
  readonly masks: Readonly<Record<Mask, string>>;
  readonly report: string;
}

export interface NamedPhoto extends FoundPhoto {
  readonly files: ResultFiles;
}

/** Bytes of UTF-8 that a file's name may have on the usual file systems (ext4, APFS, NTFS count no more strictly). */
const LONGEST_NAME = 255;

/** The file names of a result. */
export function resultFiles(
  name: string,
  kinds: readonly LayerKind[] = LAYER_KINDS,
  format: PhotoFormat = 'png',
): ResultFiles {
  return {
    retouched: `${name}.${EXTENSIONS[format]}`,
    layers: Object.fromEntries(kinds.map(({ role }) => [role, `${name}.${role}.png`])),
    layered: layeredFiles(name),
    masks: maskFiles(name),
    report: `${name}.json`,
  };
}

function maskFiles(name: string): Readonly<Record<Mask, string>> {
  return Object.fromEntries(MASKS.map((mask) => [mask, `${name}.${maskEnding(mask)}`])) as Record<Mask, string>;
}

function layeredFiles(name: string): Readonly<Record<LayeredFormat, string>> {
  const files = LAYERED_FORMATS.map((format) => [format, `${name}.${LAYERED_FILES[format].extension}`] as const);
  return Object.fromEntries(files) as Record<LayeredFormat, string>;
}

/** Bytes that the longest of a result's names has beyond the photo's own. */
const LONGEST_ENDING = Math.max(...allFiles(resultFiles('')).map((name) => name.length));

/**
 * Names each photo's results: its own name without the extension. A number follows where an earlier photo has one of
 * the names, even if letter case or the spelling of accents differs. A name that is too long for a file system is
 * shortened. The names depend on the photos and their order only.
 */
export function nameResults(photos: readonly FoundPhoto[], format: PhotoFormat = 'png'): NamedPhoto[] {
  return photos.map(createNamer(format, () => true));
}

/**
 * Makes a function that names the results of one photo after another, as `nameResults` does.
 * @param isFree whether a photo may have these files
 */
export function createNamer(
  format: PhotoFormat,
  isFree: (photo: FoundPhoto, files: ResultFiles) => boolean,
): (photo: FoundPhoto) => NamedPhoto {
  const used = new Set<string>();
  return (photo) => {
    const { name } = parse(photo.path);
    for (let number = 1; ; number++) {
      const suffix = number === 1 ? '' : `-${number}`;
      const stem = shortened(name, LONGEST_NAME - LONGEST_ENDING - suffix.length) + suffix;
      const files = resultFiles(stem, LAYER_KINDS, format);
      const keys = allFiles(files).map((file) => file.normalize('NFC').toLowerCase());
      if (keys.some((key) => used.has(key)) || !isFree(photo, files)) continue;
      for (const key of keys) used.add(key);
      return { ...photo, files };
    }
  };
}

/** Every file of a result. */
export function allFiles({ layers, layered, masks, ...others }: ResultFiles): readonly string[] {
  return [others, layers, layered, masks].flatMap((files) => Object.values<string>(files));
}

/** The beginning of a name that has at most `bytes` bytes of UTF-8, cut between characters. */
function shortened(name: string, bytes: number): string {
  if (Buffer.byteLength(name) <= bytes) return name;
  let short = '';
  let length = 0;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(name)) {
    length += Buffer.byteLength(segment);
    if (length > bytes) break;
    short += segment;
  }
  // A name must not end in a space or a full stop (Windows).
  return short.replace(/[ .]+$/, '') || 'photo';
}
