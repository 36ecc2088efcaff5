import type { Point } from '../geometry/square-crop';
import type { Face } from './face';

/** The middle of the forehead, above the brows and below the hairline (MediaPipe's canonical face mesh). */
const FOREHEAD = [69, 108, 151, 337, 299, 297, 338, 10, 109, 67] as const;

/** The middle of a face's forehead; a closed polygon in picture pixels. */
export function foreheadOf({ landmarks }: Face): readonly Point[] {
  return FOREHEAD.map((index) => ({ x: landmarks[2 * index]!, y: landmarks[2 * index + 1]! }));
}
