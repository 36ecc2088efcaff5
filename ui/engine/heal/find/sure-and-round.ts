import type { ConnectedSpot } from './connected-spots';

/**
 * A milium or a mole is round, and the network is sure of it: so are 293 of 314 pale domes painted on 115 labelled portraits, and 3 of
 * the 12 wide things that shine there and are no spots; stubble, brows and glasses are not.
 */
const ROUND = 1.6;
const SURE = 0.7;

export function isSureAndRound({ elongation, score }: ConnectedSpot): boolean {
  return elongation < ROUND && score >= SURE;
}
