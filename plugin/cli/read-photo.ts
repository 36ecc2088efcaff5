import { readFile, stat } from 'node:fs/promises';
import sharp, { type Metadata, type SharpOptions } from 'sharp';
import { pixelChunksOnly } from '../../ui/engine/codec/decode-png';
import { mendEnd } from '../../ui/engine/codec/mend-end';
import { orientationOf, orientPicture, pngOrientation } from '../../ui/engine/codec/orientation';
import { profileSpace } from '../../ui/engine/codec/icc-curves';
import { readPngChunks, replacePngChunks, type PngChunk } from '../../ui/engine/codec/png-chunks';
import { sniffFormat, type SniffedFile } from '../../ui/engine/codec/sniff-format';
import { isLinearProfile, toSrgbConverter } from '../../ui/engine/codec/tone-curve';
import { encodeSrgb } from '../../ui/engine/picture/srgb-curve';
import { LARGEST_AREA, LARGEST_SIDE } from '../../ui/engine/api/limits';
import { DEEPEST, deepPicture, isDeep, type DeepPicture } from '../../ui/engine/picture/deep-picture';
import { copyPicture, type Picture } from '../../ui/engine/picture/picture';
import { EngineError } from '../../ui/engine/api/report';
import { systemCode } from './find-photos';
import { PhotoError } from './photo-problem';
import { densityChunk, iccChunk } from './png-chunks';
import { planTiff, readTiffPage, type ConvertColour, type TiffPlan } from './read-tiff';

/** A change that decoding or encoding had to make. */
export type PhotoNote =
  /** The photo has more than 8 bits a channel, and the result has 8. */
  | 'reduced-to-8-bit'
  /** The photo has 32 or 64 bits a channel. */
  | 'reduced-to-16-bit'
  /** CMYK, Lab, a grey profile, or linear floats: converted to sRGB by the photo's colour profile. */
  | 'converted-to-srgb'
  /** The file lacks its end mark or has a wrong length in its header; its pixels are all there. */
  | 'end-mark-missing'
  /** Saved selections and other channels beyond colour and transparency. */
  | 'channels-left-out'
  /** EXIF, XMP or IPTC that cannot be read, or that the format of the result cannot hold. */
  | 'metadata-left-out'
  /** An HDR gain map or a depth map. */
  | 'maps-left-out'
  /** A PNG that defines its colours without a profile became a JPEG or WebP. */
  | 'colour-tags-left-out'
  /** Such a PNG became a layered file. */
  | 'layered-as-srgb'
  /** The photo has transparency, and JPEG has none. */
  | 'drawn-over-white';

export interface Photo {
  /** The file as it is stored. */
  readonly bytes: Buffer;
  /** Stored values unless `notes` says that they were converted; orientation applied. 8 bits a channel, or else 16. */
  readonly picture: Picture;
  readonly hasAlpha: boolean;
  /** Colour tags and density, to be written with every result. */
  readonly chunks: readonly PngChunk[];
  /** The format of a file in upright orientation: its copy is a lossless result. Null: not upright, or a TIFF. */
  readonly uprightFormat: string | null;
  readonly notes: readonly PhotoNote[];
}

type Size = Pick<Picture, 'width' | 'height'>;

/** Formats that are decoded. The engine in a browser decodes the first three only, as Figma stores no others. */
const DECODED: ReadonlySet<string> = new Set(['png', 'jpeg', 'gif', 'webp', 'avif', 'tiff']);

/** The chunk types by which a PNG defines its colours without a profile. */
const COLOUR_CHUNKS: ReadonlySet<string> = new Set(['cICP', 'sRGB', 'gAMA', 'cHRM']);
const PNG_METADATA: ReadonlySet<string> = new Set(['iCCP', 'pHYs']);
const PNG_TABLES: ReadonlySet<string> = new Set(['PLTE', 'tRNS']);

/** PhotometricInterpretation of a TIFF with a palette. */
const PALETTE = 3;

/** Refuses what is cut short, and accepts the oddities that every viewer shows without a word. */
const SHARP_OPTIONS: SharpOptions = { failOn: 'error', limitInputPixels: LARGEST_AREA };

/**
 * Reads and decodes a photo, EXIF orientation applied.
 *
 * Colours: the engine gets the stored values, and every result carries the photo's own profile. Converting a
 * Display P3 or Adobe RGB photo to sRGB and back would clip colours. It would also move pixels that nobody retouched,
 * by a level or two. Keeping values costs little: the networks see such a photo converted (`analysePhoto`). Soft light
 * applies in the photo's own space, as in an editor that opens photo and layers.
 *
 * A photo is converted to sRGB where its values are not RGB (CMYK, Lab) and where its profile cannot stand in an RGB
 * file (grey). Floats of linear light are converted, too, because the networks know encoded values. `notes` says so.
 * @throws PhotoError cannot-read, not-a-file
 * @throws EngineError empty-file, unknown-format, unsupported-format, animated, damaged-file, too-large
 */
export async function readPhoto(path: string): Promise<Photo> {
  const bytes = await readBytes(path);
  const info = checkFile(bytes);
  const { format } = info;
  try {
    const whole = 'complete' in info && !info.complete ? mendEnd(bytes, info) : bytes;
    if (whole === null) throw new EngineError({ code: 'damaged-file', format });
    const photo = await decode(Buffer.from(whole.buffer, whole.byteOffset, whole.length), info);
    return whole === bytes ? photo : { ...photo, bytes, notes: [...photo.notes, 'end-mark-missing'] };
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

/** @throws EngineError for a file that cannot be decoded */
function checkFile(bytes: Buffer): SniffedFile {
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
  return info;
}

function checkSize(width: number, height: number): void {
  if (Math.max(width, height) > LARGEST_SIDE || width * height > LARGEST_AREA) {
    throw new EngineError({ code: 'too-large', width, height, limit: LARGEST_SIDE });
  }
}

function decode(bytes: Buffer, info: SniffedFile): Promise<Photo> {
  if (info.format === 'png') return decodePng(bytes, info);
  if (info.format !== 'tiff') return decodeByLibvips(bytes, info.format, SHARP_OPTIONS);
  const plan = planTiff(bytes);
  checkSize(plan.page.width, plan.page.height);
  return decodeTiff(bytes, plan);
}

/**
 * The engine's decoder in a browser turns a PNG by `pngOrientation`, which differs from libvips's reading for odd
 * eXIf chunks; so does this. Damaged chunks that pixels do not need are left out.
 */
async function decodePng(bytes: Buffer, info: SniffedFile & { readonly format: 'png' }): Promise<Photo> {
  const pixels = pixelChunksOnly(bytes, info);
  const leading = [...readPngChunks(bytes, PNG_METADATA), ...readPngChunks(pixels, PNG_TABLES)];
  const cleaned = Buffer.from(replacePngChunks(pixels, leading));
  const photo = await decodeByLibvips(cleaned, 'png', SHARP_OPTIONS).catch(() =>
    decodeByLibvips(Buffer.from(pixels), 'png', SHARP_OPTIONS),
  );
  const orientation = pngOrientation(bytes);
  const profiled = photo.chunks.some(({ type }) => type === 'iCCP');
  const converted = photo.notes.includes('converted-to-srgb');
  const tags = readPngChunks(bytes, COLOUR_CHUNKS).filter(({ type }) => !converted && (type !== 'sRGB' || !profiled));
  return {
    ...photo,
    bytes,
    picture: orientPicture(photo.picture, orientation),
    chunks: [...photo.chunks, ...tags],
    uprightFormat: orientation === 1 ? 'png' : null,
  };
}

async function decodeByLibvips(bytes: Buffer, format: string, options: SharpOptions): Promise<Photo> {
  const metadata = await sharp(bytes, options).metadata();
  if ((metadata.pages ?? 1) > 1 && format !== 'tiff')
    throw new EngineError({ code: 'unsupported-format', format: `${format} (${metadata.pages} pages)` });
  checkSize(metadata.width, metadata.height);
  const converted = mustConvert(metadata);
  const image = sharp(bytes, { ...options, ignoreIcc: !converted });
  const deep = metadata.depth !== 'uchar';
  const { data, info } = await (format === 'png' ? image : image.autoOrient())
    .toColourspace(deep ? 'rgb16' : 'srgb')
    .ensureAlpha()
    .raw({ depth: deep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const notes: PhotoNote[] = [];
  if (!['uchar', 'ushort'].includes(metadata.depth)) notes.push('reduced-to-16-bit');
  if (converted) notes.push('converted-to-srgb');
  return {
    bytes,
    picture: deep ? deepPixels(info, data) : levelPixels(info, data),
    hasAlpha: metadata.hasAlpha,
    chunks: [...(converted ? [] : profileChunks(metadata.icc)), ...densityChunks(metadata)],
    uprightFormat: (metadata.orientation ?? 1) === 1 && format !== 'tiff' ? format : null,
    notes,
  };
}

async function decodeTiff(bytes: Buffer, plan: TiffPlan): Promise<Photo> {
  const { page, alpha } = plan;
  const photo = plan.byLibvips
    ? await decodeByLibvips(bytes, 'tiff', { ...SHARP_OPTIONS, page: page.index })
    : await decodeSamples(bytes, plan);
  const notes: readonly PhotoNote[] = plan.dropsChannels ? [...photo.notes, 'channels-left-out'] : photo.notes;
  if (alpha !== null || !photo.hasAlpha || page.photometric === PALETTE) return { ...photo, notes };
  return { ...photo, picture: opaque(photo.picture), hasAlpha: false, notes };
}

/** Pixels that libvips does not read as they are meant; see `readTiffPage`. */
async function decodeSamples(bytes: Buffer, plan: TiffPlan): Promise<Photo> {
  const { page } = plan;
  const { width, height } = page;
  const icc = page.profile === null ? undefined : Buffer.from(page.profile);
  const convert = page.sampleFormat === 'float' ? floatConverter(icc) : null;
  const deep = deepPicture(width, height, readTiffPage(bytes, plan, convert));
  const picture = page.bits === 8 ? { width, height, data: deep.data } : deep;
  const metadata = await sharp(bytes, { ...SHARP_OPTIONS, page: page.index })
    .metadata()
    .catch(() => null);
  const notes: PhotoNote[] = [];
  if (page.bits! > 16) notes.push('reduced-to-16-bit');
  if (convert !== null) notes.push('converted-to-srgb');
  return {
    bytes,
    picture: orientPicture(picture, orientationOf(page.orientation)),
    hasAlpha: plan.alpha !== null,
    chunks: [...(convert !== null ? [] : profileChunks(icc)), ...(metadata === null ? [] : densityChunks(metadata))],
    uprightFormat: null,
    notes,
  };
}

/**
 * Floats without a profile are linear light, as Photoshop and libvips have it. With a profile they are its values, and
 * stay so (null) unless the profile is linear: 8 bits are too coarse for linear light.
 */
function floatConverter(icc: Buffer | undefined): ConvertColour | null {
  if (icc === undefined) return (rgb) => rgb.map(encodeSrgb);
  return isLinearProfile(icc) ? toSrgbConverter(icc) : null;
}

function opaque(picture: Picture): Picture {
  const copy = copyPicture(picture);
  for (let index = 3; index < copy.data.length; index += 4) copy.data[index] = 255;
  if (isDeep(copy)) for (let index = 3; index < copy.deep.length; index += 4) copy.deep[index] = DEEPEST;
  return copy;
}

/** Whether values must be converted, as they are no RGB or their profile is for one grey channel. */
function mustConvert({ space, icc }: Metadata): boolean {
  if (['srgb', 'rgb', 'rgb16', 'scrgb'].includes(space)) return false;
  return !['b-w', 'grey16'].includes(space) || icc !== undefined;
}

/** The chunk of an RGB profile. A profile for another space never described an RGB picture. */
function profileChunks(icc: Buffer | undefined): PngChunk[] {
  return icc !== undefined && profileSpace(icc) === 'RGB ' ? [iccChunk(icc)] : [];
}

function densityChunks({ density }: Metadata): PngChunk[] {
  return density === undefined || !(density > 0) ? [] : [densityChunk(density)];
}

/** A picture of 8 bits over the same bytes. */
function levelPixels({ width, height }: Size, data: Buffer): Picture {
  const { buffer, byteOffset, length } = aligned(data);
  return { width, height, data: new Uint8ClampedArray(buffer, byteOffset, length) };
}

/** A picture of 16 bits over the same bytes, which hold numbers in the machine's byte order. */
function deepPixels({ width, height }: Size, data: Buffer): DeepPicture {
  const { buffer, byteOffset, length } = aligned(data);
  return deepPicture(width, height, new Uint16Array(buffer, byteOffset, length / 2));
}

/** The same bytes at an offset that allows 32-bit words, as the engine reads pixels. */
function aligned(data: Buffer): Uint8Array {
  return data.byteOffset % 4 === 0 ? data : new Uint8Array(data);
}
