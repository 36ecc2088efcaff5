import type { ConnectedSpot } from './connected-spots';
import { ringAround } from './ring';
import { isSureAndRound } from './sure-and-round';

/** Share of the ring around a find that must be skin. */
const MOSTLY = 0.8;

/**
 * Whether a find that is no skin by its colour lies in skin nevertheless: a dark mole, which the matte leaves out since it
 * follows colours. Of 27 finds outside the matte with mostly skin around them, on 71 portraits, this leaves nostrils (which
 * their outlines tell) and one mole; the others are stubble, brows and glasses.
 */
export function isSetInSkin(spot: ConnectedSpot, gridSize: number, isSkin: (cell: number) => boolean): boolean {
  if (!isSureAndRound(spot)) return false;
  const ring = ringAround(spot, gridSize);
  return ring.filter(isSkin).length >= MOSTLY * ring.length;
}
