import { encodeSrgb } from '../picture/srgb-curve';
import { profileCurves, profileMatrix, type ToneCurve } from './icc-curves';

/** Largest distance, in levels of 0–255, between a curve and sRGB's at which the curves count as the same. */
export const NEAR_LEVELS = 1;

/**
 * How far a curve is from sRGB's: the largest shift, in levels of 0–255, that a conversion to sRGB gives to a grey
 * of 8 bits.
 */
export function levelsFromSrgb(curve: ToneCurve): number {
  let most = 0;
  for (let level = 0; level <= 255; level++) {
    const linear = Math.min(1, Math.max(0, curve(level / 255)));
    most = Math.max(most, Math.abs(255 * encodeSrgb(linear) - level));
  }
  return most;
}

/** Whether converting to sRGB leaves every 8-bit grey of a profile where it is, to within `NEAR_LEVELS`. */
export function isNearSrgbCurve(profile: Uint8Array): boolean {
  const curves = profileCurves(profile);
  return curves !== null && curves.every((curve) => levelsFromSrgb(curve) <= NEAR_LEVELS);
}

/** Whether a profile's values are linear light, which 8 bits are too coarse for. */
export function isLinearProfile(profile: Uint8Array): boolean {
  const curves = profileCurves(profile);
  return curves !== null && curves.every((curve) => Math.abs(curve(0.5) - 0.5) < 0.02);
}

/** From XYZ (D50) to linear sRGB: the inverse of sRGB's colourants in a profile (IEC 61966-2-1, Bradford-adapted). */
export const XYZ_TO_SRGB = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
] as const;

/**
 * From the values of a profile of matrix and curves, 0–1, to sRGB-encoded values, 0–1 (cut to that range). Null for
 * other profiles.
 */
export function toSrgbConverter(profile: Uint8Array): ((rgb: readonly number[]) => readonly number[]) | null {
  const curves = profileCurves(profile);
  const matrix = profileMatrix(profile);
  if (curves === null || matrix === null) return null;
  const dot = (row: readonly number[], values: readonly number[]): number =>
    row[0]! * values[0]! + row[1]! * values[1]! + row[2]! * values[2]!;
  return (rgb) => {
    const linear = curves.map((curve, channel) => curve(rgb[channel]!));
    const xyz = matrix.map((row) => dot(row, linear));
    return XYZ_TO_SRGB.map((row) => encodeSrgb(Math.min(1, Math.max(0, dot(row, xyz)))));
  };
}
