import type { ByteReader } from './byte-reader';

export interface PngFile {
  readonly format: 'png';
  /** Pixels, before any EXIF orientation. */
  readonly width: number;
  readonly height: number;
  /** Bits a channel (or a palette index): 1, 2, 4, 8 or 16. */
  readonly bitDepth: number;
  readonly colorType: 'grey' | 'rgb' | 'palette' | 'grey-alpha' | 'rgba';
  /** An APNG of more than one frame. */
  readonly animated: boolean;
  /** The file reaches its end mark. */
  readonly complete: boolean;
}

/** Colour types by their number (PNG third edition §11.2.1). */
const COLOR_TYPES: Readonly<Record<number, PngFile['colorType']>> = {
  0: 'grey',
  2: 'rgb',
  3: 'palette',
  4: 'grey-alpha',
  6: 'rgba',
};

/** Size and kind of a PNG by its chunks; null if its header cannot be read. */
export function sniffPng(reader: ByteReader): PngFile | null {
  const colorType = COLOR_TYPES[reader.byte(25)];
  const width = reader.big32(16);
  const height = reader.big32(20);
  if (reader.text(12, 4) !== 'IHDR' || colorType === undefined || !(width > 0) || !(height > 0)) return null;
  let animated = false;
  let complete = false;
  for (let offset = 8; offset + 12 <= reader.length && !complete; offset += 12 + reader.big32(offset)) {
    const chunk = reader.text(offset + 4, 4);
    // acTL: the animation's number of frames. One frame is a still picture.
    if (chunk === 'acTL' && reader.big32(offset + 8) > 1) animated = true;
    complete = chunk === 'IEND';
  }
  return { format: 'png', width, height, bitDepth: reader.byte(24), colorType, animated, complete };
}
