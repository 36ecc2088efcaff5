import type { ByteReader } from './byte-reader';

export interface JpegFile {
  readonly format: 'jpeg';
  readonly width: number;
  readonly height: number;
  /** Bits a sample: 8, or 12 in rare files. */
  readonly precision: number;
  /** 1: grey, 3: colour, 4: CMYK or YCCK. */
  readonly components: number;
  /** The file reaches its end mark. */
  readonly complete: boolean;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

/** What a JPEG's markers say (ITU-T T.81 annex B); null if it has no frame header. */
export function sniffJpeg(reader: ByteReader): JpegFile | null {
  let frame: Pick<JpegFile, 'width' | 'height' | 'precision' | 'components'> | null = null;
  for (let offset = 2; offset < reader.length;) {
    // Stray bytes between segments: decoders skip to the next marker, and so does this.
    if (reader.byte(offset) !== 0xff) {
      offset = nextMarker(reader.bytes, offset);
      continue;
    }
    const marker = reader.byte(offset + 1);
    if (marker === END_OF_IMAGE) return frame && { format: 'jpeg', ...frame, complete: true };
    // Fill bytes, and the markers that stand alone (TEM, RSTn, SOI).
    if (marker === 0xff) {
      offset += 1;
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      offset += 2;
      continue;
    }
    const length = reader.big16(offset + 2);
    if (!(length >= 2)) break;
    if (isFrameHeader(marker) && frame === null) {
      frame = {
        precision: reader.byte(offset + 4),
        height: reader.big16(offset + 5),
        width: reader.big16(offset + 7),
        components: reader.byte(offset + 9),
      };
      if (!(frame.width > 0) || !(frame.height > 0) || !(frame.components > 0)) return null;
    }
    offset += 2 + length;
    if (marker === START_OF_SCAN) offset = nextMarker(reader.bytes, offset);
  }
  return frame && { format: 'jpeg', ...frame, complete: false };
}

/** SOF0–SOF15, less DHT, JPG and DAC that sit between. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Offset of the next marker; in entropy-coded data 0xFF is followed by 0 or a restart number. */
function nextMarker(bytes: Uint8Array, from: number): number {
  for (let offset = bytes.indexOf(0xff, from); offset >= 0; offset = bytes.indexOf(0xff, offset + 1)) {
    const next = bytes[offset + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return offset;
  }
  return bytes.length;
}
