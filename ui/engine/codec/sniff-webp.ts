import type { ByteReader } from './byte-reader';

export interface WebpFile {
  readonly format: 'webp';
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  /** The file holds as many bytes as its RIFF header says. */
  readonly complete: boolean;
}

/** Size and kind of a WebP by its first chunk (RFC 9649 §2); null if that cannot be read. */
export function sniffWebp(reader: ByteReader): WebpFile | null {
  const size = webpSize(reader);
  if (size === null || !(size.width > 0) || !(size.height > 0)) return null;
  const animated = reader.text(12, 4) === 'VP8X' && (reader.byte(20) & 0x02) !== 0;
  const riffEnd = 8 + reader.little32(4);
  return { format: 'webp', ...size, animated, complete: riffEnd <= reader.length && riffEnd >= imageEnd(reader) };
}

/**
 * Offset in bytes of the end of a still WebP's pixel data; Infinity if the file does not hold all of it. An animation
 * ends where its last whole frame does.
 */
export function imageEnd(reader: ByteReader): number {
  let end = Infinity;
  for (let offset = 12; offset + 8 <= reader.length;) {
    const type = reader.text(offset, 4);
    const next = offset + 8 + reader.little32(offset + 4);
    if (next > reader.length) break;
    if (type === 'VP8 ' || type === 'VP8L') return next;
    if (type === 'ANMF') end = next;
    // Chunks begin at even offsets.
    offset = next + (next & 1);
  }
  return end;
}

function webpSize(reader: ByteReader): { readonly width: number; readonly height: number } | null {
  switch (reader.text(12, 4)) {
    case 'VP8X':
      return { width: 1 + reader.little24(24), height: 1 + reader.little24(27) };
    case 'VP8L': {
      // After the signature byte 0x2F: 14 bits of width − 1, 14 bits of height − 1.
      const bits = reader.little32(21);
      if (Number.isNaN(bits)) return null;
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    // After a 3-byte frame tag and the start code 9D 01 2A: 14 bits each, the upper two are scaling.
    case 'VP8 ':
      return reader.matches(23, [0x9d, 0x01, 0x2a])
        ? { width: reader.little16(26) & 0x3fff, height: reader.little16(28) & 0x3fff }
        : null;
    default:
      return null;
  }
}
