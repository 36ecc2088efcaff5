import type { Analysis } from './analysis';

/** Bytes per pixel of a picture with its halved copies, see `picture/pyramid.ts`. */
const PYRAMID = (4 * 4) / 3;
/** Bytes per pixel of a matte. */
const MATTE = 1;

/** Expected bytes of an analysis with one heal plan, for a picture of this many pixels. */
export function expectedBytes(pixels: number): number {
  return pixels * (2 * PYRAMID + 2 * MATTE);
}

/** Approximate bytes that an analysis holds now. */
export function analysisBytes(analysis: Analysis): number {
  const { width, height } = analysis.picture;
  const manual = analysis.manualFaces.latest?.analysis ?? analysis;
  return width * height * (PYRAMID + resultBytes(analysis) + (manual === analysis ? 0 : resultBytes(manual)));
}

/** Bytes per pixel of the results, without the picture itself. */
function resultBytes({ picture, skin, healPlans, chosenSpots }: Analysis): number {
  let perPixel = 0;
  if (skin.value !== null) perPixel += MATTE;
  for (const { healing } of healPlans) {
    if (healing.value !== null && healing.value.healed !== picture) perPixel += PYRAMID + MATTE;
  }
  if (chosenSpots.latest !== null) perPixel += PYRAMID + 2 * MATTE;
  return perPixel;
}
