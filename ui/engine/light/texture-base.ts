import type { GridPlanes } from './light-field';
import { skinBlur } from './skin-blur';
import type { SkinLight } from './skin-light';

/** Standard deviation of the blur below which everything counts as texture, in face widths. */
const SIGMA = 0.006;
/** The least such deviation, in cells: the pixels of a small face. */
const LEAST_SIGMA = 1.4;

/**
 * The lightness around each place without its texture, as two planes. Texture at a pixel is the share by which its luma
 * (0–1) differs from the mean around it: `luma × plane 0 − plane 1`, times the face's own part of the place.
 */
export function textureBase({ left, top, cell, luma, skin, own, faceWidth }: SkinLight): GridPlanes {
  const mean = skinBlur(luma, skin, Math.max(LEAST_SIGMA, SIGMA * faceWidth));
  const { width, height } = mean;
  const data = new Float32Array(2 * mean.data.length);
  for (let index = 0; index < mean.data.length; index++) {
    const level = mean.data[index]!;
    if (level === 0) continue;
    data[2 * index] = own.data[index]! / level;
    data[2 * index + 1] = own.data[index]!;
  }
  return { left, top, cell, width, height, count: 2, data };
}
