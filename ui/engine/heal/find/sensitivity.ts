import { DEFAULT_LIMITS } from '../../api/settings';

/**
 * `threshold`: least probability at a find's peak (see also `thresholdFor`). `reach`: probability at which the hole of
 * a find ends (see `connectedSpots`). The judge sorts these finds, see judge.ts.
 */
export const FINDS = { threshold: 0.03, reach: 0.06 } as const;
/**
 * Least threshold on neck and shoulders, in any mode. On 29 portraits, 7 of 9 spots above 0.95 were moles and pimples,
 * and half of 30 above 0.7. The others were links of necklaces and wisps of hair. Those weights were trained without
 * necks. The present ones were trained with spots painted there, and were not counted again.
 */
export const BODY_THRESHOLD = 0.98;
/** Shift from the middle of the sensitivity's scale to either end, on the logistic scale. */
const SPAN = 3.5;
/** Least threshold at any sensitivity, as a share of `reach`. */
const LEAST_OF_REACH = 0.4;

/** Shift of finds on the logistic scale. @param sensitivity 0–100; higher finds more, the default shifts by 0 */
export function sensitivityShift(sensitivity: number): number {
  return (SPAN * (sensitivity - DEFAULT_LIMITS.sensitivity)) / 50;
}

/**
 * A threshold, moved by the sensitivity.
 *
 * @param threshold probability (0–1) at the default sensitivity
 * @param reach probability at which a spot's hole ends
 * @param sensitivity 0–100; higher finds fainter spots
 */
export function thresholdAt(threshold: number, reach: number, sensitivity: number): number {
  if (sensitivity === DEFAULT_LIMITS.sensitivity) return threshold;
  const moved = Math.log(threshold / (1 - threshold)) - sensitivityShift(sensitivity);
  return Math.max(LEAST_OF_REACH * reach, 1 / (1 + Math.exp(-moved)));
}
