import type { SkinTone } from '../api/skin-tone';
import { writeLab, writeRgb } from '../blend/cielab';
import type { LightField } from './light-field';
import type { TonedSkin } from './skin-tone';

/**
 * Differences in L*, and in a* and b* together, that the light of a photo makes. They are copied whole. A larger
 * difference is the person's own tone: less of it is copied, and nothing from twice this on.
 */
const LIGHT = 8;
const COLOUR = 12;
/** Range of the factor of light and shade. */
const LEAST_SPREAD = 0.8;
const MOST_SPREAD = 1.25;
/** Farthest from the mean L* that light and shade are stretched: hard shadows stay shadows. */
const FARTHEST = 12;
/** The field of three planes that gives a face's skin the tone `aim`: mean L*, chroma and hue, and the spread of L*. */
export function matchField({ tone, own, data: colours, ...grid }: TonedSkin, aim: SkinTone): LightField {
  const light = (aim.light - tone.light) * copied(aim.light - tone.light, LIGHT);
  // A cell's own hue is noise where skin is nearly grey, so all cells move by one difference.
  const a = aim.chroma * Math.cos(aim.hue) - tone.chroma * Math.cos(tone.hue);
  const b = aim.chroma * Math.sin(aim.hue) - tone.chroma * Math.sin(tone.hue);
  const colour = copied(Math.hypot(a, b), COLOUR);
  const spread = tone.spread === 0 ? 1 : Math.min(MOST_SPREAD, Math.max(LEAST_SPREAD, aim.spread / tone.spread));
  const data = new Float32Array(colours.length);
  const lab = new Float64Array(3);
  const wanted = new Float64Array(3);
  for (let cell = 0, at = 0; cell < own.length; cell++, at += 3) {
    const [red, green, blue] = [colours[at]!, colours[at + 1]!, colours[at + 2]!];
    if (own[cell] === 0 || red === 0 || green === 0 || blue === 0) continue;
    writeLab(red, green, blue, lab);
    const form = Math.min(FARTHEST, Math.max(-FARTHEST, lab[0]! - tone.light));
    const level = Math.max(0, lab[0]! + light + (spread - 1) * form);
    writeRgb(level, lab[1]! + colour * a, lab[2]! + colour * b, wanted);
    data[at] = own[cell]! * (wanted[0]! / red - 1);
    data[at + 1] = own[cell]! * (wanted[1]! / green - 1);
    data[at + 2] = own[cell]! * (wanted[2]! / blue - 1);
  }
  return { ...grid, data };
}

/** The share of a difference that is copied, 0–1: all of it up to `limit`, nothing from twice the limit on. */
function copied(difference: number, limit: number): number {
  return Math.min(1, Math.max(0, 2 - Math.abs(difference) / limit));
}
