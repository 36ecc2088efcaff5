import { profileChunk } from './colour-tags';
import { joinBytes, type PngChunk } from './png-chunks';

/** Colourants of Display P3, adapted to D50: X, Y, Z of red, green and blue (SMPTE EG 432-1 primaries, D65 white). */
const COLOURANTS = [
  [0.51512, 0.2412, -0.00105],
  [0.29198, 0.69225, 0.04189],
  [0.1571, 0.06657, 0.78407],
] as const;
const D50 = [0.9642, 1, 0.8249] as const;
/** sRGB's curve as a parametric one of type 3: g, a, b, c, d (IEC 61966-2-1). */
const SRGB_CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] as const;
const HEADER_BYTES = 128;

/** The iCCP chunk for layers of a Display P3 document: a host then converts nothing. */
export function displayP3Chunk(): Promise<PngChunk> {
  return profileChunk(displayP3Profile());
}

/** A Display P3 profile of matrix and curves, version 4.3 (ICC.1:2010). */
export function displayP3Profile(): Uint8Array {
  const [red, green, blue] = COLOURANTS;
  const curve = joinBytes([ascii('para'), Uint8Array.of(0, 0, 0, 0, 0, 3, 0, 0), ...SRGB_CURVE.map(fixed)]);
  const tags: readonly (readonly [string, Uint8Array])[] = [
    ['desc', text('Display P3')],
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
  const table = tags.map(([name, data]) => {
    const entry = joinBytes([ascii(name), big32(offset), big32(data.length)]);
    offset += data.length;
    return entry;
  });
  return joinBytes([header(offset), big32(tags.length), ...table, ...tags.map(([, data]) => data)]);
}

function header(size: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  bytes.set(big32(size), 0);
  bytes.set(big32(0x04300000), 8);
  bytes.set(ascii('mntrRGB XYZ '), 12);
  // 1 January 2026.
  bytes.set([7, 234, 0, 1, 0, 1], 24);
  bytes.set(ascii('acsp'), 36);
  bytes.set(joinBytes(D50.map(fixed)), 68);
  return bytes;
}

function ascii(value: string): Uint8Array {
  return Uint8Array.from(value, (letter) => letter.charCodeAt(0));
}

function big32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

/** s15Fixed16Number (§4.6). */
function fixed(value: number): Uint8Array {
  return big32(Math.round(value * 65536) >>> 0);
}

function xyz(values: readonly number[]): Uint8Array {
  return joinBytes([ascii('XYZ '), new Uint8Array(4), ...values.map(fixed)]);
}

/** multiLocalizedUnicodeType of one English text (§10.15), padded to four bytes. */
function text(value: string): Uint8Array {
  const utf16 = joinBytes([...value].map((letter) => Uint8Array.of(0, letter.charCodeAt(0))));
  const record = [big32(1), big32(12), ascii('enUS'), big32(utf16.length), big32(28)];
  return joinBytes([ascii('mluc'), new Uint8Array(4), ...record, utf16, new Uint8Array(-utf16.length & 3)]);
}
