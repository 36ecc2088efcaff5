import type { Picture } from '../picture/picture';
import type { Analysis } from './analysis';

/** Bytes per pixel of a picture with its halved copies, see `picture/pyramid.ts`. */
const PYRAMID = (4 * 4) / 3;
/** Bytes per pixel of the 16-bit values of a picture that has them. */
const DEEP = 4 * 2;
/** Bytes per pixel of a matte. */
const MATTE = 1;

/** Expected bytes of the analysis of a picture with one heal plan. */
export function expectedBytes(picture: Picture): number {
  return picture.width * picture.height * (2 * pictureBytes({ picture }) + 2 * MATTE);
}

/** Approximate bytes that an analysis holds now. */
export function analysisBytes(analysis: Analysis): number {
  const { width, height } = analysis.picture;
  const manual = analysis.manualFaces.latest?.analysis ?? analysis;
  return (
    width * height * (pictureBytes(analysis) + resultBytes(analysis) + (manual === analysis ? 0 : resultBytes(manual)))
  );
}

/** Bytes per pixel of the picture, and of each healed copy of it. */
function pictureBytes({ picture }: Pick<Analysis, 'picture'>): number {
  return PYRAMID + (picture.deep === undefined ? 0 : DEEP);
}

/** Bytes per pixel of the results, without the picture itself. */
function resultBytes({ picture, skin, healPlans, chosenSpots }: Analysis): number {
  let perPixel = 0;
  if (skin.value !== null) perPixel += MATTE;
  for (const { healing } of healPlans) {
    if (healing.value !== null && healing.value.healed !== picture) perPixel += pictureBytes({ picture }) + MATTE;
  }
  if (chosenSpots.latest !== null) perPixel += pictureBytes({ picture }) + 2 * MATTE;
  return perPixel;
}
