import { SOFT_LIGHT_LEVELS, softLight, solveSoftLight } from '../api/soft-light';

export { SOFT_LIGHT_LEVELS, softLight, solveSoftLight };

/** Pegtop's soft light, `(1 - 2m)b² + 2mb`: the same lift around mid-grey for light and dark skin. Values 0–1. */
export function pegtopSoftLight(base: number, layer: number): number {
  return (1 - 2 * layer) * base * base + 2 * layer * base;
}

/** The neutral layer level: soft light with 128 moves no 8-bit level by half a level or more. */
export const NEUTRAL_LEVEL = 128;

/**
 * One 8-bit channel under a soft-light layer, rounded to a level as a compositor rounds.
 * @param base the level beneath, 0–255
 * @param layer the layer's level, 0–255
 * @param opacity 0–1
 */
export function blendLevel(base: number, layer: number, opacity: number): number {
  return Math.round(base + opacity * (SOFT_LIGHT_LEVELS[base * 256 + layer]! - base));
}

/** `blendLevel` for every pair of levels at one opacity (0–1): entry `base * 256 + layer`. */
export function blendLevels(opacity: number): Uint8Array {
  const levels = new Uint8Array(256 * 256);
  for (let index = 0; index < levels.length; index++) levels[index] = blendLevel(index >> 8, index & 255, opacity);
  return levels;
}
