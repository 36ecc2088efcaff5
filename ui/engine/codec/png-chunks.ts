import { ByteReader } from './byte-reader';

/** A chunk of a PNG file: its four-letter type and its data. */
export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
}

const SIGNATURE_LENGTH = 8;

/** The chunks of a PNG before its pixels, with the offset at which each starts. */
function* leadingChunks(png: Uint8Array): Generator<PngChunk & { readonly start: number; readonly end: number }> {
  const reader = new ByteReader(png);
  for (let start = SIGNATURE_LENGTH; start + 12 <= png.length;) {
    const length = reader.big32(start);
    const type = reader.text(start + 4, 4);
    const end = start + 12 + length;
    if (type === 'IDAT' || end > png.length) return;
    yield { type, data: png.subarray(start + 8, start + 8 + length), start, end };
    start = end;
  }
}

/** The chunks before the pixels whose type is one of `types`, in file order. */
export function readPngChunks(png: Uint8Array, types: ReadonlySet<string>): PngChunk[] {
  return [...leadingChunks(png)].filter(({ type }) => types.has(type)).map(({ type, data }) => ({ type, data }));
}

/** The PNG with exactly these chunks after its header, in place of all that stood before its pixels (no palette). */
export function replacePngChunks(png: Uint8Array, chunks: readonly PngChunk[]): Uint8Array {
  const leading = [...leadingChunks(png)];
  const header = leading[0];
  const last = leading.at(-1);
  if (header?.type !== 'IHDR' || last === undefined) throw new Error('not a PNG');
  return joinBytes([png.subarray(0, header.end), ...chunks.map(encodeChunk), png.subarray(last.end)]);
}

/** The PNG without the chunks before its pixels whose type is one of `types`. */
export function removePngChunks(png: Uint8Array, types: ReadonlySet<string>): Uint8Array {
  const removed = [...leadingChunks(png)].filter(({ type }) => types.has(type));
  if (removed.length === 0) return png;
  const starts = [0, ...removed.map(({ end }) => end)];
  const ends = [...removed.map(({ start }) => start), png.length];
  return joinBytes(starts.map((start, index) => png.subarray(start, ends[index])));
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

function encodeChunk({ type, data }: PngChunk): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  for (let index = 0; index < 4; index++) chunk[4 + index] = type.charCodeAt(index);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/** PNG (third edition) annex D, bit by bit: the chunks written here are short. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
