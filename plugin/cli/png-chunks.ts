import { crc32, deflateSync } from 'node:zlib';

/** A chunk of a PNG file: its four-letter type and its data. */
export interface PngChunk {
  readonly type: string;
  readonly data: Buffer;
}

const SIGNATURE_LENGTH = 8;

/** The chunks of a PNG before its pixels, with the offset at which each starts. */
function* leadingChunks(png: Buffer): Generator<PngChunk & { readonly start: number; readonly end: number }> {
  for (let start = SIGNATURE_LENGTH; start + 12 <= png.length;) {
    const length = png.readUInt32BE(start);
    const type = png.toString('latin1', start + 4, start + 8);
    const end = start + 12 + length;
    if (type === 'IDAT' || end > png.length) return;
    yield { type, data: png.subarray(start + 8, start + 8 + length), start, end };
    start = end;
  }
}

/** The chunks before the pixels whose type is one of `types`, in file order. */
export function readPngChunks(png: Buffer, types: ReadonlySet<string>): PngChunk[] {
  return [...leadingChunks(png)].filter(({ type }) => types.has(type)).map(({ type, data }) => ({ type, data }));
}

/** The PNG with exactly these chunks after its header, in place of all that stood before its pixels (no palette). */
export function replacePngChunks(png: Buffer, chunks: readonly PngChunk[]): Buffer {
  const leading = [...leadingChunks(png)];
  const header = leading[0];
  const last = leading.at(-1);
  if (header?.type !== 'IHDR' || last === undefined) throw new Error('not a PNG');
  return Buffer.concat([png.subarray(0, header.end), ...chunks.map(encodeChunk), png.subarray(last.end)]);
}

/** An ICC profile as PNG holds it: a name, a method, the compressed profile (PNG third edition §11.3.2.3). */
export function iccChunk(profile: Buffer): PngChunk {
  return { type: 'iCCP', data: Buffer.concat([Buffer.from('icc\0\0', 'latin1'), deflateSync(profile)]) };
}

/** Pixels per inch as PNG holds them: pixels per metre in both directions, unit 1 (§11.3.4.3). */
export function densityChunk(pixelsPerInch: number): PngChunk {
  const data = Buffer.alloc(9);
  const perMetre = Math.round(pixelsPerInch / 0.0254);
  data.writeUInt32BE(perMetre, 0);
  data.writeUInt32BE(perMetre, 4);
  data.writeUInt8(1, 8);
  return { type: 'pHYs', data };
}

function encodeChunk({ type, data }: PngChunk): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}
