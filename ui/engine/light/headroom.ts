import { softLightUnderWhite } from '../api/soft-light';

/** Share of the way to white at which pixels brighter than the mean around are expected. */
const MARGIN = 0.3;

/**
 * A change of light limited to what soft light can do on skin near white. Without it each pixel would meet its own
 * limit, and that draws grain on overexposed skin.
 *
 * @param change of the encoded values as a share of themselves
 * @param brightest mean of the brightest channel around, 0–1; 0 sets no limit
 */
export function withinHeadroom(change: number, brightest: number): number {
  if (brightest <= 0) return change;
  const base = Math.min(1, brightest + MARGIN * (1 - brightest));
  if (change < 0) return Math.max(change, base - 1);
  return Math.min(change, (softLightUnderWhite(base) - base) / base);
}
