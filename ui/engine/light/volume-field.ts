import { lightField, type LightField } from './light-field';
import { skinBlur } from './skin-blur';
import type { SkinLight } from './skin-light';

/** Standard deviations of the blurs that leave no pores and form only, in face widths. */
const PATCHES = 0.005;
const FORM = 0.026;
/** Share of the band that is taken away where it is weak. */
const SHARE = 0.9;
/** Contrast at which half of that is taken away. Stronger contrasts are folds, rims and highlights: they are form. */
const FORM_CONTRAST = 0.07;

/**
 * The field that evens small light and dark patches of skin, as a retoucher does with dodge and burn. It takes away
 * most of the band of lightness between pores and form.
 */
export function volumeField(light: SkinLight): LightField {
  const { luma, skin, faceWidth } = light;
  const patches = skinBlur(luma, skin, PATCHES * faceWidth);
  const form = skinBlur(luma, skin, FORM * faceWidth);
  const change = form.data;
  for (let cell = 0; cell < change.length; cell++) {
    const level = patches.data[cell]!;
    if (change[cell] === 0 || level === 0) continue;
    const contrast = (level - change[cell]!) / level;
    const ratio = contrast / FORM_CONTRAST;
    change[cell] = (-SHARE * contrast) / (1 + ratio * ratio);
  }
  return lightField(light, form);
}
