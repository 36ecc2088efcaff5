import { deflateSync } from 'node:zlib';
import type { Picture } from '../../ui/engine/picture/picture';
import { iptcRecords, photoshopResources } from './photoshop-block';

export interface TiffOptions {
  readonly alpha: boolean;
  /** A TIFF structure of EXIF fields, upright; null: none. */
  readonly exif: Buffer | null;
  readonly xmp: Buffer | null;
  /** As `PhotoMetadata.iptc`. */
  readonly iptc: Buffer | null;
  readonly icc: Buffer | null;
  /** Pixels an inch; null: not said. */
  readonly density: number | null;
}

/** Types of fields, by their number (TIFF 6.0 §2). */
const TYPES = { byte: 1, short: 3, long: 4, rational: 5, undefined: 7 } as const;
type TiffType = keyof typeof TYPES;

/** A field of a directory: its tag, its type, the number of its values, and their bytes. */
interface Field {
  readonly tag: number;
  readonly type: TiffType;
  readonly count: number;
  readonly data: Buffer;
}

/** Bytes of pixels in a strip, before compression. */
const STRIP_BYTES = 1 << 20;
const EMPTY = Buffer.from('II*\0\0\0\0\0', 'latin1');
const ENTRY = 12;
const WIDTH = 256;
const HEIGHT = 257;
const BITS = 258;
const COMPRESSION = 259;
const PHOTOMETRIC = 262;
const STRIP_OFFSETS = 273;
const ORIENTATION = 274;
const CHANNELS = 277;
const STRIP_ROWS = 278;
const STRIP_LENGTHS = 279;
const RESOLUTIONS = [282, 283] as const;
const PLANAR = 284;
const RESOLUTION_UNIT = 296;
const PREDICTOR = 317;
const EXTRA_SAMPLES = 338;
const XMP = 700;
const IPTC = 33723;
const PHOTOSHOP = 34377;
const ICC = 34675;
/** Fields of a directory that say how its own pixels are stored, or where they or a preview of them are. */
const OF_PIXELS: ReadonlySet<number> = new Set([
  ...[254, 255, WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, 266, STRIP_OFFSETS, ORIENTATION, CHANNELS, STRIP_ROWS],
  ...[STRIP_LENGTHS, PLANAR, PREDICTOR, 320, 322, 323, 324, 325, 330, EXTRA_SAMPLES, 339, 347, 512, 513, 514],
  ...[529, 530, 531, 532, XMP, IPTC, PHOTOSHOP, ICC],
]);

/**
 * A picture as TIFF: RGB or RGBA with straight alpha, its own 8 or 16 bits, deflate with differences (TIFF 6.0 §14).
 * Values do not change.
 *
 * The file begins with the EXIF structure itself, which is a TIFF without pixels. So every offset in it stays right,
 * those in makers' notes too. A new directory with the fields of the first one and those of the pixels follows it.
 */
export function encodeTiff(picture: Picture, options: TiffOptions): Buffer {
  const { exif, density, alpha } = options;
  const base = exif ?? EMPTY;
  const little = base[0] === 0x49;
  const file = new TiffFile(base, little);
  const channels = alpha ? 4 : 3;
  const rows = Math.max(1, Math.floor(STRIP_BYTES / (picture.width * channels * (picture.deep === undefined ? 1 : 2))));
  const strips: { readonly offset: number; readonly length: number }[] = [];
  for (let y = 0; y < picture.height; y += rows) {
    const strip = deflateSync(stripOf(picture, channels, y, Math.min(rows, picture.height - y), little), { level: 4 });
    strips.push({ offset: file.append(strip), length: strip.length });
  }
  const kept = exif === null ? [] : directoryOf(base, little).filter(({ tag }) => !OF_PIXELS.has(tag));
  const fields = [
    ...pixelFields(picture, alpha, file),
    file.field(STRIP_ROWS, 'long', [rows]),
    file.field(
      STRIP_OFFSETS,
      'long',
      strips.map(({ offset }) => offset),
    ),
    file.field(
      STRIP_LENGTHS,
      'long',
      strips.map(({ length }) => length),
    ),
    ...metadataFields(options),
  ];
  if (density !== null && !kept.some(({ tag }) => tag === RESOLUTIONS[0])) {
    for (const tag of RESOLUTIONS) fields.push(file.field(tag, 'rational', [density, 1]));
    fields.push(file.field(RESOLUTION_UNIT, 'short', [2]));
  }
  return file.end(fields, kept);
}

function pixelFields({ width, height, deep }: Picture, alpha: boolean, file: TiffFile): Field[] {
  const channels = alpha ? 4 : 3;
  return [
    file.field(WIDTH, 'long', [width]),
    file.field(HEIGHT, 'long', [height]),
    file.field(BITS, 'short', new Array<number>(channels).fill(deep === undefined ? 8 : 16)),
    // 8: deflate; 2: RGB; 1: channels together.
    file.field(COMPRESSION, 'short', [8]),
    file.field(PHOTOMETRIC, 'short', [2]),
    file.field(ORIENTATION, 'short', [1]),
    file.field(CHANNELS, 'short', [channels]),
    file.field(PLANAR, 'short', [1]),
    file.field(PREDICTOR, 'short', [2]),
    // 2: straight alpha.
    ...(alpha ? [file.field(EXTRA_SAMPLES, 'short', [2])] : []),
  ];
}

function metadataFields({ xmp, iptc, icc }: TiffOptions): Field[] {
  const bytes = (tag: number, type: 'byte' | 'undefined', data: Buffer | null): Field[] =>
    data === null ? [] : [{ tag, type, count: data.length, data }];
  return [
    ...bytes(XMP, 'byte', xmp),
    ...bytes(IPTC, 'undefined', iptc === null ? null : iptcRecords(iptc)),
    ...bytes(PHOTOSHOP, 'byte', iptc === null ? null : photoshopResources(iptc)),
    ...bytes(ICC, 'undefined', icc),
  ];
}

/** Rows of a picture as differences of each value to the pixel on its left. */
function stripOf({ width, data, deep }: Picture, channels: 3 | 4, top: number, rows: number, little: boolean): Buffer {
  const values = deep ?? data;
  const size = deep === undefined ? 1 : 2;
  const strip = Buffer.alloc(width * rows * channels * size);
  const view = new DataView(strip.buffer, strip.byteOffset, strip.length);
  for (let y = 0, out = 0; y < rows; y++) {
    for (let x = 0, at = (top + y) * width * 4; x < width; x++, at += 4) {
      for (let channel = 0; channel < channels; channel++, out += size) {
        const change = values[at + channel]! - (x === 0 ? 0 : values[at + channel - 4]!);
        if (size === 1) strip[out] = change;
        else view.setUint16(out, change & 0xffff, little);
      }
    }
  }
  return strip;
}

/** The entries of a structure's first directory, each as its twelve bytes. */
function directoryOf(base: Buffer, little: boolean): { readonly tag: number; readonly entry: Buffer }[] {
  const view = new DataView(base.buffer, base.byteOffset, base.length);
  const start = view.getUint32(4, little);
  return Array.from({ length: view.getUint16(start, little) }, (_, index) => {
    const at = start + 2 + ENTRY * index;
    return { tag: view.getUint16(at, little), entry: base.subarray(at, at + ENTRY) };
  });
}

/** A TIFF that grows at its end. */
class TiffFile {
  readonly #parts: Buffer[];
  #length: number;

  constructor(
    base: Buffer,
    private readonly little: boolean,
  ) {
    this.#parts = [Buffer.from(base)];
    this.#length = base.length;
  }

  /** Adds bytes at an even offset. @returns the offset */
  append(data: Buffer): number {
    if (this.#length % 2 === 1) {
      this.#parts.push(Buffer.alloc(1));
      this.#length++;
    }
    const offset = this.#length;
    this.#parts.push(data);
    this.#length += data.length;
    return offset;
  }

  /** A field of numbers; a rational takes two of them. */
  field(tag: number, type: Exclude<TiffType, 'undefined'>, values: readonly number[]): Field {
    const size = type === 'byte' ? 1 : type === 'short' ? 2 : 4;
    const data = Buffer.alloc(size * values.length);
    const view = new DataView(data.buffer, data.byteOffset, data.length);
    values.forEach((value, index) => {
      if (size === 1) view.setUint8(index, value);
      else if (size === 2) view.setUint16(2 * index, value, this.little);
      else view.setUint32(4 * index, value, this.little);
    });
    return { tag, type, count: type === 'rational' ? values.length / 2 : values.length, data };
  }

  /** Adds the directory and returns the whole file. */
  end(fields: readonly Field[], kept: readonly { readonly tag: number; readonly entry: Buffer }[]): Buffer {
    const entries = [...fields.map((field) => ({ tag: field.tag, entry: this.#entry(field) })), ...kept];
    entries.sort((a, b) => a.tag - b.tag);
    const directory = Buffer.concat([
      this.field(0, 'short', [entries.length]).data,
      ...entries.map(({ entry }) => entry),
      Buffer.alloc(4),
    ]);
    const offset = this.append(directory);
    const file = Buffer.concat(this.#parts);
    this.field(0, 'long', [offset]).data.copy(file, 4);
    return file;
  }

  /** The twelve bytes of a field. Data of more than four bytes is added to the file. */
  #entry({ tag, type, count, data }: Field): Buffer {
    const value = Buffer.alloc(4);
    if (data.length <= 4) data.copy(value);
    else this.field(0, 'long', [this.append(data)]).data.copy(value);
    return Buffer.concat([this.field(0, 'short', [tag, TYPES[type]]).data, this.field(0, 'long', [count]).data, value]);
  }
}
