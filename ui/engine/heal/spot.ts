import type { SpotReport } from '../api/report';
import { LARGEST_SPOT, type SpotLimits } from '../api/settings';
import type { Point, SquareCrop } from '../geometry/square-crop';
import type { Hole } from './hole';

/** A closed outline: its corners in picture pixels. */
export type Outline = readonly Point[];

/** A spot to heal: its report, and the hole to fill on a grid over `crop`. */
export interface Spot {
  readonly report: SpotReport;
  readonly crop: SquareCrop;
  /** Columns, and rows, of the grid over the crop. */
  readonly gridSize: number;
  readonly hole: Hole;
  /** True for a thin line, such as a scar. It is as fine as grain, so its hole keeps no grain of the picture. */
  readonly isLine: boolean;
  /**
   * null: the skin matte attenuates the hole. Otherwise the matte is unreliable under this spot, and the hole is
   * clipped to the outside of these outlines.
   */
  readonly outlines: readonly Outline[] | null;
}

/** Whether two reports, of crops that overlap, name the same spot: their centres are nearer than the larger radius. */
export function sameSpot(a: SpotReport, b: SpotReport): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) < Math.max(a.radius, b.radius);
}

/** Whether a spot's diameter exceeds the largest that the limits allow. @param faceSize in picture pixels */
export function isTooLarge({ radius }: SpotReport, faceSize: number, { largest }: SpotLimits): boolean {
  return largest < LARGEST_SPOT.max && 2 * radius > (largest / 100) * faceSize;
}
