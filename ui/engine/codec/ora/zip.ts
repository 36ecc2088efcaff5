import { crc32 } from '../crc32';
import { joinBytes } from '../png-chunks';

export interface ZipEntry {
  /** Path inside of the archive, ASCII. */
  readonly name: string;
  /** The contents. They are kept until the entry is whole, because its size stands before it. */
  readonly chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

const VERSION = 20;
/** 1 January 2026, as MS-DOS counts. */
const DATE = ((2026 - 1980) << 9) | (1 << 5) | 1;

/**
 * An archive of stored entries, in their order (PKWARE APPNOTE 6.3.10). The pictures in it are compressed already.
 * @param checkSize is called with the size of the archive so far, before an entry is written
 */
export async function* writeZip(
  entries: Iterable<ZipEntry>,
  checkSize: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, chunks } of entries) {
    const letters = new TextEncoder().encode(name);
    const data: Uint8Array[] = [];
    let [crc, size] = [0, 0];
    for await (const chunk of chunks) {
      data.push(chunk);
      crc = crc32(chunk, crc);
      size += chunk.length;
      checkSize(offset + size);
    }
    const facts = entryFacts(crc, size, letters.length);
    const head = joinBytes([little32(0x04034b50), facts, letters]);
    directory.push(little32(0x02014b50), little16(VERSION), facts, new Uint8Array(10), little32(offset), letters);
    yield head;
    yield* data;
    offset += head.length + size;
  }
  const bytes = joinBytes(directory);
  const count = little16(directory.length / 6);
  yield bytes;
  yield joinBytes([
    little32(0x06054b50),
    little32(0),
    count,
    count,
    little32(bytes.length),
    little32(offset),
    little16(0),
  ]);
}

/** The fields before an entry and in the directory: version, flags, method, time, date, sum, sizes, name. */
function entryFacts(crc: number, size: number, nameBytes: number): Uint8Array {
  return joinBytes([
    ...[VERSION, 0, 0, 0, DATE].map(little16),
    ...[crc, size, size].map(little32),
    ...[nameBytes, 0].map(little16),
  ]);
}

function little16(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >>> 8) & 255);
}

function little32(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255);
}
