import type { Point } from '../geometry/square-crop';
import type { Face } from './face';

/**
 * Landmark indices (MediaPipe's canonical face mesh) below an eye, each from the temple to the nose: the ring below the
 * lower lashes, the upper rim of the cheek, and a line across the cheek. LEFT and RIGHT are sides of the picture of an
 * upright face.
 */
const LEFT = {
  lashes: [130, 25, 110, 24, 23, 22, 26, 112, 243],
  cheek: [35, 111, 117, 118, 119, 120, 121, 128, 245],
  below: [123, 50, 101, 100, 47],
} as const;
const RIGHT = {
  lashes: [359, 255, 339, 254, 253, 252, 256, 341, 463],
  cheek: [265, 340, 346, 347, 348, 349, 350, 357, 465],
  below: [352, 280, 330, 329, 277],
} as const;

/** Points of the cheek's rim at either end that lie beside the eye and not below it. */
const BESIDE = 2;
/**
 * Shares of the way from the cheek's rim to the line across it: where a circle ends, and the band whose tone is that of
 * the cheek alone.
 */
const CIRCLE_END = 0.5;
const CHEEK_START = 1;
const CHEEK_END = 2.6;

/** The area under one eye. */
export interface UnderEye {
  /** From the lashes over the bag to the cheek; a closed polygon in picture pixels. */
  readonly area: readonly Point[];
  /** The cheek below it, whose tone is the aim; a closed polygon in picture pixels. It does not touch the area. */
  readonly cheek: readonly Point[];
  /** The corners of the eye. The area lies on one side of the line between them. */
  readonly corners: readonly [Point, Point];
}

/** The areas under both eyes of a face. */
export function underEyes({ landmarks }: Face): readonly UnderEye[] {
  const line = (indices: readonly number[]): Point[] =>
    indices.map((index) => ({ x: landmarks[2 * index]!, y: landmarks[2 * index + 1]! }));
  return [LEFT, RIGHT].map(({ lashes, cheek, below }) => {
    const upper = line(lashes);
    const rim = line(cheek);
    const across = line(below);
    const middle = rim.slice(BESIDE, -BESIDE);
    const at = (share: number): Point[] =>
      middle.map(({ x, y }, index) => ({
        x: x + share * (across[index]!.x - x),
        y: y + share * (across[index]!.y - y),
      }));
    const lower = [...rim.slice(0, BESIDE), ...at(CIRCLE_END), ...rim.slice(-BESIDE)];
    return {
      area: [...upper, ...lower.reverse()],
      cheek: [...at(CHEEK_START), ...at(CHEEK_END).reverse()],
      corners: [upper[0]!, upper.at(-1)!],
    };
  });
}
