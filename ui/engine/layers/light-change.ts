import { softLightUnderWhite } from '../api/soft-light';
import { DEEPEST, deepValue } from '../picture/deep-picture';
import { DEEP_NEUTRAL } from './deep-row';

/** The level of a neutral layer lies between two levels: 127 and 128 both change nothing. */
const NEUTRAL = 127.5;

/**
 * Tables for layer levels that change an encoded value by a share of itself. A change that is the same in all channels
 * is a change of exposure, so hue and saturation stay.
 */
export interface LightChange {
  /** Slope of the layer's level by the level beneath (0–255), for darkening; from 256 on, for brightening. */
  readonly slopes: Float32Array;
  /** Largest share by which soft light can brighten a level, by the level beneath (0–255). */
  readonly reach: Float32Array;
}

/** Largest share by which soft light can brighten a value, 0–1. Black limits no other channel, so its reach is 1. */
export function reachOf(base: number): number {
  return base === 0 ? 1 : (softLightUnderWhite(base) - base) / base;
}

/** Builds the tables. Black and white cannot change; black limits no other channel. */
export function lightChange(): LightChange {
  const slopes = new Float32Array(512);
  const reach = new Float32Array(256);
  reach[0] = 1;
  for (let level = 1; level < 255; level++) {
    const base = level / 255;
    const above = softLightUnderWhite(base) - base;
    slopes[level] = 255 / (2 * (1 - base));
    slopes[256 + level] = (255 * base) / (2 * above);
    reach[level] = reachOf(base);
  }
  return { slopes, reach };
}

/**
 * The layer's level, 0–255, for one channel. 127 and 128 are neutral.
 *
 * @param base the level beneath, 0–255
 * @param change of the level as a share of itself, −1 to 1
 */
export function changeLevel(slopes: Float32Array, base: number, change: number): number {
  const level = (NEUTRAL + 0.5 + change * slopes[change > 0 ? base + 256 : base]!) | 0;
  return level < 0 ? 0 : level > 255 ? 255 : level;
}

/**
 * As `changeLevel`, for 16 bits. `DEEP_NEUTRAL` is neutral.
 *
 * @param base the value beneath, 0–65535
 * @param change of the value as a share of itself, −1 to 1
 */
export function changeDeepValue(base: number, change: number): number {
  if (base === 0 || base === DEEPEST) return DEEP_NEUTRAL;
  const part = base / DEEPEST;
  const slope = change > 0 ? 1 / reachOf(part) : 1 / (1 - part);
  return deepValue(DEEP_NEUTRAL + (DEEPEST / 2) * change * slope);
}

/**
 * Writes a pixel whose channels change by their own shares, and tells whether it is not neutral.
 *
 * @param base the row beneath, RGBA interleaved, 0–65535
 * @param above the row of the layer; a neutral pixel stays transparent
 * @param at index of the pixel's red channel in both rows
 */
export function writeDeepChange(
  base: Uint16Array,
  above: Uint16Array,
  at: number,
  red: number,
  green: number,
  blue: number,
): boolean {
  const r = changeDeepValue(base[at]!, red);
  const g = changeDeepValue(base[at + 1]!, green);
  const b = changeDeepValue(base[at + 2]!, blue);
  if (r === DEEP_NEUTRAL && g === DEEP_NEUTRAL && b === DEEP_NEUTRAL) return false;
  above[at] = r;
  above[at + 1] = g;
  above[at + 2] = b;
  above[at + 3] = DEEPEST;
  return true;
}

/** The largest share by which soft light can brighten all three channels of a 16-bit pixel. */
export function deepReach(base: Uint16Array, at: number): number {
  return Math.min(reachOf(base[at]! / DEEPEST), reachOf(base[at + 1]! / DEEPEST), reachOf(base[at + 2]! / DEEPEST));
}

/** Whether a packed pixel's three levels are all 127 or 128. */
export function isNeutral(pixel: number): boolean {
  const red = pixel & 255;
  const green = (pixel >>> 8) & 255;
  const blue = (pixel >>> 16) & 255;
  return (red === 127 || red === 128) && (green === 127 || green === 128) && (blue === 127 || blue === 128);
}
