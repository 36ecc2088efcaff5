/**
 * Soft light as W3C Compositing Level 1 §9.1 defines it. Figma, browsers and Photoshop draw this formula. Pegtop's
 * formula, which ModelScope's system uses, differs everywhere above one half.
 * @param base the encoded value beneath, 0–1 @param layer the encoded value of the layer, 0–1
 */
export function softLight(base: number, layer: number): number {
  if (layer <= 0.5) return base - (1 - 2 * layer) * base * (1 - base);
  return base + (2 * layer - 1) * (lightest(base) - base);
}

/** Pegtop's soft light, `(1 - 2m)b² + 2mb`: the same lift around mid-grey for light and dark skin. Values 0–1. */
export function pegtopSoftLight(base: number, layer: number): number {
  return (1 - 2 * layer) * base * base + 2 * layer * base;
}

/**
 * The layer value, 0–1, that takes `base` to `target` under `softLight`. Soft light reaches from b² to about √b: a
 * target beyond gives the nearest end of the range. Black and white cannot move and give neutral (.5).
 */
export function solveSoftLight(base: number, target: number): number {
  const change = target - base;
  const reach = change <= 0 ? base * (1 - base) : lightest(base) - base;
  if (reach < 1e-6) return 0.5;
  return Math.min(1, Math.max(0, 0.5 + change / (2 * reach)));
}

/** The result of `softLight` under a white layer: D(b) of the W3C text. */
function lightest(base: number): number {
  return base <= 0.25 ? ((16 * base - 12) * base + 4) * base : Math.sqrt(base);
}

/**
 * `softLight` for every pair of 8-bit values: entry `base * 256 + layer`, in grey levels (0–255, not rounded).
 */
export const SOFT_LIGHT_LEVELS: Float32Array = table();

function table(): Float32Array {
  const levels = new Float32Array(256 * 256);
  for (let base = 0; base < 256; base++) {
    for (let layer = 0; layer < 256; layer++) levels[base * 256 + layer] = 255 * softLight(base / 255, layer / 255);
  }
  return levels;
}

/** The neutral layer level: soft light with 128 moves no 8-bit level by half a level or more. */
export const NEUTRAL_LEVEL = 128;

/**
 * One 8-bit channel under a soft-light layer, rounded to a level as a compositor rounds.
 * @param base the level beneath, 0–255 @param layer the layer's level, 0–255 @param opacity 0–1
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
