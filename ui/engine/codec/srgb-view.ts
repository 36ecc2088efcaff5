import type { PictureData } from '../api/picture-data';
import { colourTags, profileOfTags } from './colour-tags';
import { profileCurves, profileMatrix, type ToneCurve } from './icc-curves';
import { NAMED_SPACES } from './named-spaces';
import { isProfileOf } from './picture-colours';
import { XYZ_TO_SRGB } from './tone-curve';
import { encodeSrgb } from '../picture/srgb-curve';
import type { ColourView } from '../picture/viewed-crop';

/** Entries of the tables. A value between two of them is off by less than a tenth of an 8-bit level. */
const ENTRIES = 16384;

/** The view of a picture for the networks; null if its values are sRGB's, or if its space is not known. */
export async function viewOfData(picture: PictureData): Promise<ColourView | null> {
  if (picture.kind === 'file') return viewOfProfile(await profileOfTags(await colourTags(picture.bytes)));
  if (picture.profile !== null) return viewOfProfile(picture.profile);
  if (picture.space === undefined) return null;
  const { matrix, curve } = NAMED_SPACES[picture.space];
  return viewOf([curve, curve, curve], matrix);
}

/** The view of values of an RGB profile of matrix and curves; null for sRGB's, and for any other profile. */
export function viewOfProfile(profile: Uint8Array | null): ColourView | null {
  if (profile === null || isProfileOf('srgb', profile)) return null;
  const [curves, matrix] = [profileCurves(profile), profileMatrix(profile)];
  return curves === null || matrix === null ? null : viewOf(curves, matrix);
}

/** @param matrix rows X, Y, Z (D50) for columns red, green, blue */
function viewOf(curves: readonly ToneCurve[], matrix: readonly (readonly number[])[]): ColourView {
  const linear = curves.map((curve) => tableOf((value) => curve(value)));
  // sRGB is steep near black: a table over the square root has enough entries there.
  const encoded = tableOf((root) => encodeSrgb(root * root));
  const toSrgb = XYZ_TO_SRGB.map((row) =>
    [0, 1, 2].map((column) => row.reduce((sum, share, index) => sum + share * matrix[index]![column]!, 0)),
  );
  return (planes) => {
    const size = planes.length / 3;
    for (let at = 0; at < size; at++) {
      const red = linear[0]![entryOf(planes[at]!)]!;
      const green = linear[1]![entryOf(planes[size + at]!)]!;
      const blue = linear[2]![entryOf(planes[2 * size + at]!)]!;
      for (let channel = 0; channel < 3; channel++) {
        const [r, g, b] = toSrgb[channel]!;
        const light = r! * red + g! * green + b! * blue;
        planes[channel * size + at] = encoded[entryOf(Math.sqrt(Math.max(0, light)))]!;
      }
    }
  };
}

function tableOf(curve: ToneCurve): Float32Array {
  return Float32Array.from({ length: ENTRIES + 1 }, (_, index) => curve(index / ENTRIES));
}

function entryOf(value: number): number {
  return value >= 1 ? ENTRIES : value <= 0 ? 0 : (value * ENTRIES + 0.5) | 0;
}
