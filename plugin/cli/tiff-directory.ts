/** A page of a TIFF, as its directory describes it (TIFF 6.0; BigTIFF too). */
export interface TiffPage {
  /** Its number in the file, from 0. */
  readonly index: number;
  readonly width: number;
  readonly height: number;
  /** Samples a pixel, extra ones included. */
  readonly channels: number;
  /** Bits a sample; null if they differ from sample to sample. */
  readonly bits: number | null;
  readonly sampleFormat: 'uint' | 'int' | 'float' | 'other';
  /** PhotometricInterpretation: 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr, 8 Lab. */
  readonly photometric: number;
  /** ExtraSamples: 0 a saved selection, 1 associated alpha, 2 unassociated alpha; null without the tag. */
  readonly extra: readonly number[] | null;
  /** Each channel is stored on its own. */
  readonly planar: boolean;
  readonly compression: number;
  readonly predictor: number;
  /** EXIF orientation, 1–8. */
  readonly orientation: number;
  /** Width and height of a tile, or of a strip, in pixels. */
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly tiled: boolean;
  /** Offsets and lengths in bytes of strips or tiles, channel after channel if planar. */
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
  readonly littleEndian: boolean;
  readonly profile: Uint8Array | null;
  /** Marked as a smaller copy of another page or as a mask (NewSubfileType or SubfileType). */
  readonly secondary: boolean;
}

const TYPE_BYTES: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
};
const BYTE_TYPES: ReadonlySet<number> = new Set([1, 2, 6, 7]);
const SHORT = 3;
const LONG8: ReadonlySet<number> = new Set([16, 17, 18]);
/** A directory chain that is longer is a loop. */
const MOST_PAGES = 1000;
const MOST_VALUES = 1_000_000;

type Field = { readonly type: number; readonly count: number; readonly offset: number };

/** Reads numbers of one TIFF. @throws RangeError past the end of the file */
class TiffReader {
  readonly view: DataView;
  readonly little: boolean;
  readonly big: boolean;

  constructor(readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.little = bytes[0] === 0x49;
    this.big = this.short(2) === 43;
  }

  short(offset: number): number {
    return this.view.getUint16(offset, this.little);
  }

  long(offset: number): number {
    return this.view.getUint32(offset, this.little);
  }

  long8(offset: number): number {
    return Number(this.view.getBigUint64(offset, this.little));
  }

  /** An offset or count of the file's own width. */
  word(offset: number): number {
    return this.big ? this.long8(offset) : this.long(offset);
  }

  values({ type, count, offset }: Field): number[] {
    if (count > MOST_VALUES) throw new RangeError('too many values');
    const size = TYPE_BYTES[type] ?? 1;
    return Array.from({ length: count }, (_, index) => {
      const at = offset + index * size;
      if (BYTE_TYPES.has(type)) return this.view.getUint8(at);
      if (type === SHORT) return this.short(at);
      return LONG8.has(type) ? this.long8(at) : this.long(at);
    });
  }
}

/**
 * The pages of a TIFF, in file order.
 * @throws RangeError if a directory lies outside the file, or if the directories form a loop
 */
export function tiffPages(bytes: Uint8Array): TiffPage[] {
  const reader = new TiffReader(bytes);
  const pages: TiffPage[] = [];
  for (let at = reader.word(reader.big ? 8 : 4); at !== 0;) {
    if (pages.length >= MOST_PAGES) throw new RangeError('endless directories');
    const { fields, next } = readDirectory(reader, at);
    pages.push(readPage(reader, fields, pages.length));
    at = next;
  }
  return pages;
}

function readDirectory(reader: TiffReader, at: number): { fields: Map<number, Field>; next: number } {
  const { big } = reader;
  const count = big ? reader.long8(at) : reader.short(at);
  const first = at + (big ? 8 : 2);
  const size = big ? 20 : 12;
  const fields = new Map<number, Field>();
  for (let index = 0; index < count; index++) {
    const entry = first + index * size;
    const type = reader.short(entry + 2);
    const values = reader.word(entry + 4);
    const inline = entry + (big ? 12 : 8);
    const fits = values * (TYPE_BYTES[type] ?? 1) <= (big ? 8 : 4);
    fields.set(reader.short(entry), { type, count: values, offset: fits ? inline : reader.word(inline) });
  }
  return { fields, next: reader.word(first + count * size) };
}

function readPage(reader: TiffReader, fields: ReadonlyMap<number, Field>, index: number): TiffPage {
  const list = (tag: number): number[] => {
    const field = fields.get(tag);
    return field === undefined ? [] : reader.values(field);
  };
  const one = (tag: number, fallback: number): number => list(tag)[0] ?? fallback;
  const width = one(256, 0);
  const height = one(257, 0);
  const bits = list(258);
  const formats = list(339);
  const tiled = fields.has(322);
  const profile = fields.get(34675);
  return {
    index,
    width,
    height,
    channels: one(277, 1),
    bits: bits.every((value) => value === bits[0]) ? (bits[0] ?? 1) : null,
    sampleFormat: sampleFormat(formats),
    photometric: one(262, 1),
    extra: fields.has(338) ? list(338) : null,
    planar: one(284, 1) === 2,
    compression: one(259, 1),
    predictor: one(317, 1),
    orientation: one(274, 1),
    tiled,
    blockWidth: tiled ? one(322, 0) : width,
    blockHeight: tiled ? one(323, 0) : Math.min(one(278, height), height),
    offsets: list(tiled ? 324 : 273),
    lengths: list(tiled ? 325 : 279),
    littleEndian: reader.little,
    profile: profile === undefined ? null : reader.bytes.subarray(profile.offset, profile.offset + profile.count),
    secondary: (one(254, 0) & 5) !== 0 || one(255, 1) === 2,
  };
}

/** SampleFormat: 1 unsigned, 2 signed, 3 IEEE float, 4 undefined; unsigned without the tag. */
function sampleFormat(formats: readonly number[]): TiffPage['sampleFormat'] {
  const first = formats[0] ?? 1;
  if (formats.some((format) => format !== first)) return 'other';
  if (first === 1 || first === 4) return 'uint';
  if (first === 2) return 'int';
  return first === 3 ? 'float' : 'other';
}
