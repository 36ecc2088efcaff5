import { fieldsOf } from './untrusted';

/** The tone of a face's skin in CIELAB. */
export interface SkinTone {
  /** Mean L*, 0–100. */
  readonly light: number;
  /** Chroma of the mean colour, 0–180. */
  readonly chroma: number;
  /** Hue of the mean colour in radians, −π to π. */
  readonly hue: number;
  /** Standard deviation of L*, 0–50: how strong light and shade are. */
  readonly spread: number;
}

/** Range of each part, see `SkinTone`. */
const RANGES: Readonly<Record<keyof SkinTone, readonly [least: number, most: number]>> = {
  light: [0, 100],
  chroma: [0, 180],
  hue: [-Math.PI, Math.PI],
  spread: [0, 50],
};

/** A tone from an untrusted value; null if a part is missing or out of its range. */
export function parseSkinTone(value: unknown): SkinTone | null {
  const { light, chroma, hue, spread } = fieldsOf(value);
  const isPart = (part: unknown, [least, most]: readonly [number, number]): part is number =>
    typeof part === 'number' && part >= least && part <= most;
  return isPart(light, RANGES.light) &&
    isPart(chroma, RANGES.chroma) &&
    isPart(hue, RANGES.hue) &&
    isPart(spread, RANGES.spread)
    ? { light, chroma, hue, spread }
    : null;
}
