import { ByteReader } from './byte-reader';

/** From an encoded value, 0–1, to linear light, 0–1. */
export type ToneCurve = (value: number) => number;

/** Tags that are read of a profile; a larger count is damage. */
const MOST_TAGS = 200;

/** Colour-space signature, at byte 16 of a profile. */
export function profileSpace(profile: Uint8Array): string {
  return new ByteReader(profile).text(16, 4);
}

/**
 * The tone curves of red, green and blue in an RGB profile of matrix and curves (ICC.1:2022 §8.3.3). A grey profile has
 * one, which stands three times. Null if a host converts by a table (A2B0 and the like), or if a curve cannot
 * be read.
 */
export function profileCurves(profile: Uint8Array): readonly [ToneCurve, ToneCurve, ToneCurve] | null {
  const reader = new ByteReader(profile);
  const tags = readTags(reader);
  // Hosts prefer a table to the matrix.
  if (['A2B0', 'A2B1', 'D2B0', 'D2B1'].some((tag) => tags.has(tag))) return null;
  const curves = (profileSpace(profile) === 'GRAY' ? ['kTRC', 'kTRC', 'kTRC'] : ['rTRC', 'gTRC', 'bTRC']).map((tag) => {
    const offset = tags.get(tag);
    return offset === undefined ? null : readCurve(reader, offset);
  });
  const [red, green, blue] = curves;
  return red && green && blue ? [red, green, blue] : null;
}

/** The colourants of an RGB profile: rows X, Y, Z (D50) for columns red, green, blue. Null if it has none. */
export function profileMatrix(profile: Uint8Array): readonly (readonly [number, number, number])[] | null {
  const reader = new ByteReader(profile);
  const tags = readTags(reader);
  const offsets = ['rXYZ', 'gXYZ', 'bXYZ'].map((tag) => tags.get(tag));
  const [red, green, blue] = offsets;
  if (red === undefined || green === undefined || blue === undefined) return null;
  const rows = [8, 12, 16].map((at) => [red, green, blue].map((offset) => signed16Fixed(reader, offset + at)));
  return rows.flat().some(Number.isNaN) ? null : (rows as [number, number, number][]);
}

/** The data of a tag; null without it, or if it reaches beyond the profile. */
export function profileTag(profile: Uint8Array, name: string): Uint8Array | null {
  const reader = new ByteReader(profile);
  for (let entry = 132; entry < 132 + 12 * Math.min(reader.big32(128), MOST_TAGS); entry += 12) {
    if (reader.text(entry, 4) !== name) continue;
    const start = reader.big32(entry + 4);
    const end = start + reader.big32(entry + 8);
    return end <= profile.length ? profile.subarray(start, end) : null;
  }
  return null;
}

/** Signature → offset in bytes. */
function readTags(reader: ByteReader): ReadonlyMap<string, number> {
  const tags = new Map<string, number>();
  const count = Math.min(reader.big32(128), MOST_TAGS);
  for (let index = 0; index < count; index++)
    tags.set(reader.text(132 + 12 * index, 4), reader.big32(136 + 12 * index));
  return tags;
}

function readCurve(reader: ByteReader, offset: number): ToneCurve | null {
  switch (reader.text(offset, 4)) {
    case 'curv':
      return readSampledCurve(reader, offset);
    case 'para':
      return readParametricCurve(reader, offset);
    default:
      return null;
  }
}

/** curveType (§10.6): identity, a gamma, or samples with straight lines in between. */
function readSampledCurve(reader: ByteReader, offset: number): ToneCurve | null {
  const count = reader.big32(offset + 8);
  if (count === 0) return (value) => value;
  if (count === 1) {
    const gamma = reader.big16(offset + 12) / 256;
    return gamma > 0 ? (value) => value ** gamma : null;
  }
  const samples = Array.from({ length: Math.min(count, 65536) }, (_, index) => reader.big16(offset + 12 + 2 * index));
  if (samples.some(Number.isNaN)) return null;
  return (value) => {
    const at = value * (samples.length - 1);
    const below = Math.min(Math.floor(at), samples.length - 2);
    return (samples[below]! + (at - below) * (samples[below + 1]! - samples[below]!)) / 65535;
  };
}

/** parametricCurveType (§10.18): parameters g, a, b, c, d, e, f as far as the function type has them. */
function readParametricCurve(reader: ByteReader, offset: number): ToneCurve | null {
  const type = reader.big16(offset + 8);
  const count = [1, 3, 4, 5, 7][type];
  if (count === undefined) return null;
  const p = Array.from({ length: count }, (_, index) => signed16Fixed(reader, offset + 12 + 4 * index));
  if (p.some(Number.isNaN)) return null;
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = p;
  const power = (value: number): number => Math.max(0, a * value + b) ** g;
  switch (type) {
    case 0:
      return (value) => value ** g;
    case 1:
      return (value) => (value >= -b / a ? power(value) : 0);
    case 2:
      return (value) => (value >= -b / a ? power(value) + c : c);
    case 3:
      return (value) => (value >= d ? power(value) : c * value);
    default:
      return (value) => (value >= d ? power(value) + e : c * value + f);
  }
}

/** s15Fixed16Number (§4.6). */
function signed16Fixed(reader: ByteReader, offset: number): number {
  return (reader.big32(offset) - (reader.byte(offset) >= 128 ? 2 ** 32 : 0)) / 65536;
}
