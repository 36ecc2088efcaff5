import { DEEPEST, deepPicture } from '../picture/deep-picture';
import type { Picture } from '../picture/picture';
import { joinBytes, PNG_SIGNATURE_LENGTH, encodeChunk, pngChunks } from './png-chunks';
import { expandPalette, expandSamples, type ExpandRow, type PixelValues } from './png-samples';
import { unfilterRows } from './png-filters';
import type { PngFile } from './sniff-png';

/** A grid of every `stepX`th pixel of every `stepY`th row from (x, y), stored as a picture of its own. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
}

const ONE_PASS: readonly Pass[] = [{ x: 0, y: 0, stepX: 1, stepY: 1 }];

/** PNG (third edition) §8.1. */
const ADAM7: readonly Pass[] = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
];

const CHANNELS: Readonly<Record<PngFile['colorType'], number>> = {
  grey: 1,
  rgb: 3,
  palette: 1,
  'grey-alpha': 2,
  rgba: 4,
};

const DEPTHS: Readonly<Record<PngFile['colorType'], readonly number[]>> = {
  grey: [1, 2, 4, 8, 16],
  rgb: [8, 16],
  palette: [1, 2, 4, 8],
  'grey-alpha': [8, 16],
  rgba: [8, 16],
};

/** The chunks that say something about pixels' stored values. */
const PIXEL_CHUNKS: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
/** Colour types with an alpha channel. A tRNS chunk means nothing in them (§11.3.1.1). */
const WITH_ALPHA: ReadonlySet<PngFile['colorType']> = new Set(['grey-alpha', 'rgba']);

/** Deflate cannot shrink data further than this. */
const GREATEST_COMPRESSION = 1032;

/**
 * The PNG with only the chunks that its pixels need, and an end mark. A decoder then cannot fail at damage in another
 * chunk, or at a chunk that the colour type does not use.
 * @throws Error for a critical chunk of an unknown type: its meaning decides on the pixels (§5.4)
 */
export function pixelChunksOnly(png: Uint8Array, { colorType }: Pick<PngFile, 'colorType'>): Uint8Array {
  const parts = [png.subarray(0, PNG_SIGNATURE_LENGTH)];
  let afterPixels = false;
  for (const { type, data, start, end } of pngChunks(png)) {
    if (type === 'IEND') break;
    if (!PIXEL_CHUNKS.has(type)) {
      if (/^[A-Z]/.test(type)) throw new Error(`unknown critical chunk ${type}`);
      continue;
    }
    if (type === 'IDAT') afterPixels = true;
    else if (afterPixels) continue;
    if (type === 'PLTE' && colorType !== 'palette') continue;
    if (type === 'tRNS' && (WITH_ALPHA.has(colorType) || !fitsTransparency(data, colorType))) continue;
    parts.push(png.subarray(start, end));
  }
  return joinBytes([...parts, encodeChunk({ type: 'IEND', data: new Uint8Array(0) })]);
}

/** Whether a tRNS chunk has the length that its colour type needs (§11.3.1.1). */
function fitsTransparency({ length }: Uint8Array, colorType: PngFile['colorType']): boolean {
  if (colorType === 'palette') return length >= 1 && length <= 256;
  return length === (colorType === 'rgb' ? 6 : 2);
}

/** Whether any pixel may be transparent: by an alpha channel, a palette or a tRNS chunk. */
export function mayBeTransparent(png: Uint8Array, { colorType }: PngFile): boolean {
  if (colorType !== 'rgb' && colorType !== 'grey') return true;
  for (const { type, data } of pngChunks(png)) {
    if (type === 'IDAT') return false;
    if (type === 'tRNS') return fitsTransparency(data, colorType);
  }
  return false;
}

/**
 * Decodes a PNG of any colour type, depth and interlacing: stored values, straight alpha, as stored (no orientation,
 * no colour conversion). Ancillary chunks other than tRNS are not read.
 * @param deep keep 16 bits a channel; otherwise they are rounded to 8
 * @throws Error if the header is invalid, or if pixel data is missing or damaged
 */
export async function decodePng(png: Uint8Array, info: PngFile, deep = false): Promise<Picture> {
  const size = info.width * info.height * 4;
  if (deep && info.bitDepth === 16) {
    const values = new Uint16Array(size);
    await readPixels(png, info, values, DEEPEST);
    return deepPicture(info.width, info.height, values);
  }
  const data = new Uint8ClampedArray(size);
  await readPixels(png, info, data, 255);
  return { width: info.width, height: info.height, data };
}

/** Writes all pixels into `pixels`, with values from 0 to `most`. */
async function readPixels(png: Uint8Array, info: PngFile, pixels: PixelValues, most: number): Promise<void> {
  const { width, height, bitDepth, colorType } = info;
  const [compression, filter, interlace] = png.subarray(26, 29);
  if (!DEPTHS[colorType].includes(bitDepth) || compression !== 0 || filter !== 0 || interlace! > 1)
    throw new Error('invalid header');
  const chunks = [...pngChunks(pixelChunksOnly(png, info))];
  const bitsPerPixel = CHANNELS[colorType] * bitDepth;
  const passes = (interlace === 1 ? ADAM7 : ONE_PASS).map((pass) => {
    const columns = Math.ceil((width - pass.x) / pass.stepX);
    const rows = Math.ceil((height - pass.y) / pass.stepY);
    const rowBytes = Math.ceil((columns * bitsPerPixel) / 8);
    return { ...pass, columns, rows: columns > 0 ? rows : 0, rowBytes };
  });
  const size = passes.reduce((total, { rows, rowBytes }) => total + Math.max(0, rows) * (1 + rowBytes), 0);
  const data = await inflate(joinBytes(chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data)), size);
  const part = (type: string): Uint8Array | null => chunks.find((chunk) => chunk.type === type)?.data ?? null;
  const expand: ExpandRow =
    colorType === 'palette'
      ? expandPalette(part('PLTE'), part('tRNS'), bitDepth)
      : expandSamples(CHANNELS[colorType], bitDepth, part('tRNS'), most);
  let offset = 0;
  for (const { x, y, stepX, stepY, columns, rows, rowBytes } of passes) {
    if (rows <= 0) continue;
    unfilterRows(data, offset, rows, rowBytes, Math.max(1, bitsPerPixel >> 3));
    for (let row = 0; row < rows; row++, offset += 1 + rowBytes) {
      const first = (y + row * stepY) * width + x;
      expand(data.subarray(offset + 1, offset + 1 + rowBytes), columns, pixels, 4 * first, 4 * stepX);
    }
  }
}

/**
 * The first `size` bytes that a zlib stream holds. Its check sum is not read, nor is what follows those bytes.
 * @throws Error if there are fewer
 */
async function inflate(stream: Uint8Array, size: number): Promise<Uint8Array> {
  if (stream.length * GREATEST_COMPRESSION < size || (stream[0]! & 0x0f) !== 8 || (stream[1]! & 0x20) !== 0)
    throw new Error('missing pixel data');
  // Without the header of two bytes and the check sum of four. A stream that was cut may have no check sum.
  return (await inflateRaw(stream.subarray(2, -4), size)) ?? (await inflateRaw(stream.subarray(2), size)) ?? fail();
}

function fail(): never {
  throw new Error('damaged pixel data');
}

async function inflateRaw(stream: Uint8Array, size: number): Promise<Uint8Array | null> {
  const data = new Uint8Array(size);
  let filled = 0;
  const inflated = new Blob([new Uint8Array(stream)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = inflated.getReader();
  try {
    while (filled < size) {
      const { done, value } = await reader.read();
      if (done) return null;
      data.set(value.subarray(0, size - filled), filled);
      filled += value.length;
    }
    return data;
  } catch {
    return null;
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
