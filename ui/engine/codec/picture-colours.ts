import { ByteReader } from './byte-reader';
import { colourTags, inflateProfile } from './colour-tags';
import { profileMatrix } from './icc-curves';
import type { PngChunk } from './png-chunks';
import { isNearSrgbCurve, levelsFromSrgb, NEAR_LEVELS } from './tone-curve';

/**
 * The meaning of a picture's colour tags for soft-light layers over it.
 *
 * `srgb`: stored values are sRGB, so a host changes nothing and layers in stored values fit. `converted`: a
 * colour-managing host converts the picture before it blends, and soft light of converted values is not the converted
 * soft light; layers must be solved for the converted picture (`solveLayer`). `hdr`: hosts differ in how they map
 * PQ and HLG to a display, so no layer fits in all of them; the result must be one flattened picture.
 */
export type PictureColours = 'srgb' | 'converted' | 'hdr';

/** ITU-T H.273 transfer characteristics. */
const TRANSFER_SRGB = 13;
const TRANSFER_PQ = 16;
const TRANSFER_HLG = 18;
/** ITU-T H.273 colour primaries: BT.709, which are sRGB's. */
const PRIMARIES_SRGB = 1;
/** cHRM of sRGB, in 1/100 000: white, red, green, blue, each x and y (PNG third edition §11.3.2.1). */
const SRGB_CHROMATICITIES = [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000] as const;
const CHROMATICITY_TOLERANCE = 100;
/** Colourants of sRGB in a profile, rows X, Y, Z (IEC 61966-2-1, adapted to D50). */
const SRGB_MATRIX = [
  [0.43607, 0.38515, 0.14307],
  [0.22249, 0.71687, 0.06061],
  [0.01392, 0.09708, 0.7141],
] as const;
const MATRIX_TOLERANCE = 0.002;

/**
 * The meaning of a PNG's, JPEG's or GIF's tags for soft-light layers. Files whose values the browser converts are
 * `srgb`.
 */
export async function pictureColours(bytes: Uint8Array): Promise<PictureColours> {
  return coloursOfTags(await colourTags(bytes));
}

/** As `pictureColours`, of the chunks that `colourTags` gives: cICP decides before iCCP, sRGB and gAMA (§12.12.3). */
export async function coloursOfTags(tags: readonly PngChunk[]): Promise<PictureColours> {
  const data = (type: string): Uint8Array | null => tags.find((tag) => tag.type === type)?.data ?? null;
  const cicp = data('cICP');
  if (cicp !== null) return coloursOfCicp(cicp);
  const icc = data('iCCP');
  if (icc !== null) return coloursOfProfile(await inflateProfile(icc));
  if (data('sRGB') !== null) return 'srgb';
  return coloursOfGamma(data('gAMA'), data('cHRM'));
}

function coloursOfCicp([primaries, transfer]: Uint8Array): PictureColours {
  if (transfer === TRANSFER_PQ || transfer === TRANSFER_HLG) return 'hdr';
  return transfer === TRANSFER_SRGB && primaries === PRIMARIES_SRGB ? 'srgb' : 'converted';
}

/** A profile that cannot be read is passed over by hosts. */
function coloursOfProfile(profile: Uint8Array | null): PictureColours {
  if (profile === null) return 'srgb';
  const matrix = profileMatrix(profile);
  if (matrix === null || !isNearSrgbCurve(profile)) return 'converted';
  const same = matrix.every((row, index) =>
    row.every((value, column) => Math.abs(value - SRGB_MATRIX[index]![column]!) <= MATRIX_TOLERANCE),
  );
  return same ? 'srgb' : 'converted';
}

/** gAMA holds 100 000 / γ. */
function coloursOfGamma(gamma: Uint8Array | null, chromaticities: Uint8Array | null): PictureColours {
  const stored = gamma === null ? NaN : new ByteReader(gamma).big32(0);
  // 45455 is how files without an sRGB chunk say sRGB; decoders take it for that.
  const usual = gamma === null || Math.abs(stored - 45455) <= 10;
  if (!usual && levelsFromSrgb((value) => value ** (100000 / stored)) > NEAR_LEVELS) return 'converted';
  if (chromaticities === null || gamma === null) return 'srgb';
  const reader = new ByteReader(chromaticities);
  const same = SRGB_CHROMATICITIES.every(
    (value, index) => Math.abs(reader.big32(4 * index) - value) <= CHROMATICITY_TOLERANCE,
  );
  return same ? 'srgb' : 'converted';
}
