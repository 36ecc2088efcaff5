import type { Picture } from './picture';

/** A picture of 16 bits a channel. */
export type DeepPicture = Picture & { readonly deep: Uint16Array };

/** The largest value of a 16-bit channel. */
export const DEEPEST = 65535;
/** Steps of a 16-bit channel in one 8-bit level: 255 × 257 = 65535. */
export const DEEP_STEP = 257;

/** Whether a picture has 16 bits a channel. */
export function isDeep(picture: Picture): picture is DeepPicture {
  return picture.deep !== undefined;
}

/**
 * A picture of 16 bits a channel, with its 8-bit levels.
 * @param deep RGBA interleaved, 0–65535, straight alpha, `width * height * 4` values; not copied
 */
export function deepPicture(width: number, height: number, deep: Uint16Array): DeepPicture {
  const picture = { width, height, data: new Uint8ClampedArray(deep.length), deep };
  roundDeep(picture, 0, deep.length);
  return picture;
}

/** A fully transparent picture of 16 bits a channel. */
export function emptyDeepPicture(width: number, height: number): DeepPicture {
  return { width, height, data: new Uint8ClampedArray(width * height * 4), deep: new Uint16Array(width * height * 4) };
}

/**
 * Writes the 8-bit levels of the 16-bit values from index `from` to `to` (one past the last). Alpha is 255 or 0 only
 * where the 16-bit alpha is full or zero, so a pixel that is not fully opaque never counts as opaque.
 */
export function roundDeep({ data, deep }: DeepPicture, from: number, to: number): void {
  for (let at = from; at < to; at++) data[at] = deep[at]! / DEEP_STEP;
  for (let at = from | 3; at < to; at += 4) data[at] = alphaLevel(deep[at]!);
}

function alphaLevel(alpha: number): number {
  if (alpha === 0 || alpha === DEEPEST) return alpha / DEEP_STEP;
  return Math.min(254, Math.max(1, Math.round(alpha / DEEP_STEP)));
}

/**
 * The 16-bit values of a picture that has them.
 * @throws TypeError for a picture of 8 bits
 */
export function deepOf({ deep }: Picture): Uint16Array {
  if (deep === undefined) throw new TypeError('the picture has 8 bits a channel');
  return deep;
}

/** A 16-bit value: rounded and cut to 0–65535. */
export function deepValue(value: number): number {
  return value <= 0 ? 0 : value >= DEEPEST ? DEEPEST : Math.round(value);
}

/**
 * Changes a channel of a pixel in place: in a picture of 8 bits its level, in one of 16 bits both values.
 * @param at index of the channel in the data
 * @param change from the old value, 0–255, to the new one, both perhaps fractional
 */
export function changeChannel({ data, deep }: Picture, at: number, change: (level: number) => number): void {
  if (deep === undefined) {
    data[at] = change(data[at]!);
    return;
  }
  deep[at] = deepValue(DEEP_STEP * change(deep[at]! / DEEP_STEP));
  data[at] = deep[at]! / DEEP_STEP;
}
