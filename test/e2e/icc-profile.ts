import { GAMMA_1, GAMMA_22, iccProfile, xyz } from '../engine/codec/icc-files';

/** Colourants of Adobe RGB (1998), adapted to D50: X, Y, Z of red, green and blue. */
const COLOURANTS = {
  rXYZ: xyz([0.60974, 0.31111, 0.01947]),
  gXYZ: xyz([0.20528, 0.62567, 0.06087]),
  bXYZ: xyz([0.14919, 0.06322, 0.74457]),
};

/** A version 2 profile of Adobe RGB (1998). */
export function adobeRgbProfile(): Buffer {
  return iccProfile('RGB ', GAMMA_22, COLOURANTS);
}

/** A linear grey profile: far from sRGB's curve, so that a conversion shows. */
export function greyProfile(): Buffer {
  return iccProfile('GRAY', GAMMA_1);
}
