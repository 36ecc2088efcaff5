import { ByteReader } from './byte-reader';
import { profileSpace, profileTag } from './icc-curves';
import { joinBytes } from './png-chunks';

/** Colourants of sRGB, adapted to D50: X, Y, Z of red, green and blue (IEC 61966-2-1). Their sum is the white. */
const COLOURANTS = [
  [0.43607, 0.22249, 0.01392],
  [0.38515, 0.71687, 0.09708],
  [0.14307, 0.06061, 0.7141],
] as const;
const D50 = [0.9642, 1, 0.8249] as const;
const HEADER_BYTES = 128;

/**
 * The RGB profile that gives three equal values the colour that a grey profile gives the one: its curve for red, green
 * and blue. An RGB file cannot have the grey profile itself (ICC.1:2022 §8).
 * @returns null unless the profile is grey and has a curve
 */
export function rgbProfileOfGrey(grey: Uint8Array): Uint8Array | null {
  const curve = profileSpace(grey) === 'GRAY' ? profileTag(grey, 'kTRC') : null;
  if (curve === null) return null;
  const padded = joinBytes([curve, new Uint8Array(-curve.length & 3)]);
  const [red, green, blue] = COLOURANTS;
  const tags: readonly (readonly [string, Uint8Array])[] = [
    ['desc', text('Grey as RGB')],
    ['cprt', text('CC0')],
    ['wtpt', xyz(D50)],
    ['rXYZ', xyz(red)],
    ['gXYZ', xyz(green)],
    ['bXYZ', xyz(blue)],
    ['rTRC', padded],
    ['gTRC', padded],
    ['bTRC', padded],
  ];
  let offset = HEADER_BYTES + 4 + 12 * tags.length;
  const table = tags.map(([name, data]) => {
    const entry = joinBytes([ascii(name), big32(offset), big32(data.length)]);
    offset += data.length;
    return entry;
  });
  return joinBytes([header(offset, grey), big32(tags.length), ...table, ...tags.map(([, data]) => data)]);
}

/** The header of an RGB profile with the version and date of another profile. */
function header(size: number, like: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  bytes.set(big32(size), 0);
  bytes.set(big32(new ByteReader(like).big32(8)), 8);
  bytes.set(ascii('mntrRGB XYZ '), 12);
  bytes.set(like.subarray(24, 36), 24);
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
