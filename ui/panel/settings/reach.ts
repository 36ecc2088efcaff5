import type { AdjustmentValues } from '../../engine/api/adjustments';

/**
 * Part of the scale on which only blemishes are healed, from the surest to the faintest. Beyond it permanent marks are
 * healed as well, from the clearest to every one.
 */
const BLEMISHES_END = 70;
const END = 100;
/** The sensitivity's range. */
const MOST = 100;

/** The place of heal settings on one ordered scale, 0 (only the surest blemishes) to 100 (every mark). */
export function reachOf({ heal, sensitivity }: AdjustmentValues): number {
  const share = Math.min(1, Math.max(0, Number(sensitivity) / MOST));
  const start = BLEMISHES_END + 1;
  return Math.round(heal === 'all' ? start + share * (END - start) : share * BLEMISHES_END);
}

/** The heal settings at a place on the scale. */
export function settingsOfReach(reach: number): { readonly heal: 'blemishes' | 'all'; readonly sensitivity: number } {
  if (reach <= BLEMISHES_END) return { heal: 'blemishes', sensitivity: Math.round((MOST * reach) / BLEMISHES_END) };
  const start = BLEMISHES_END + 1;
  return { heal: 'all', sensitivity: Math.round((MOST * (reach - start)) / (END - start)) };
}
