import { samplePlane, type Plane } from '../geometry/plane';
import { mapCrop, type SquareCrop } from '../geometry/square-crop';

/** Skin coverage (0–1) as the network sees it in a crop. */
export interface Seen {
  readonly crop: SquareCrop;
  readonly seen: Plane;
}

/** Share of the global view in the mean, as long as it is fine enough. */
const MOST = 0.5;
/** The global view is fine enough up to FINE times the side of the face view, and too coarse from COARSE times on. */
const FINE = 1.6;
const COARSE = 3;
/** Largest angle between both crops, in radians: the network was trained on upright people. */
const LARGEST_TURN = Math.PI / 4;
/** Coverages are kept so far from 0 and 1 before logits are taken. */
const LEAST = 1e-4;
/** Coverages this near to 0 or 1 are sure. */
const SURE = 0.002;

/**
 * The mean of what the network sees near a face and in the whole picture: a mean of logits. The two views err at
 * different places, so the mean has fewer holes and less leakage than each of them. Where the global view is coarse or
 * turned, or does not reach, the face view stands alone.
 *
 * @returns a new plane on the grid of the face view; its own plane if the global view has no share
 */
export function mixViews(near: Seen, whole: Seen): Plane {
  const share = shareOf(near.crop, whole.crop);
  if (share === 0) return near.seen;
  const { size } = near.seen;
  const inWhole = mapCrop(near.crop, whole.crop);
  const data = near.seen.data.map((value, index) => {
    const [u, v] = [((index % size) + 0.5) / size, (Math.floor(index / size) + 0.5) / size];
    const [x, y] = [inWhole.x(u, v), inWhole.y(u, v)];
    if (x < 0 || y < 0 || x > 1 || y > 1) return value;
    const other = samplePlane(whole.seen, x, y);
    if (isSure(value) && isSure(other) && value > 0.5 === other > 0.5) return value;
    return 1 / (1 + Math.exp((share - 1) * logit(value) - share * logit(other)));
  });
  return { size, data };
}

/** The share of the global view in the mean, 0–MOST. */
function shareOf(near: SquareCrop, whole: SquareCrop): number {
  const turn = Math.abs(Math.atan2(Math.sin(near.angle - whole.angle), Math.cos(near.angle - whole.angle)));
  if (turn > LARGEST_TURN) return 0;
  const fineness = (COARSE - whole.side / near.side) / (COARSE - FINE);
  return MOST * Math.min(1, Math.max(0, fineness));
}

/** Whether a coverage is so near to 0 or 1 that a mean with its like changes nothing. */
function isSure(value: number): boolean {
  return value < SURE || value > 1 - SURE;
}

function logit(value: number): number {
  const kept = Math.min(1 - LEAST, Math.max(LEAST, value));
  return Math.log(kept / (1 - kept));
}
