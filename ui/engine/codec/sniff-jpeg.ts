import type { ByteReader } from './byte-reader';
import { JPEG_MARKERS, jpegSegments, type JpegSegment } from './jpeg-segments';

export interface JpegFile {
  readonly format: 'jpeg';
  /** Pixels, before any EXIF orientation. */
  readonly width: number;
  readonly height: number;
  /** Bits a sample: 8, or 12 in rare files. */
  readonly precision: number;
  /** 1: grey, 3: colour, 4: CMYK or YCCK. */
  readonly components: number;
  /** The file reaches its end mark. */
  readonly complete: boolean;
}

type Frame = Pick<JpegFile, 'width' | 'height' | 'precision' | 'components'>;

/** Size and kind of a JPEG by its markers (ITU-T T.81 annex B); null if it has no frame header. */
export function sniffJpeg(reader: ByteReader): JpegFile | null {
  let frame: Frame | null = null;
  let complete = false;
  for (const segment of jpegSegments(reader.bytes)) {
    if (segment.marker === JPEG_MARKERS.endOfImage) complete = true;
    if (frame !== null || !isFrameHeader(segment.marker)) continue;
    frame = readFrame(reader, segment);
    if (frame === null) return null;
  }
  return frame && { format: 'jpeg', ...frame, complete };
}

/** Table B.2; null if a size or the number of components is 0 or cut off. */
function readFrame(reader: ByteReader, { start }: JpegSegment): Frame | null {
  const frame = {
    precision: reader.byte(start),
    height: reader.big16(start + 1),
    width: reader.big16(start + 3),
    components: reader.byte(start + 5),
  };
  return frame.width > 0 && frame.height > 0 && frame.components > 0 ? frame : null;
}

/** SOF0–SOF15, less DHT, JPG and DAC, whose codes lie between. */
export function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
