import { matrixProfile } from '../../../../ui/engine/codec/matrix-profile';

/** Display P3 with sRGB's curve, its colourants adapted to D50 (SMPTE EG 432-1 primaries, D65 white). */
export function displayP3(): Uint8Array {
  return matrixProfile({
    name: 'Display P3',
    colourants: [
      [0.51512, 0.2412, -0.00105],
      [0.29198, 0.69225, 0.04189],
      [0.1571, 0.06657, 0.78407],
    ],
  });
}
