import type { ConnectedSpot } from './connected-spots';
import type { Redness } from './redness';

/**
 * Radii in face sizes up to which what shines, or glares, may be a small milium. What is wider is light on skin, the rim of an ear, hair
 * or jewellery more often than a spot.
 */
const SMALL = { shining: 0.014, glaring: 0.011 } as const;
/**
 * A wide milium is round, and the network is sure of it: so are 293 of 314 pale domes painted on 115 labelled portraits, and 3 of the 12
 * wide things that shine there and are no spots.
 */
const ROUND = 1.6;
const SURE = 0.7;

/** Whether a find is light on skin, or something bright before it, and no spot. `faceRadius`: its core's radius in face sizes. */
export function isLightOnSkin(spot: ConnectedSpot, redness: Redness, faceRadius: number): boolean {
  if (redness !== 'shining' && redness !== 'glaring') return false;
  if (faceRadius <= SMALL[redness]) return false;
  return redness === 'glaring' || spot.elongation >= ROUND || spot.score < SURE;
}
