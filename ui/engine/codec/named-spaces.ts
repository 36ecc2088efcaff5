import type { NamedSpace } from '../api/picture-data';
import type { ToneCurve } from './icc-curves';

/** Colourants adapted to D50 (rows X, Y, Z for columns red, green, blue), and the curve of all three channels. */
export interface MatrixSpace {
  readonly matrix: readonly (readonly [number, number, number])[];
  readonly curve: ToneCurve;
}

const srgbCurve: ToneCurve = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

/**
 * The spaces that a host may name instead of giving a profile: SMPTE EG 432-1 with sRGB's curve; Adobe RGB (1998),
 * gamma 563/256; ROMM RGB (ANSI/I3A IT10.7666), gamma 1.8 with a straight toe.
 */
export const NAMED_SPACES: Readonly<Record<NamedSpace, MatrixSpace>> = {
  'display-p3': {
    matrix: [
      [0.51512, 0.29198, 0.1571],
      [0.2412, 0.69225, 0.06657],
      [-0.00105, 0.04189, 0.78407],
    ],
    curve: srgbCurve,
  },
  'adobe-rgb': {
    matrix: [
      [0.60974, 0.20528, 0.14919],
      [0.31111, 0.62567, 0.06322],
      [0.01947, 0.06087, 0.74457],
    ],
    curve: (value) => value ** (563 / 256),
  },
  'prophoto-rgb': {
    matrix: [
      [0.79767, 0.13519, 0.03134],
      [0.28804, 0.71188, 0.00009],
      [0, 0, 0.82491],
    ],
    curve: (value) => (value < 1 / 32 ? value / 16 : value ** 1.8),
  },
};
