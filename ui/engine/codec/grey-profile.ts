import { ByteReader } from './byte-reader';
import { profileSpace, profileTag } from './icc-curves';
import { matrixProfile } from './matrix-profile';
import { joinBytes } from './png-chunks';

/**
 * The RGB profile that gives three equal values the colour that a grey profile gives the one: its curve for red, green
 * and blue. An RGB file cannot have the grey profile itself (ICC.1:2022 §8).
 * @returns null unless the profile is grey and has a curve
 */
export function rgbProfileOfGrey(grey: Uint8Array): Uint8Array | null {
  const curve = profileSpace(grey) === 'GRAY' ? profileTag(grey, 'kTRC') : null;
  if (curve === null) return null;
  return matrixProfile({
    name: 'Grey as RGB',
    curve: joinBytes([curve, new Uint8Array(-curve.length & 3)]),
    version: new ByteReader(grey).big32(8),
    date: grey.subarray(24, 36),
  });
}
