import { ByteReader } from './byte-reader';
import { jpegScansAreWhole } from './jpeg-scans';
import { encodeChunk, joinBytes, PNG_SIGNATURE_LENGTH, pngChunks } from './png-chunks';
import type { SniffedFile } from './sniff-format';
import { walkGif } from './sniff-gif';
import { imageEnd } from './sniff-webp';

const JPEG_END = Uint8Array.of(0xff, 0xd9);
const GIF_END = Uint8Array.of(0x3b);

/**
 * A file that lacks its end mark (or, WebP, has a wrong length in its header), with the mark in its place; null if
 * pixels are missing too. For files of `sniffFormat(bytes).complete === false`.
 *
 * Other programs show such files whole. They also show what there is of a picture that was cut in its pixels, which
 * must not be retouched in silence. A PNG is an exception: only decoding tells whether its pixels are all there, and
 * `decodePng` refuses it if not.
 */
export function mendEnd(bytes: Uint8Array, info: SniffedFile): Uint8Array | null {
  const reader = new ByteReader(bytes);
  switch (info.format) {
    case 'png':
      return joinBytes([
        bytes.subarray(0, wholeChunksEnd(bytes)),
        encodeChunk({ type: 'IEND', data: new Uint8Array(0) }),
      ]);
    case 'jpeg':
      return jpegScansAreWhole(bytes) ? joinBytes([bytes, JPEG_END]) : null;
    case 'gif': {
      const { images, end } = walkGif(reader);
      return images > 0 && end <= bytes.length ? joinBytes([bytes.subarray(0, end), GIF_END]) : null;
    }
    case 'webp':
      return info.animated ? null : mendWebp(bytes, imageEnd(reader));
    default:
      return null;
  }
}

function wholeChunksEnd(png: Uint8Array): number {
  return [...pngChunks(png)].at(-1)?.end ?? PNG_SIGNATURE_LENGTH;
}

/** The WebP with the length of what it holds up to `end` in its header (RFC 9649 §2.4). */
function mendWebp(bytes: Uint8Array, end: number): Uint8Array | null {
  if (end === Infinity) return null;
  const even = end + (end & 1);
  const mended = new Uint8Array(even);
  mended.set(bytes.subarray(0, even));
  new DataView(mended.buffer).setUint32(4, even - 8, true);
  return mended;
}
