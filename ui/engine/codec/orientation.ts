import type { Picture } from '../picture/picture';
import { ByteReader } from './byte-reader';
import { readPngChunks } from './png-chunks';

/** EXIF orientation (EXIF 2.32, tag 0x0112): 1 is upright, 2–4 mirror or turn, 5–8 also exchange width and height. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const EXIF: ReadonlySet<string> = new Set(['eXIf']);
const ORIENTATION_TAG = 0x0112;
const SHORT = 3;

/**
 * The orientation of a PNG: that of its first eXIf chunk before the pixels, 1 without any.
 *
 * Chromium reads the same. A chunk after the pixels does not turn a picture. Neither does one with a wrong check sum,
 * or a value that is not a SHORT of 1 to 8.
 */
export function pngOrientation(png: Uint8Array): Orientation {
  const [exif] = readPngChunks(png, EXIF);
  return exif === undefined ? 1 : exifOrientation(exif.data);
}

/** The orientation that IFD0 of a TIFF structure names (as in eXIf and after `Exif\0\0`); 1 if it names none. */
export function exifOrientation(exif: Uint8Array): Orientation {
  const reader = new ByteReader(exif);
  const order = reader.text(0, 2);
  if (order !== 'II' && order !== 'MM') return 1;
  const short = (offset: number): number => (order === 'II' ? reader.little16(offset) : reader.big16(offset));
  const directory = order === 'II' ? reader.little32(4) : reader.big32(4);
  const entries = short(directory);
  for (let index = 0; index < entries; index++) {
    const entry = directory + 2 + 12 * index;
    if (short(entry) !== ORIENTATION_TAG || short(entry + 2) !== SHORT) continue;
    const value = short(entry + 8);
    return value >= 1 && value <= 8 ? (value as Orientation) : 1;
  }
  return 1;
}

/** Which axes of the stored picture are mirrored before width and height are exchanged (5–8). */
const MIRRORS_X: ReadonlySet<Orientation> = new Set<Orientation>([2, 3, 7, 8]);
const MIRRORS_Y: ReadonlySet<Orientation> = new Set<Orientation>([3, 4, 6, 7]);

/** The picture as it is shown: stored pixels turned and mirrored by `orientation`. The same picture for 1. */
export function orientPicture(picture: Picture, orientation: Orientation): Picture {
  if (orientation === 1) return picture;
  const { width, height } = picture;
  const turned = orientation >= 5;
  const shown = turned ? { width: height, height: width } : { width, height };
  const data = new Uint8ClampedArray(width * height * 4);
  const from = new Uint32Array(picture.data.buffer, picture.data.byteOffset, width * height);
  const to = new Uint32Array(data.buffer);
  const stepX = MIRRORS_X.has(orientation) ? -1 : 1;
  const stepY = MIRRORS_Y.has(orientation) ? -width : width;
  const first = (stepX < 0 ? width - 1 : 0) + (stepY < 0 ? (height - 1) * width : 0);
  const [across, down] = turned ? [stepY, stepX] : [stepX, stepY];
  for (let y = 0, index = 0; y < shown.height; y++) {
    for (let x = 0, stored = first + y * down; x < shown.width; x++, stored += across) to[index++] = from[stored]!;
  }
  return { ...shown, data };
}
