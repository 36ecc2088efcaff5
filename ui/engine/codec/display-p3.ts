import { profileChunk } from './colour-tags';
import { matrixProfile, type Colourants } from './matrix-profile';
import type { PngChunk } from './png-chunks';

/** Colourants of Display P3, adapted to D50 (SMPTE EG 432-1 primaries, D65 white). */
const COLOURANTS: Colourants = [
  [0.51512, 0.2412, -0.00105],
  [0.29198, 0.69225, 0.04189],
  [0.1571, 0.06657, 0.78407],
];

/** The iCCP chunk for layers of a Display P3 document: a host then converts nothing. */
export function displayP3Chunk(): Promise<PngChunk> {
  return profileChunk(displayP3Profile());
}

/** A Display P3 profile. */
export function displayP3Profile(): Uint8Array {
  return matrixProfile('Display P3', COLOURANTS);
}
