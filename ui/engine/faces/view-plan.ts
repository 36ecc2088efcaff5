import type { SquareCrop } from '../geometry/square-crop';

/** The full-range detector finds a face from this share of its view's side. */
const SMALLEST_SHARE = 0.07;
/** The face to be found, in pixels, while that needs no more than FINE_TILES tiles. */
const FINE_FACE = 64;
const FINE_TILES = 25;
/** The face to be found in every picture, in pixels. */
const COARSE_FACE = 98;
/** Neighbouring tiles share this part of their side, so that a face up to that size lies whole in one of them. */
const OVERLAP = 0.3;
/**
 * Between two levels a face may be too small for the larger views and must fit into the overlap of the
 * smaller ones: SMALLEST_SHARE × LEVEL_RATIO, with margin, is at most OVERLAP.
 */
const LEVEL_RATIO = 3.6;

/** Which squares of a picture the detectors look at. */
export interface ViewPlan {
  /** The whole picture, padded to a square. */
  readonly whole: SquareCrop;
  /** Overlapping squares, the large ones first; none where the picture is small enough to be seen at once. */
  readonly tiles: readonly SquareCrop[];
}

/**
 * Plans the views of a picture of the given size in pixels: faces of 100 px lie whole in one of them, at a
 * size at which the full-range detector finds them; faces of 64 px as well while few tiles suffice.
 */
export function planViews(width: number, height: number): ViewPlan {
  const longest = Math.max(width, height);
  const whole = { centerX: width / 2, centerY: height / 2, side: longest, angle: 0 };
  const fine = FINE_FACE / SMALLEST_SHARE;
  const coarse = COARSE_FACE / SMALLEST_SHARE;
  let tiles = levelledTiles(width, height, fine);
  for (let finest = fine; tiles.length > FINE_TILES && finest < coarse;) {
    finest = Math.min(coarse, finest + 10);
    tiles = levelledTiles(width, height, finest);
  }
  return { whole, tiles };
}

/** Tiles of the side `finest`, and of as many sides between it and the whole picture as LEVEL_RATIO asks for. */
function levelledTiles(width: number, height: number, finest: number): SquareCrop[] {
  const longest = Math.max(width, height);
  if (finest >= longest) return [];
  const levels = Math.ceil(Math.log(longest / finest) / Math.log(LEVEL_RATIO) - 1e-9);
  const tiles: SquareCrop[] = [];
  for (let level = 1; level <= levels; level++) {
    const side = longest * (finest / longest) ** (level / levels);
    for (const centerY of tileCenters(height, side)) {
      for (const centerX of tileCenters(width, side)) tiles.push({ centerX, centerY, side, angle: 0 });
    }
  }
  return tiles;
}

/** Centres of tiles along one axis of the given length, evenly spread from border to border. */
function tileCenters(length: number, side: number): number[] {
  if (side >= length) return [length / 2];
  const steps = Math.ceil((length - side) / (side * (1 - OVERLAP)) - 1e-9);
  return Array.from({ length: steps + 1 }, (_, step) => side / 2 + (step * (length - side)) / steps);
}
