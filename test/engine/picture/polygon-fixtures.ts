import type { Point } from '../../../ui/engine/geometry/square-crop';
import { emptyMatte, type Matte } from '../../../ui/engine/picture/picture';
import { fillPolygon } from '../../../ui/engine/picture/rasterise-polygon';

export const SQUARE = points([20, 20], [60, 20], [60, 60], [20, 60]);
/** An hourglass: crosses itself, like the hidden eye of a face in profile. */
export const CROSSED = points([20, 20], [70, 60], [70, 20], [20, 60]);

export function points(...pairs: readonly (readonly [number, number])[]): Point[] {
  return pairs.map(([x, y]) => ({ x, y }));
}

/** A matte that is 200 inside the polygon and 0 elsewhere. */
export function filled(width: number, height: number, polygon: readonly Point[]): Matte {
  const matte = emptyMatte(width, height);
  fillPolygon(matte, polygon, 200);
  return matte;
}
