import type { ConnectedSpot } from './connected-spots';
import { ringAround } from './ring';

/** Share of the ring around a find that must be skin; what stubble and brows show is less sure and less round than a mole. */
const MOSTLY = 0.8;
const SURE = 0.7;
const ROUND = 1.6;

/**
 * Whether a find that is no skin by its colour lies in skin nevertheless: a dark mole, which the matte leaves out since it
 * follows colours. Of 27 finds outside the matte with mostly skin around them, on 71 portraits, this leaves nostrils (which
 * their outlines tell) and one mole; the others are stubble, brows and glasses.
 */
export function isSetInSkin(spot: ConnectedSpot, gridSize: number, isSkin: (column: number, row: number) => boolean): boolean {
  if (spot.score < SURE || spot.elongation >= ROUND) return false;
  const ring = ringAround(spot, gridSize, () => true);
  return ringAround(spot, gridSize, isSkin).length >= MOSTLY * ring.length;
}
