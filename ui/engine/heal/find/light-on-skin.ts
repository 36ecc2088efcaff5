import type { ConnectedSpot } from './connected-spots';
import type { Line } from './follow-line';
import type { Redness } from './redness';
import { isSureAndRound } from './sure-and-round';

/**
 * Radii in face sizes up to which what shines, or glares, may be a small milium. What is wider is light on skin, the rim of an ear, hair
 * or jewellery more often than a spot.
 */
const SMALL = { shining: 0.014, glaring: 0.011 } as const;

/** Whether a find is light on skin, or something bright before it, and no spot: a thin line that ends is a scar. `faceRadius`: its core's radius in face sizes. */
export function isLightOnSkin(spot: ConnectedSpot, redness: Redness, line: Line, faceRadius: number): boolean {
  if (redness !== 'shining' && redness !== 'glaring') return false;
  if (faceRadius <= SMALL[redness]) return false;
  return redness === 'glaring' || (line.course !== 'ends' && !isSureAndRound(spot));
}
