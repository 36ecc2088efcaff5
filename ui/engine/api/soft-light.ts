/**
 * Soft light of W3C Compositing Level 1 §9.1. Figma, browsers and Photoshop draw this formula. ModelScope's system uses
 * Pegtop's formula, which differs for every layer value above 0.5.
 * @param base the encoded value beneath, 0–1
 * @param layer the encoded value of the layer, 0–1
 */
export function softLight(base: number, layer: number): number {
  if (layer <= 0.5) return base - (1 - 2 * layer) * base * (1 - base);
  return base + (2 * layer - 1) * (softLightUnderWhite(base) - base);
}

/** The result of `softLight` under a white layer: D(b) of the W3C text. Values 0–1. */
export function softLightUnderWhite(base: number): number {
  return base <= 0.25 ? ((16 * base - 12) * base + 4) * base : Math.sqrt(base);
}

/**
 * The layer value, 0–1, that changes `base` to `target` under `softLight`. Soft light reaches from b² to about √b; a
 * target outside gives the nearest end. Black and white cannot change, so they give neutral (0.5).
 */
export function solveSoftLight(base: number, target: number): number {
  const change = target - base;
  const reach = change <= 0 ? base * (1 - base) : softLightUnderWhite(base) - base;
  if (reach < 1e-6) return 0.5;
  return Math.min(1, Math.max(0, 0.5 + change / (2 * reach)));
}

/**
 * `softLight` for every pair of 8-bit values: entry `base * 256 + layer`, in grey levels (0–255, not rounded).
 */
export const SOFT_LIGHT_LEVELS: Float32Array = softLightLevels();

function softLightLevels(): Float32Array {
  const levels = new Float32Array(256 * 256);
  for (let base = 0; base < 256; base++) {
    for (let layer = 0; layer < 256; layer++) levels[base * 256 + layer] = 255 * softLight(base / 255, layer / 255);
  }
  return levels;
}
