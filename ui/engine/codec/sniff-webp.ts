import type { ByteReader } from './byte-reader';

export interface WebpFile {
  readonly format: 'webp';
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  /** The file is as long as it says. */
  readonly complete: boolean;
}

/** What a WebP's first chunk says (RFC 9649 §2); null if it cannot be read. */
export function sniffWebp(reader: ByteReader): WebpFile | null {
  const size = webpSize(reader);
  if (size === null || !(size.width > 0) || !(size.height > 0)) return null;
  const animated = reader.text(12, 4) === 'VP8X' && (reader.byte(20) & 0x02) !== 0;
  return { format: 'webp', ...size, animated, complete: reader.length >= 8 + reader.little32(4) };
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
