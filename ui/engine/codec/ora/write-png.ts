import { big32 } from '../big-endian';
import { profileChunk } from '../colour-tags';
import { inChunks } from '../layered/in-chunks';
import type { FileFacts, SampleRows } from '../layered/layered-picture';
import { srgbProfile } from '../matrix-profile';
import { encodeChunk, type PngChunk } from '../png-chunks';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const COLOUR_TYPE = { rgb: 2, rgba: 6 } as const;
const PAETH = 4;

/** Rows as a PNG, in chunks, with these chunks before the pixels. @param alpha false: alpha is left out */
export async function* writePng(
  rows: SampleRows,
  alpha: boolean,
  chunks: readonly PngChunk[],
): AsyncGenerator<Uint8Array> {
  const { width, height, depth } = rows;
  const header = new Uint8Array(13);
  header.set(big32(width), 0);
  header.set(big32(height), 4);
  header.set([depth, alpha ? COLOUR_TYPE.rgba : COLOUR_TYPE.rgb], 8);
  yield SIGNATURE;
  yield encodeChunk({ type: 'IHDR', data: header });
  for (const chunk of chunks) yield encodeChunk(chunk);
  for await (const data of deflated(inChunks(filteredRows(rows, alpha)))) yield encodeChunk({ type: 'IDAT', data });
  yield encodeChunk({ type: 'IEND', data: new Uint8Array(0) });
}

/**
 * The profile, for PNG files inside of another file; sRGB's where the photo has none. Krita takes 16 bits without a
 * profile for linear light, and waits in a dialog for a choice.
 */
export async function profileChunks({ profile }: FileFacts): Promise<readonly PngChunk[]> {
  return [await profileChunk(profile ?? srgbProfile())];
}

/** Compresses parts while they are made. */
async function* deflated(parts: Iterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      const next = parts.next();
      if (next.done === true) controller.close();
      else controller.enqueue(new Uint8Array(next.value));
    },
  });
  const reader = source.pipeThrough(new CompressionStream('deflate')).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

/** Rows as PNG filters them, all by Paeth's predictor (third edition §9.4), which suits photos. */
function* filteredRows({ width, height, depth, row }: SampleRows, alpha: boolean): Generator<Uint8Array> {
  const samples = alpha ? 4 : 3;
  const step = samples * (depth / 8);
  const [filtered, bytes] = [new Uint8Array(1 + width * step), new Uint8Array(width * step)];
  const above = new Uint8Array(width * step);
  filtered[0] = PAETH;
  for (let y = 0; y < height; y++) {
    packRow(row(y), samples, depth, bytes);
    for (let index = 0; index < bytes.length; index++) {
      const left = index < step ? 0 : bytes[index - step]!;
      const corner = index < step ? 0 : above[index - step]!;
      filtered[1 + index] = bytes[index]! - paeth(left, above[index]!, corner);
    }
    above.set(bytes);
    yield filtered;
  }
}

/** The first samples of each pixel as big-endian bytes. */
function packRow(row: ArrayLike<number>, samples: number, depth: number, bytes: Uint8Array): void {
  for (let from = 0, to = 0; to < bytes.length; from += 4)
    for (let channel = 0; channel < samples; channel++) {
      const value = row[from + channel]!;
      if (depth === 16) bytes[to++] = value >>> 8;
      bytes[to++] = value & 255;
    }
}

function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
