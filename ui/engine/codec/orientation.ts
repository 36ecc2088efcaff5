import type { Picture } from '../picture/picture';
import { ByteReader } from './byte-reader';
import { readPngChunks } from './png-chunks';
import type { PixelValues } from './png-samples';

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

/** The orientation of a number; 1 for a number that means none. */
export function orientationOf(value: number): Orientation {
  return value >= 1 && value <= 8 ? (value as Orientation) : 1;
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
    return orientationOf(short(entry + 8));
  }
  return 1;
}

/** Which axes of the stored picture are mirrored before width and height are exchanged (5–8). */
const MIRRORS_X: ReadonlySet<Orientation> = new Set<Orientation>([2, 3, 7, 8]);
const MIRRORS_Y: ReadonlySet<Orientation> = new Set<Orientation>([3, 4, 6, 7]);

/** How a picture as it is shown walks through its stored pixels. */
interface Walk {
  readonly width: number;
  readonly height: number;
  /** Index of the stored pixel that is shown first. */
  readonly first: number;
  /** Steps in the stored picture to the next pixel of a row and to the next row, in pixels. */
  readonly across: number;
  readonly down: number;
}

/** The picture as it is shown: stored pixels turned and mirrored by `orientation`. The same picture for 1. */
export function orientPicture(picture: Picture, orientation: Orientation): Picture {
  if (orientation === 1) return picture;
  const walk = walkOf(picture, orientation);
  const { width, height } = walk;
  const data = new Uint8ClampedArray(picture.data.length);
  copyPixels(picture.data, data, 1, walk);
  if (picture.deep === undefined) return { width, height, data };
  const deep = new Uint16Array(picture.deep.length);
  copyPixels(picture.deep, deep, 2, walk);
  return { width, height, data, deep };
}

function walkOf({ width, height }: Picture, orientation: Orientation): Walk {
  const stepX = MIRRORS_X.has(orientation) ? -1 : 1;
  const stepY = MIRRORS_Y.has(orientation) ? -width : width;
  const first = (stepX < 0 ? width - 1 : 0) + (stepY < 0 ? (height - 1) * width : 0);
  return orientation >= 5
    ? { width: height, height: width, first, across: stepY, down: stepX }
    : { width, height, first, across: stepX, down: stepY };
}

/** Copies pixels of one or two 32-bit words each along a walk. */
function copyPixels(from: PixelValues, to: PixelValues, words: 1 | 2, walk: Walk): void {
  const { width, height, first, across, down } = walk;
  const source = new Uint32Array(from.buffer, from.byteOffset, width * height * words);
  const target = new Uint32Array(to.buffer);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0, stored = first + y * down; x < width; x++, stored += across) {
      for (let word = 0; word < words; word++) target[at++] = source[stored * words + word]!;
    }
  }
}
