import type { DocumentSpace } from '../api/picture-data';
import { ByteReader } from './byte-reader';
import { unpackProfile } from './colour-tags';
import { profileMatrix } from './icc-curves';
import type { PngChunk } from './png-chunks';
import { isNearSrgbCurve, levelsFromSrgb, NEAR_LEVELS } from './tone-curve';

/** ITU-T H.273 transfer characteristics of sRGB. */
const TRANSFER_SRGB = 13;
/** ITU-T H.273 colour primaries: BT.709 (sRGB's) and SMPTE EG 432-1 (Display P3's). */
const PRIMARIES: Readonly<Record<DocumentSpace, number>> = { srgb: 1, 'display-p3': 12 };
/** cHRM of sRGB, in 1/100 000: white, red, green, blue, each x and y (PNG third edition §11.3.2.1). */
const SRGB_CHROMATICITIES = [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000] as const;
const CHROMATICITY_TOLERANCE = 100;
/** Colourants in a profile, adapted to D50: rows X, Y, Z (IEC 61966-2-1; SMPTE EG 432-1 with the white of D65). */
const MATRICES: Readonly<Record<DocumentSpace, readonly (readonly number[])[]>> = {
  srgb: [
    [0.43607, 0.38515, 0.14307],
    [0.22249, 0.71687, 0.06061],
    [0.01392, 0.09708, 0.7141],
  ],
  'display-p3': [
    [0.51512, 0.29198, 0.1571],
    [0.2412, 0.69225, 0.06657],
    [-0.00105, 0.04189, 0.78407],
  ],
};
const MATRIX_TOLERANCE = 0.002;

/**
 * Whether a picture's stored values are those of a document, so that a host converts nothing, or converts nothing by
 * more than a level. Soft light of stored values is then right in every host. Otherwise a host that converts blends
 * other values than those that the layer was made for.
 * @param tags as `colourTags` gives them. cICP decides before iCCP, sRGB and gAMA (PNG third edition §12.12.3); no tag
 *   means sRGB, and a profile that cannot be unpacked is passed over
 */
export async function hasColoursOf(space: DocumentSpace, tags: readonly PngChunk[]): Promise<boolean> {
  const data = (type: string): Uint8Array | null => tags.find((tag) => tag.type === type)?.data ?? null;
  const cicp = data('cICP');
  if (cicp !== null) return cicp[0] === PRIMARIES[space] && cicp[1] === TRANSFER_SRGB;
  const icc = data('iCCP');
  const profile = icc === null ? null : await unpackProfile(icc);
  if (profile !== null) return isProfileOf(space, profile);
  return space === 'srgb' && (data('sRGB') !== null || icc !== null || isSrgbGamma(data('gAMA'), data('cHRM')));
}

/** Whether a profile is one of matrix and curves with a space's colourants and, to a level, sRGB's curve. */
export function isProfileOf(space: DocumentSpace, profile: Uint8Array): boolean {
  const matrix = profileMatrix(profile);
  if (matrix === null || !isNearSrgbCurve(profile)) return false;
  return matrix.every((row, index) =>
    row.every((value, column) => Math.abs(value - MATRICES[space][index]![column]!) <= MATRIX_TOLERANCE),
  );
}

/** gAMA holds 100 000 / γ. Without it, cHRM means nothing. */
function isSrgbGamma(gamma: Uint8Array | null, chromaticities: Uint8Array | null): boolean {
  if (gamma === null) return true;
  const stored = new ByteReader(gamma).big32(0);
  // 45455 is how files without an sRGB chunk say sRGB; decoders take it for that.
  const usual = Math.abs(stored - 45455) <= 10;
  if (!usual && levelsFromSrgb((value) => value ** (100000 / stored)) > NEAR_LEVELS) return false;
  if (chromaticities === null) return true;
  const reader = new ByteReader(chromaticities);
  return SRGB_CHROMATICITIES.every(
    (value, index) => Math.abs(reader.big32(4 * index) - value) <= CHROMATICITY_TOLERANCE,
  );
}
