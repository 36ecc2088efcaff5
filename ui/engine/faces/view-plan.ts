import type { SquareCrop } from '../geometry/square-crop';

/** Smallest face that the full-range detector finds, as a share of its view's side. */
const SMALLEST_SHARE = 0.07;
/** Smallest face to find, in pixels, in pictures that need no more than FINE_TILES tiles for it. */
const FINE_FACE = 64;
const FINE_TILES = 25;
/** Smallest face to find in every picture, in pixels. */
const COARSE_FACE = 98;
/** Overlap of neighbouring tiles, as a share of their side. A face up to that size lies whole in one tile. */
const OVERLAP = 0.3;
/**
 * Largest ratio of sides between two levels of tiles. A face that is too small for the larger tiles must fit into the
 * overlap of the smaller ones. With some margin, SMALLEST_SHARE × LEVEL_RATIO is at most OVERLAP.
 */
const LEVEL_RATIO = 3.6;

/** The squares of a picture that the detectors read. */
export interface ViewPlan {
  /** The whole picture, padded to a square. */
  readonly whole: SquareCrop;
  /** Overlapping squares, the large ones first; empty for small pictures, where `whole` suffices. */
  readonly tiles: readonly SquareCrop[];
}

/**
 * Plans the views of a picture with the given size in pixels. Each face of 100 px or more lies whole in a view, large
 * enough for the full-range detector. The same holds for faces of 64 px while few tiles suffice.
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

/** Tiles of side `finest` (pixels), and larger tiles at ratios of at most LEVEL_RATIO up to the whole picture. */
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

/** Centres of tiles along one axis of the given length in pixels, spread evenly from border to border. */
function tileCenters(length: number, side: number): number[] {
  if (side >= length) return [length / 2];
  const steps = Math.ceil((length - side) / (side * (1 - OVERLAP)) - 1e-9);
  return Array.from({ length: steps + 1 }, (_, step) => side / 2 + (step * (length - side)) / steps);
}
