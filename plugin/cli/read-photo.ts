import { readFile, stat } from 'node:fs/promises';
import sharp, { type Metadata, type SharpOptions } from 'sharp';
import { readPngChunks, type PngChunk } from '../../ui/engine/codec/png-chunks';
import { sniffFormat } from '../../ui/engine/codec/sniff-format';
import { LARGEST_AREA, LARGEST_SIDE } from '../../ui/engine/api/limits';
import type { Picture } from '../../ui/engine/picture/picture';
import { EngineError } from '../../ui/engine/api/report';
import { systemCode } from './find-photos';
import { PhotoError } from './photo-problem';
import { densityChunk, iccChunk } from './png-chunks';

/** What decoding had to change. */
export type PhotoNote =
  /** The photo had more than 8 bits a channel. */
  | 'reduced-to-8-bit'
  /** CMYK, Lab or a grey profile: converted to sRGB by its colour profile. */
  | 'converted-to-srgb';

export interface Photo {
  /** The file as it is stored. */
  readonly bytes: Buffer;
  readonly picture: Picture;
  readonly hasAlpha: boolean;
  /** What says how the stored values are to be seen, and how large: to be written with every result. */
  readonly chunks: readonly PngChunk[];
  /** The file itself is an upright PNG, a lossless copy of which is the file. */
  readonly uprightPng: boolean;
  readonly notes: readonly PhotoNote[];
}

/** Formats that are decoded; the browser's engine takes the first three only, as Figma stores no others. */
const DECODED: ReadonlySet<string> = new Set(['png', 'jpeg', 'gif', 'webp', 'avif', 'tiff']);

/** How a PNG says what its values mean, other than by a profile. */
const COLOR_CHUNKS: ReadonlySet<string> = new Set(['cICP', 'sRGB', 'gAMA', 'cHRM']);

/**
 * Reads and decodes a photo, EXIF orientation applied.
 *
 * Colours: the engine gets the values as they are stored, and every result is written with the photo's own
 * profile. Converting a Display P3 or Adobe RGB photo to sRGB and back would clip colours and move by a level
 * or two the pixels that nobody retouched. What is lost is little: the networks see such a photo as slightly
 * less colourful, and a soft-light layer is applied in the photo's own space, as an editor does that opens
 * both. Only where the values are no RGB (CMYK, Lab) or the profile cannot stay in an RGB file (grey) is the
 * photo converted to sRGB, and `notes` says so.
 *
 * Throws PhotoError (cannot-read, not-a-file) and EngineError (empty-file, unknown-format, unsupported-format,
 * animated, damaged-file, too-large).
 */
export async function readPhoto(path: string): Promise<Photo> {
  const bytes = await readBytes(path);
  const format = checkFile(bytes);
  try {
    return await decode(bytes, format);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError({ code: 'damaged-file', format });
  }
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    // A device or a pipe might never end.
    if (!(await stat(path)).isFile()) throw new PhotoError({ code: 'not-a-file' });
    return await readFile(path);
  } catch (error) {
    if (error instanceof PhotoError) throw error;
    throw new PhotoError({ code: 'cannot-read', detail: systemCode(error) });
  }
}

/** The format of a file that can be decoded; throws EngineError for any other. */
function checkFile(bytes: Buffer): string {
  const info = sniffFormat(bytes);
  switch (info.format) {
    case 'empty':
      throw new EngineError({ code: 'empty-file' });
    case 'unknown':
      throw new EngineError({ code: 'unknown-format' });
    case 'damaged':
      throw new EngineError({ code: 'damaged-file', format: info.claims });
    default:
  }
  const { format } = info;
  if (!DECODED.has(format)) throw new EngineError({ code: 'unsupported-format', format });
  if ('animated' in info && info.animated) throw new EngineError({ code: 'animated', format });
  if ('width' in info) checkSize(info.width, info.height);
  if ('complete' in info && !info.complete) throw new EngineError({ code: 'damaged-file', format });
  return format;
}

function checkSize(width: number, height: number): void {
  if (Math.max(width, height) > LARGEST_SIDE || width * height > LARGEST_AREA) {
    throw new EngineError({ code: 'too-large', width, height, limit: LARGEST_SIDE });
  }
}

async function decode(bytes: Buffer, format: string): Promise<Photo> {
  // `error` refuses what is cut short, and lets pass the oddities that every viewer shows without a word.
  const options: SharpOptions = { failOn: 'error', limitInputPixels: LARGEST_AREA };
  const metadata = await sharp(bytes, options).metadata();
  if ((metadata.pages ?? 1) > 1)
    throw new EngineError({ code: 'unsupported-format', format: `${format} (${metadata.pages} pages)` });
  checkSize(metadata.width, metadata.height);
  const converted = mustConvert(metadata);
  const { data, info } = await sharp(bytes, { ...options, ignoreIcc: !converted })
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const notes: PhotoNote[] = [];
  if (metadata.depth !== 'uchar') notes.push('reduced-to-8-bit');
  if (converted) notes.push('converted-to-srgb');
  return {
    bytes,
    picture: { width: info.width, height: info.height, data: alignedPixels(data) },
    hasAlpha: metadata.hasAlpha,
    chunks: [...(converted ? [] : colorChunks(bytes, format, metadata)), ...sizeChunks(metadata)],
    uprightPng: format === 'png' && (metadata.orientation ?? 1) === 1,
    notes,
  };
}

/** Whether values must be converted, as they are no RGB or their profile is for one grey channel. */
function mustConvert({ space, icc }: Metadata): boolean {
  if (['srgb', 'rgb', 'rgb16', 'scrgb'].includes(space)) return false;
  return !['b-w', 'grey16'].includes(space) || icc !== undefined;
}

function colorChunks(bytes: Buffer, format: string, { icc }: Metadata): PngChunk[] {
  // A profile names the colours that it is for at its byte 16; one for other colours was never right here.
  const profile = icc?.toString('latin1', 16, 20) === 'RGB ' ? [iccChunk(icc)] : [];
  const others = format === 'png' ? readPngChunks(bytes, COLOR_CHUNKS) : [];
  return [...profile, ...others.filter(({ type }) => type !== 'sRGB' || profile.length === 0)];
}

function sizeChunks({ density }: Metadata): PngChunk[] {
  return density === undefined || !(density > 0) ? [] : [densityChunk(density)];
}

/** The same bytes as clamped pixels; the engine also looks at them as 32-bit words. */
function alignedPixels(data: Buffer): Uint8ClampedArray {
  return data.byteOffset % 4 === 0
    ? new Uint8ClampedArray(data.buffer, data.byteOffset, data.length)
    : new Uint8ClampedArray(data);
}
