import type { SpotKind } from '../../api/report';
import type { ConnectedSpot } from './connected-spots';
import type { Redness } from './redness';

/**
 * Redness (see `rednessOf`) above which a spot's colour is that of a blemish. At this value 340 of 341 moles and
 * freckles of the labelled portraits stay, and 35 of 87 blemishes go.
 */
const REDDENED = 0.53;
/**
 * Least ratio of blemish to mark, by the network, for a reddened spot. The network alone errs on small moles of new
 * faces, so the colour decides unless the network clearly contradicts it.
 */
const NOT_CONTRADICTED = 1;
/** Least ratio of blemish to mark for a spot whose redness cannot be measured, as it is brighter than its skin. */
const CLEARLY = 2;

/** The kind of a spot: a blemish goes by default, and a mark (mole, freckle or scar) stays. */
export function kindOf(spot: ConnectedSpot, redness: Redness): SpotKind {
  const isBlemish =
    typeof redness === 'number'
      ? redness > REDDENED && spot.blemish > NOT_CONTRADICTED * spot.mark
      : spot.blemish > CLEARLY * spot.mark;
  return isBlemish ? 'blemish' : 'mark';
}
