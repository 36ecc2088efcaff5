import { ascii, big32, utf16 } from './big-endian';
import { joinBytes } from './png-chunks';

/** X, Y, Z of red, green and blue, adapted to D50. */
export type Colourants = readonly [Xyz, Xyz, Xyz];
type Xyz = readonly [number, number, number];

const D50: Xyz = [0.9642, 1, 0.8249];
/** sRGB's curve as a parametric one of type 3: g, a, b, c, d (IEC 61966-2-1). */
const SRGB_CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] as const;
/** Colourants of sRGB (IEC 61966-2-1). */
const SRGB: Colourants = [
  [0.43607, 0.22249, 0.01392],
  [0.38515, 0.71687, 0.09708],
  [0.14307, 0.06061, 0.7141],
];
const HEADER_BYTES = 128;

/** Version 4.3 (ICC.1:2010). */
const VERSION = 0x04300000;
/** 1 January 2026. */
const DATE = Uint8Array.of(7, 234, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0);

/** An RGB profile of a matrix and one curve. Fields that are left out are those of sRGB. */
export interface MatrixProfile {
  /** ASCII. */
  readonly name: string;
  readonly colourants?: Colourants;
  /** A curve tag (ICC.1:2022 §10.6 or §10.18), padded to four bytes. */
  readonly curve?: Uint8Array;
  /** Profile version, as in the header. */
  readonly version?: number;
  /** Twelve bytes, as in the header. */
  readonly date?: Uint8Array;
}

/** An sRGB profile, for formats whose readers take a file without a profile for something else. */
export function srgbProfile(): Uint8Array {
  return matrixProfile({ name: 'sRGB IEC61966-2.1' });
}

/** The bytes of a profile (ICC.1:2022 §8.3.3). */
export function matrixProfile({
  name,
  colourants: [red, green, blue] = SRGB,
  curve = srgbCurve(),
  version = VERSION,
  date = DATE,
}: MatrixProfile): Uint8Array {
  const tags: readonly (readonly [string, Uint8Array])[] = [
    ['desc', text(name)],
    ['cprt', text('CC0')],
    ['wtpt', xyz(D50)],
    ['rXYZ', xyz(red)],
    ['gXYZ', xyz(green)],
    ['bXYZ', xyz(blue)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  let offset = HEADER_BYTES + 4 + 12 * tags.length;
  const table = tags.map(([tag, data]) => {
    const entry = joinBytes([ascii(tag), big32(offset), big32(data.length)]);
    offset += data.length;
    return entry;
  });
  return joinBytes([header(offset, version, date), big32(tags.length), ...table, ...tags.map(([, data]) => data)]);
}

function srgbCurve(): Uint8Array {
  return joinBytes([ascii('para'), Uint8Array.of(0, 0, 0, 0, 0, 3, 0, 0), ...SRGB_CURVE.map(fixed)]);
}

function header(size: number, version: number, date: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  bytes.set(big32(size), 0);
  bytes.set(big32(version), 8);
  bytes.set(ascii('mntrRGB XYZ '), 12);
  bytes.set(date, 24);
  bytes.set(ascii('acsp'), 36);
  bytes.set(joinBytes(D50.map(fixed)), 68);
  return bytes;
}

/** s15Fixed16Number (§4.6). */
function fixed(value: number): Uint8Array {
  return big32(Math.round(value * 65536));
}

function xyz(values: Xyz): Uint8Array {
  return joinBytes([ascii('XYZ '), new Uint8Array(4), ...values.map(fixed)]);
}

/** multiLocalizedUnicodeType of one English text (§10.15), padded to four bytes. */
function text(value: string): Uint8Array {
  const letters = utf16(value);
  const record = [big32(1), big32(12), ascii('enUS'), big32(letters.length), big32(28)];
  return joinBytes([ascii('mluc'), new Uint8Array(4), ...record, letters, new Uint8Array(-letters.length & 3)]);
}
