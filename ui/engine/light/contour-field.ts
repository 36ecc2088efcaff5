import { coarserLight } from './coarser-light';
import { withinHeadroom } from './headroom';
import { lightField, type LightField } from './light-field';
import { skinBlur } from './skin-blur';
import type { SkinLight } from './skin-light';

/** Standard deviations of the blurs whose difference is the broad light and shade, in face widths. */
const SMALL = 0.05;
const WHOLE = 0.28;
/** Share of the broad contrast that is added at full strength. */
const SHARE = 0.35;
/** Largest change; beyond it light and shade would look painted. */
const MOST = 0.14;

/** The field that deepens broad light and shade; turned round, it flattens them. Pores and patches stay. */
export function contourField(light: SkinLight): LightField {
  const coarse = coarserLight(coarserLight(light));
  const { luma, brightest, skin, faceWidth } = coarse;
  const small = skinBlur(luma, skin, SMALL * faceWidth);
  const whole = skinBlur(luma, skin, WHOLE * faceWidth);
  const change = small.data;
  for (let cell = 0; cell < change.length; cell++) {
    const mean = whole.data[cell]!;
    if (mean === 0 || change[cell] === 0) {
      change[cell] = 0;
      continue;
    }
    const wanted = MOST * Math.tanh((SHARE * (change[cell]! - mean)) / mean / MOST);
    change[cell] = withinHeadroom(wanted, brightest.data[cell]!);
  }
  return lightField(coarse, small);
}
