import type { Grid } from '../geometry/grid';
import { coarserLight, type CoarseLight } from './coarser-light';
import { withinHeadroom } from './headroom';
import { lightField, type LightField } from './light-field';
import { skinBlur } from './skin-blur';
import type { SkinLight } from './skin-light';

/** Standard deviation of the blur that leaves no pores, in face widths. */
const PATCHES = 0.0045;
/** The least such deviation, in cells: without a blur, pores of a small face would count as patches. */
const LEAST_BLUR = 1;
/**
 * Share of the band that goes. The two blurs let 0.82 of the band's middle through, so its middle goes nearly whole.
 */
const GAIN = 1.2;
/** Standard deviation of the blurs that leave form only, in face widths. */
const FORM = 0.036;
/** Standard deviation of the blur that tells how near to white skin is, in face widths. */
const HEADROOM = 0.012;
/**
 * Step of luma, 0–1, at which half of it is taken away. Weaker steps go, stronger ones stay: folds, rims and highlights
 * are form.
 */
const FORM_STEP = 0.09;
/** Strength of pores, divided by that of patches, on skin of a sharp photo. */
const SHARP = 0.6;
/** Share of the band that goes in the softest photo. */
const LEAST_SHARE = 0.3;
/** Least share of skin in a cell, and largest step of luma, that count for the strength of patches. */
const SURE_SKIN = 0.95;
const SMALL_STEP = 0.03;

/**
 * The field that evens small light and dark patches of skin, as a retoucher does with dodge and burn. It takes away the
 * band of lightness between pores and form.
 */
export function volumeField(light: SkinLight): LightField {
  const patches = skinBlur(light.luma, light.skin, Math.max(LEAST_BLUR, PATCHES * light.faceWidth));
  const coarse = coarserLight(light);
  const form = doubled(formOf(coarse), patches);
  const brightest = doubled(skinBlur(coarse.brightest, coarse.skin, HEADROOM * coarse.faceWidth), patches);
  const share = GAIN * shareOf(light, patches, form);
  const change = patches.data;
  for (let cell = 0; cell < change.length; cell++) {
    const level = change[cell]!;
    if (level === 0) continue;
    // Encoded luma is near perception: a step of the same size is as visible on dark skin as on light skin.
    const step = form[cell] === 0 ? 0 : level - form[cell]!;
    const ratio = (step / FORM_STEP) ** 2;
    change[cell] = withinHeadroom((-share * step) / level / (1 + ratio * ratio), brightest[cell]!);
  }
  return lightField(light, patches);
}

/**
 * The share of the band that goes, 0–1. In a soft photo patches are all the detail that skin has: without them it looks
 * airbrushed.
 */
function shareOf({ luma, skin }: SkinLight, patches: Grid, form: Float32Array): number {
  let [pores, steps] = [0, 0];
  for (let cell = 0; cell < form.length; cell++) {
    const step = Math.abs(patches.data[cell]! - form[cell]!);
    if (skin.data[cell]! < SURE_SKIN || step > SMALL_STEP) continue;
    pores += Math.abs(luma.data[cell]! - patches.data[cell]!);
    steps += step;
  }
  return steps === 0 ? 1 : Math.min(1, Math.max(LEAST_SHARE, (pores / steps / SHARP) ** 2));
}

/**
 * Luma without pores and patches. Twice a Gaussian less the Gaussian of it keeps broad light nearly
 * whole: of a share d that one Gaussian takes away, it takes away d².
 */
function formOf({ luma, skin, faceWidth }: CoarseLight): Grid {
  const once = skinBlur(luma, skin, FORM * faceWidth);
  const twice = skinBlur(once, skin, FORM * faceWidth);
  for (let cell = 0; cell < once.data.length; cell++)
    once.data[cell] = once.data[cell] === 0 ? 0 : 2 * once.data[cell]! - twice.data[cell]!;
  return once;
}

/** Values on cells of half the size, interpolated. `size` may be odd. */
function doubled({ width: cells, height: rows, data }: Grid, { width, height }: Grid): Float32Array {
  const values = new Float32Array(width * height);
  for (let y = 0, index = 0; y < height; y++) {
    const near = (y >> 1) * cells;
    const far = Math.min(rows - 1, Math.max(0, (y >> 1) + (y & 1 ? 1 : -1))) * cells;
    for (let x = 0; x < width; x++, index++) {
      const column = x >> 1;
      const beside = Math.min(cells - 1, Math.max(0, column + (x & 1 ? 1 : -1)));
      const here = 3 * data[near + column]! + data[near + beside]!;
      values[index] = (3 * here + 3 * data[far + column]! + data[far + beside]!) / 16;
    }
  }
  return values;
}
