import type { ByteReader } from './byte-reader';

export interface GifFile {
  readonly format: 'gif';
  readonly width: number;
  readonly height: number;
  /** More than one image in the file. */
  readonly animated: boolean;
  /** The file reaches its end mark. */
  readonly complete: boolean;
}

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

/** Size and frames of a GIF by its blocks (GIF89a specification §18–27); null if its header cannot be read. */
export function sniffGif(reader: ByteReader): GifFile | null {
  const width = reader.little16(6);
  const height = reader.little16(8);
  if (!(width > 0) || !(height > 0) || Number.isNaN(reader.byte(10))) return null;
  const { images, end } = walkGif(reader);
  return { format: 'gif', width, height, animated: images > 1, complete: reader.byte(end) === TRAILER };
}

/**
 * Counts the images of a GIF. `end` is the offset in bytes of the trailer, or of whatever stands where a block should
 * begin; beyond the file's length if the last block is cut.
 */
export function walkGif(reader: ByteReader): { readonly images: number; readonly end: number } {
  let images = 0;
  let offset = 13 + colorTableSize(reader.byte(10));
  for (;;) {
    const block = reader.byte(offset);
    if (block === EXTENSION) {
      offset = skipSubBlocks(reader, offset + 2);
    } else if (block === IMAGE) {
      images++;
      // Descriptor, local colour table, one byte of code size, then the data.
      offset = skipSubBlocks(reader, offset + 11 + colorTableSize(reader.byte(offset + 9)));
    } else {
      return { images, end: offset };
    }
  }
}

function colorTableSize(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

/** Offset after a chain of sub-blocks, each led by its length and the chain ended by a length of 0. */
function skipSubBlocks(reader: ByteReader, from: number): number {
  let offset = from;
  for (let length = reader.byte(offset); length > 0; length = reader.byte(offset)) offset += 1 + length;
  return offset + 1;
}
