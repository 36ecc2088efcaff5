import { ByteReader } from './byte-reader';

/** A marker segment of a JPEG. */
export interface JpegSegment {
  /** The marker's second byte, 0xc0 (SOF0) to 0xfe (COM). */
  readonly marker: number;
  /** Offset in bytes of the first byte after the length field; after the marker for EOI. */
  readonly start: number;
  /** Offset in bytes of the first byte after the segment; of a scan, after its header. At most the file's length. */
  readonly end: number;
}

export const JPEG_MARKERS = {
  startOfScan: 0xda,
  endOfImage: 0xd9,
  app1: 0xe1,
  app2: 0xe2,
  app13: 0xed,
} as const;

const TEM = 0x01;
const RST0 = 0xd0;
const RST7 = 0xd7;
const START_OF_IMAGE = 0xd8;

/**
 * The marker segments of a JPEG in file order, up to and with its end mark (ITU-T T.81 annex B).
 *
 * Decoders skip fill bytes (any number of 0xFF) and stray bytes before a marker. They also skip entropy-coded data and
 * the markers without a length (TEM, RSTn, SOI). So does this walk. Everything that reads segments uses it, and so sees
 * the same ones. It ends where the file does, or at a length below 2.
 */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment> {
  const reader = new ByteReader(bytes);
  for (let offset = nextMarker(bytes, 2); offset < bytes.length;) {
    const marker = bytes[offset]!;
    const start = offset + 1;
    if (marker === JPEG_MARKERS.endOfImage) {
      yield { marker, start, end: start };
      return;
    }
    const length = reader.big16(start);
    if (!(length >= 2)) return;
    const end = Math.min(start + length, bytes.length);
    yield { marker, start: start + 2, end };
    offset = nextMarker(bytes, start + length);
  }
}

/** Offset of the second byte of the next marker that has a length or ends the picture; the file's length if none. */
function nextMarker(bytes: Uint8Array, from: number): number {
  for (let offset = bytes.indexOf(0xff, from); offset >= 0; offset = bytes.indexOf(0xff, offset)) {
    while (bytes[offset] === 0xff) offset++;
    const marker = bytes[offset];
    if (marker === undefined) break;
    if (!standsAlone(marker)) return offset;
  }
  return bytes.length;
}

/** Whether the byte after 0xFF starts no segment: 0 stands for 0xFF in entropy-coded data. */
function standsAlone(marker: number): boolean {
  return marker === 0 || marker === TEM || (marker >= RST0 && marker <= RST7) || marker === START_OF_IMAGE;
}
