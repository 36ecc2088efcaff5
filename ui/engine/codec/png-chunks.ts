import { ByteReader } from './byte-reader';
import { crc32 } from './crc32';

/** A chunk of a PNG file: its four-letter type and its data. */
export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/** A chunk with its place in a file: offsets in bytes of its length field and of the first byte after its check sum. */
interface PlacedChunk extends PngChunk {
  readonly start: number;
  readonly end: number;
}

export const PNG_SIGNATURE_LENGTH = 8;

/** Every whole chunk of a PNG in file order, up to and with IEND. Check sums are not read. */
export function* pngChunks(png: Uint8Array): Generator<PlacedChunk> {
  const reader = new ByteReader(png);
  for (let start = PNG_SIGNATURE_LENGTH; start + 12 <= png.length;) {
    const length = reader.big32(start);
    const type = reader.text(start + 4, 4);
    const end = start + 12 + length;
    if (end > png.length) return;
    yield { type, data: png.subarray(start + 8, start + 8 + length), start, end };
    if (type === 'IEND') return;
    start = end;
  }
}

/** The chunks of a PNG before its pixels. */
function* leadingChunks(png: Uint8Array): Generator<PlacedChunk> {
  for (const chunk of pngChunks(png)) {
    if (chunk.type === 'IDAT') return;
    yield chunk;
  }
}

/**
 * The chunks before the pixels whose type is one of `types`, in file order. A chunk with a wrong check sum is left
 * out, as decoders do with every chunk that is not critical.
 */
export function readPngChunks(png: Uint8Array, types: ReadonlySet<string>): PngChunk[] {
  return [...leadingChunks(png)]
    .filter(({ type, start, end }) => types.has(type) && hasValidSum(png, start, end))
    .map(({ type, data }) => ({ type, data }));
}

/**
 * The PNG with exactly these chunks between its header and its pixels, in place of all that stood there (a palette
 * too).
 * @throws Error if the bytes are not a PNG
 */
export function replacePngChunks(png: Uint8Array, chunks: readonly PngChunk[]): Uint8Array {
  const leading = [...leadingChunks(png)];
  const header = leading[0];
  const last = leading.at(-1);
  if (header?.type !== 'IHDR' || last === undefined) throw new Error('not a PNG');
  return joinBytes([png.subarray(0, header.end), ...chunks.map(encodeChunk), png.subarray(last.end)]);
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** A chunk as it stands in a file: length, type, data, check sum (PNG third edition §5.3). */
export function encodeChunk({ type, data }: PngChunk): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  for (let index = 0; index < 4; index++) chunk[4 + index] = type.charCodeAt(index);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

function hasValidSum(png: Uint8Array, start: number, end: number): boolean {
  return new ByteReader(png).big32(end - 4) === crc32(png.subarray(start + 4, end - 4));
}
