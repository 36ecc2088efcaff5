/** A TIFF page to write (TIFF 6.0); pixels are uncompressed. */
export interface TiffPage {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly format: 'uint8' | 'uint16' | 'uint32' | 'float16' | 'float32' | 'float64' | 'int16';
  /** 0 white is zero, 1 black is zero, 2 RGB, 5 CMYK, …; 2 from three channels on, else 1, if left out. */
  readonly photometric?: number;
  /** ExtraSamples: 0 unspecified, 1 associated alpha, 2 unassociated alpha. */
  readonly extra?: readonly number[];
  readonly planar?: boolean;
  /** Tiles of 16 × 16 px instead of strips of 5 rows. */
  readonly tiled?: boolean;
  /** NewSubfileType: 1 marks a thumbnail. */
  readonly subfile?: number;
  readonly profile?: Buffer;
  readonly orientation?: number;
  readonly density?: number;
  /** Sample `channel` of pixel (x, y): 0 to 1. */
  readonly sample: (x: number, y: number, channel: number) => number;
}

const BYTES = { uint8: 1, uint16: 2, uint32: 4, float16: 2, float32: 4, float64: 8, int16: 2 } as const;
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
const UNDEFINED = 7;
const FIELD_BYTES: Readonly<Record<number, number>> = { [SHORT]: 2, [LONG]: 4, [RATIONAL]: 8, [UNDEFINED]: 1 };

/** Bytes of a half float (IEEE 754 binary16), for values of 0 and of normal halves. */
function halfBits(value: number): number {
  if (value === 0) return 0;
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  const mantissa = Math.round((Math.abs(value) / 2 ** exponent - 1) * 1024);
  return ((value < 0 ? 0x8000 : 0) + ((exponent + 15) << 10) + mantissa) & 0xffff;
}

function writeSample(out: DataView, offset: number, value: number, format: TiffPage['format'], little: boolean): void {
  const whole = (largest: number): number => Math.round(Math.min(1, Math.max(0, value)) * largest);
  if (format === 'uint8') out.setUint8(offset, whole(255));
  else if (format === 'uint16') out.setUint16(offset, whole(65535), little);
  else if (format === 'int16') out.setInt16(offset, whole(32767), little);
  else if (format === 'uint32') out.setUint32(offset, whole(2 ** 32 - 1), little);
  else if (format === 'float16') out.setUint16(offset, halfBits(value), little);
  else if (format === 'float32') out.setFloat32(offset, value, little);
  else out.setFloat64(offset, value, little);
}

/** Strips or tiles, channel after channel if planar; pixels of tiles beyond the picture are 0. */
function blocks(page: TiffPage, little: boolean): Uint8Array[] {
  const { width, height, channels, planar = false, tiled = false } = page;
  const across = tiled ? 16 : width;
  const out: Uint8Array[] = [];
  for (let plane = 0; plane < (planar ? channels : 1); plane++) {
    for (let top = 0; top < height; top += tiled ? 16 : 5) {
      const rows = tiled ? 16 : Math.min(5, height - top);
      for (let left = 0; left < width; left += across)
        out.push(block(page, little, { plane, top, left, rows, across }));
    }
  }
  return out;
}

interface Block {
  readonly plane: number;
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly across: number;
}

function block(page: TiffPage, little: boolean, { plane, top, left, rows, across }: Block): Uint8Array {
  const { width, height, format, planar = false, sample } = page;
  const channels = planar ? [plane] : Array.from({ length: page.channels }, (_, channel) => channel);
  const size = BYTES[format];
  const bytes = new Uint8Array(rows * across * channels.length * size);
  const view = new DataView(bytes.buffer);
  for (let y = 0, at = 0; y < rows; y++) {
    for (let x = 0; x < across; x++) {
      for (const channel of channels) {
        const inside = left + x < width && top + y < height;
        if (inside) writeSample(view, at, sample(left + x, top + y, channel), format, little);
        at += size;
      }
    }
  }
  return bytes;
}

type Field = readonly [tag: number, type: number, values: readonly number[] | Buffer];

function pageFields(page: TiffPage, data: readonly Uint8Array[], offsets: readonly number[]): Field[] {
  const { width, height, channels, format, tiled = false } = page;
  const kind = format.startsWith('float') ? 3 : format.startsWith('int') ? 2 : 1;
  const when = (condition: boolean, ...fields: readonly Field[]): readonly Field[] => (condition ? fields : []);
  const lengths = data.map(({ length }) => length);
  return [
    [254, LONG, [page.subfile ?? 0]],
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, new Array<number>(channels).fill(BYTES[format] * 8)],
    [259, SHORT, [1]],
    [262, SHORT, [page.photometric ?? (channels >= 3 ? 2 : 1)]],
    ...when(!tiled, [273, LONG, offsets]),
    [274, SHORT, [page.orientation ?? 1]],
    [277, SHORT, [channels]],
    ...when(!tiled, [278, LONG, [5]], [279, LONG, lengths]),
    ...when(page.density !== undefined, [282, RATIONAL, [page.density!, 1]], [283, RATIONAL, [page.density!, 1]]),
    [284, SHORT, [page.planar ? 2 : 1]],
    [296, SHORT, [2]],
    ...when(tiled, [322, LONG, [16]], [323, LONG, [16]], [324, LONG, offsets], [325, LONG, lengths]),
    ...when(page.extra !== undefined, [338, SHORT, page.extra!]),
    [339, SHORT, new Array<number>(channels).fill(kind)],
    ...when(page.profile !== undefined, [34675, UNDEFINED, page.profile!]),
  ];
}

/** A TIFF file of these pages, in either byte order. */
export function makeTiff(pages: readonly TiffPage[], order: 'II' | 'MM' = 'II'): Buffer {
  const little = order === 'II';
  const u16 = (value: number): Buffer => {
    const bytes = Buffer.alloc(2);
    if (little) bytes.writeUInt16LE(value);
    else bytes.writeUInt16BE(value);
    return bytes;
  };
  const u32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    if (little) bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const parts: Buffer[] = [Buffer.from(order, 'latin1'), u16(42), Buffer.alloc(4)];
  let length = 8;
  const add = (bytes: Uint8Array): number => {
    const at = length;
    const padded = Buffer.concat([bytes, Buffer.alloc(bytes.length & 1)]);
    parts.push(padded);
    length += padded.length;
    return at;
  };
  let pointer = { part: 2, at: 0 };
  for (const page of pages) {
    const data = blocks(page, little);
    const offsets = data.map(add);
    const entries = pageFields(page, data, offsets).map(([tag, type, values]) => {
      const bytes =
        values instanceof Buffer
          ? values
          : Buffer.concat((values as readonly number[]).map((value) => (type === SHORT ? u16(value) : u32(value))));
      const count = bytes.length / FIELD_BYTES[type]!;
      const inline = bytes.length <= 4 ? Buffer.concat([bytes, Buffer.alloc(4 - bytes.length)]) : u32(add(bytes));
      return Buffer.concat([u16(tag), u16(type), u32(count), inline]);
    });
    const directory = add(Buffer.concat([u16(entries.length), ...entries, u32(0)]));
    u32(directory).copy(parts[pointer.part]!, pointer.at);
    pointer = { part: parts.length - 1, at: 2 + 12 * entries.length };
  }
  return Buffer.concat(parts);
}
