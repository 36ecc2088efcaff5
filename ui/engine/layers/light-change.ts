import { softLightUnderWhite } from '../api/soft-light';

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
    reach[level] = above / base;
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

/** Whether a packed pixel's three levels are all 127 or 128. */
export function isNeutral(pixel: number): boolean {
  const red = pixel & 255;
  const green = (pixel >>> 8) & 255;
  const blue = (pixel >>> 16) & 255;
  return (red === 127 || red === 128) && (green === 127 || green === 128) && (blue === 127 || blue === 128);
}
