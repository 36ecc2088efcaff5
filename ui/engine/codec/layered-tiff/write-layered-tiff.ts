import { ascii, big16, big32 } from '../big-endian';
import { inChunks } from '../layered/in-chunks';
import { assertFits, type FormatLimits, type LayeredPicture, type SampleRows } from '../layered/layered-picture';
import { mergedRows } from '../layered/merged-rows';
import { srgbProfile } from '../matrix-profile';
import { joinBytes } from '../png-chunks';
import { layerInfo } from '../psd/layer-info';

export const TIFF_LIMITS: FormatLimits = { format: 'TIFF', side: 2 ** 32 - 1, bytes: 2 ** 32 - 1 };

/** Types of a field (TIFF 6.0 section 2) and their bytes. */
const TYPE = { byte: 1, short: 3, long: 4, rational: 5, undefined: 7 } as const;
const UNIT_BYTES: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 5: 8, 7: 1 };
const HEADER_BYTES = 8;
const STRIP_BYTES = 1 << 20;
const USUAL_PIXELS_PER_INCH = 72;
/** Starts ImageSourceData (Adobe Photoshop TIFF Technical Note 3). */
const SIGNATURE = 'Adobe Photoshop Document Data Block\0';

interface Field {
  readonly tag: number;
  readonly type: number;
  /** Number of values. */
  readonly count: number;
  /** Bytes of the values, big-endian; null: `size` bytes that are written elsewhere. */
  readonly data: Uint8Array | null;
  readonly size: number;
}

/**
 * A layered picture as a TIFF: the merged picture for every reader, and the layers in Photoshop's field 37724. Numbers
 * are big-endian, as Photoshop's layers are in a PSD.
 * @returns chunks of about a megabyte; the writer needs memory for a few rows
 * @throws LayeredFileTooLarge before the first chunk
 */
export function* writeLayeredTiff(picture: LayeredPicture): Generator<Uint8Array> {
  const merged = mergedRows(picture);
  const info = layerInfo(picture);
  const { width, height, depth } = merged;
  const samples = picture.transparent ? 4 : 3;
  const stride = width * samples * (depth / 8);
  const rowsPerStrip = Math.max(1, Math.floor(STRIP_BYTES / stride));
  const head = joinBytes([ascii(SIGNATURE), ascii(`8BIM${depth === 8 ? 'Layr' : 'Lr16'}`), big32(info.size)]);
  const fields = fieldsOf(picture, { rowsPerStrip, stride }, head.length + info.size);
  const pixels = stride * height;
  const directory = directoryBytes(fields, HEADER_BYTES + pixels + (pixels & 1));
  assertFits(picture.background, HEADER_BYTES + pixels + 1 + directory.size + head.length + info.size, TIFF_LIMITS);
  yield* inChunks(
    (function* () {
      yield joinBytes([ascii('MM'), big16(42), big32(HEADER_BYTES + pixels + (pixels & 1))]);
      yield* interleaved(merged, samples);
      yield new Uint8Array(pixels & 1);
      yield directory.bytes;
      yield head;
      yield* info.parts();
    })(),
  );
}

/** The fields of the directory in the order of their tags. The layers come last in the file. */
function fieldsOf(
  { background: { width, height, depth }, transparent, facts }: LayeredPicture,
  { rowsPerStrip, stride }: { readonly rowsPerStrip: number; readonly stride: number },
  layerBytes: number,
): Field[] {
  const samples = transparent ? 4 : 3;
  const strips = Array.from({ length: Math.ceil(height / rowsPerStrip) }, (_, index) => index * rowsPerStrip);
  const density = rational(facts.pixelsPerInch ?? USUAL_PIXELS_PER_INCH);
  return [
    longs(256, [width]),
    longs(257, [height]),
    shorts(
      258,
      Array.from({ length: samples }, () => depth),
    ),
    // No compression; red, green, blue.
    shorts(259, [1]),
    shorts(262, [2]),
    longs(
      273,
      strips.map((row) => HEADER_BYTES + row * stride),
    ),
    shorts(274, [1]),
    shorts(277, [samples]),
    longs(278, [rowsPerStrip]),
    longs(
      279,
      strips.map((row) => Math.min(rowsPerStrip, height - row) * stride),
    ),
    field(282, TYPE.rational, density),
    field(283, TYPE.rational, density),
    // Interleaved samples; pixels an inch.
    shorts(284, [1]),
    shorts(296, [2]),
    // Straight alpha.
    ...(transparent ? [shorts(338, [2])] : []),
    ...(facts.xmp === null ? [] : [field(700, TYPE.byte, facts.xmp)]),
    field(34675, TYPE.undefined, facts.profile ?? srgbProfile()),
    { tag: 37724, type: TYPE.undefined, count: layerBytes, data: null, size: layerBytes },
  ];
}

function field(tag: number, type: number, data: Uint8Array): Field {
  return { tag, type, count: data.length / UNIT_BYTES[type]!, data, size: data.length };
}

function shorts(tag: number, values: readonly number[]): Field {
  return field(tag, TYPE.short, joinBytes(values.map(big16)));
}

function longs(tag: number, values: readonly number[]): Field {
  return field(tag, TYPE.long, joinBytes(values.map(big32)));
}

/** A number with four decimals. */
function rational(value: number): Uint8Array {
  return joinBytes([big32(Math.round(value * 10_000)), big32(10_000)]);
}

/** The directory and its values; the one field without data lies directly behind them. */
function directoryBytes(
  fields: readonly Field[],
  start: number,
): { readonly bytes: Uint8Array; readonly size: number } {
  const values: Uint8Array[] = [];
  let offset = start + 2 + 12 * fields.length + 4;
  const entries = fields.map(({ tag, type, count, data, size }) => {
    const head = joinBytes([big16(tag), big16(type), big32(count)]);
    if (data !== null && size <= 4) return joinBytes([head, data, new Uint8Array(4 - size)]);
    const entry = joinBytes([head, big32(offset)]);
    if (data !== null) values.push(data, new Uint8Array(size & 1));
    offset += data === null ? 0 : size + (size & 1);
    return entry;
  });
  const bytes = joinBytes([big16(fields.length), ...entries, big32(0), ...values]);
  return { bytes, size: bytes.length };
}

/** The pixels, big-endian, with three or four samples each. */
function* interleaved({ width, height, depth, row }: SampleRows, samples: number): Generator<Uint8Array> {
  const bytes = new Uint8Array(width * samples * (depth / 8));
  for (let y = 0; y < height; y++) {
    const values = row(y);
    for (let x = 0, to = 0; x < width; x++)
      for (let channel = 0; channel < samples; channel++) {
        const value = values[4 * x + channel]!;
        if (depth === 16) bytes[to++] = value >>> 8;
        bytes[to++] = value & 255;
      }
    yield bytes;
  }
}
