import type { Analysis } from './analysis';

/** A picture with its halved copies (see picture/pyramid.ts), in bytes a pixel. */
const PYRAMID = (4 * 4) / 3;
const MATTE = 1;

/** Bytes that an analysis of a picture of this many pixels comes to hold once one heal mode was asked for. */
export function expectedBytes(pixels: number): number {
  return pixels * (2 * PYRAMID + 2 * MATTE);
}

/** About how many bytes an analysis holds now. */
export function analysisBytes(analysis: Analysis): number {
  const { width, height } = analysis.picture;
  const outlined = analysis.manualFaces.latest?.analysis ?? analysis;
  return width * height * (PYRAMID + madeBytes(analysis) + (outlined === analysis ? 0 : madeBytes(outlined)));
}

/** Beside the picture itself, in bytes a pixel. */
function madeBytes({ picture, skin, healPlans: treatments, edited }: Analysis): number {
  let perPixel = 0;
  if (skin.value !== null) perPixel += MATTE;
  for (const {
    healing: { value: made },
  } of treatments)
    if (made !== null && made.healed !== picture) perPixel += PYRAMID + MATTE;
  if (edited.latest !== null) perPixel += PYRAMID + 2 * MATTE;
  return perPixel;
}
