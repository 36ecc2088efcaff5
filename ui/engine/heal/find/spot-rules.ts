import type { ConnectedSpot } from './connected-spots';
import type { Line } from './follow-line';
import type { Redness } from './redness';
import { ringAround } from './ring';

/** Probability from which a spot counts wherever it lies. */
const SURE = 0.4;
/** Probability from which a round spot counts even where its colour says otherwise. */
const VERY_SURE = 0.7;
/**
 * Least probability over the square of the roughness around a spot. Measured on 54 training faces with painted spots,
 * for connected spots from probability 0.03. This rule, `isAtBorder` and `isWrinkle` pass 604 of 617 painted spots, 645
 * of 701 labelled spots, and 2,222 of 4,889 others.
 */
const PROBABILITY_PER_ROUGHNESS = 130;
/**
 * Elongation up to which a spot is round, as milia and moles are; stubble, brows and glasses are not. Measured on 115
 * labelled portraits, together with `VERY_SURE`. 293 of 314 painted pale domes pass, and 3 of 12 wide highlights.
 */
const ROUND = 1.6;
/** Least share of skin in the ring around a spot that is set in skin. */
const MOSTLY_SKIN = 0.8;
/**
 * Core radii, in face sizes, up to which a highlight may be a small milium. Wider ones are more often light on skin,
 * the rim of an ear, hair or jewellery.
 */
const LARGEST_MILIUM = { shining: 0.014, glaring: 0.011 } as const;

/**
 * The least probability of a spot at a place of this roughness. Wrinkles, stubble and hair are rough, and resemble
 * spots.
 *
 * @param roughness see `LocalContrast`
 */
export function thresholdFor(roughness: number): number {
  return Math.min(SURE, PROBABILITY_PER_ROUGHNESS * roughness ** 2);
}

/** Whether an unsure spot lies where skin ends. Such spots are false alarms. `isSkin` judges a cell of the grid. */
export function isAtBorder(spot: ConnectedSpot, gridSize: number, isSkin: (cell: number) => boolean): boolean {
  return spot.score < SURE && !ringAround(spot, gridSize).every(isSkin);
}

/** Whether an unsure spot lies on a line that leaves the window. Such spots are wrinkles or hairs. */
export function isWrinkle(spot: ConnectedSpot, line: Line): boolean {
  return spot.score < SURE && line.course === 'goes-on';
}

/**
 * Whether a spot outside the skin matte is set in skin, as a dark mole is: the matte follows colours and leaves it out.
 * On 71 portraits, 27 connected spots lie outside the matte with mostly skin around them. This rule passes only
 * nostrils, which their outlines exclude, and one mole; the others are stubble, brows and glasses.
 */
export function isSetInSkin(spot: ConnectedSpot, gridSize: number, isSkin: (cell: number) => boolean): boolean {
  if (!isSureAndRound(spot)) return false;
  const ring = ringAround(spot, gridSize);
  return ring.filter(isSkin).length >= MOSTLY_SKIN * ring.length;
}

/**
 * Whether a spot is a highlight on skin, or something bright in front of it. A thin line that ends is a scar instead.
 *
 * @param coreRadius radius of the spot's core in face sizes
 */
export function isLightOnSkin(spot: ConnectedSpot, redness: Redness, line: Line, coreRadius: number): boolean {
  if (redness !== 'shining' && redness !== 'glaring') return false;
  if (coreRadius <= LARGEST_MILIUM[redness]) return false;
  return redness === 'glaring' || (line.course !== 'ends' && !isSureAndRound(spot));
}

function isSureAndRound({ elongation, score }: ConnectedSpot): boolean {
  return elongation < ROUND && score >= VERY_SURE;
}
