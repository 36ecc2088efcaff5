import type { Face } from '../faces/face';
import type { SpotMaps } from '../heal/find/predict-spots';
import { floodFill } from '../heal/find/connected-spots';
import { sensitivityShift } from '../heal/find/sensitivity';
import type { Hole } from '../heal/hole';
import { isTooLarge, sameSpot, type Spot } from '../heal/spot';
import { valueOfShare } from '../heal/fill/hole-map';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import type { Box } from '../geometry/box';
import type { HealMode, SpotLimits } from '../api/settings';
import { readPlanes } from './crop-planes';
import { faceCrop } from './face-crop';
import { BLEMISH_SIZE } from './networks';
import { nearestCells, predictBlemishes, removalOf } from './spot-map';

/** A spot counts only if the skin matte (0–255) reaches this value at one of its pixels. */
const ON_SKIN = 128;
const NO_MARKS = new Float32Array(0);

/** Runs ModelScope's blemish network on a face. It finds no marks: their map is empty. */
export async function predictModelscopeSpots(picture: Picture, face: Face, runner: NetworkRunner): Promise<SpotMaps> {
  const crop = faceCrop(face, picture);
  const blemish = await predictBlemishes(readPlanes(picture, crop), crop, runner);
  return { face, view: 'face', crop: face.crop, size: BLEMISH_SIZE, blemish, mark: NO_MARKS };
}

/**
 * Finds the spots of all faces by ModelScope's rule. Each connected region is one spot; it needs at least one pixel of
 * skin. The default limits keep ModelScope's thresholds and all sizes. A spot in two overlapping crops counts once.
 */
export function findModelscopeSpots(
  picture: Picture,
  maps: readonly SpotMaps[],
  skin: Matte,
  mode: HealMode,
  limits: SpotLimits,
): Spot[] {
  if (mode === 'off') return [];
  const spots: Spot[] = [];
  const move = sensitivityShift(limits.sensitivity);
  for (const { face, blemish } of maps) {
    const crop = faceCrop(face, picture);
    for (const spot of spotsOfCrop(crop, blemish, move, (x, y) => skin.data[y * skin.width + x]! >= ON_SKIN)) {
      if (!isTooLarge(spot.report, face.size, limits) && !spots.some((other) => sameSpot(other.report, spot.report)))
        spots.push(spot);
    }
  }
  return spots;
}

/** Sums over the pixels of a connected region, in crop pixels. */
interface Region {
  left: number;
  top: number;
  right: number;
  bottom: number;
  count: number;
  /** Sum of the removal shares, in pixels. */
  area: number;
  sumX: number;
  sumY: number;
  score: number;
  wanted: boolean;
}

/**
 * The regions that ModelScope's rule removes from a crop, as spots with holes on the crop's pixel grid.
 * @param probabilities 768 × 768, 0–1
 * @param move shift of the thresholds (see `removalOf`)
 * @param isWanted takes a picture pixel; a region is a spot if the result is true for one of its pixels
 */
export function spotsOfCrop(
  crop: Box,
  probabilities: Float32Array,
  move: number,
  isWanted: (x: number, y: number) => boolean,
): Spot[] {
  const cell = nearestCells(crop);
  const removal = probabilities.map((probability) => removalOf(probability, move));
  const labels = labelRegions(removal);
  const regions = new Map<number, Region>();
  for (let y = 0; y < crop.height; y++) {
    for (let x = 0; x < crop.width; x++) {
      const at = cell(x, y);
      if (labels[at] === 0) continue;
      const region = addPixel(regions, labels[at]!, x, y);
      region.area += removal[at]!;
      region.score = Math.max(region.score, probabilities[at]!);
      region.wanted ||= isWanted(crop.x + x, crop.y + y);
    }
  }
  const side = Math.max(crop.width, crop.height);
  const grid = { centerX: crop.x + side / 2, centerY: crop.y + side / 2, side, angle: 0 };
  return [...regions]
    .filter(([, { wanted }]) => wanted)
    .map(([label, region]) => ({
      report: {
        x: crop.x + region.sumX / region.count + 0.5,
        y: crop.y + region.sumY / region.count + 0.5,
        radius: Math.sqrt(region.area / Math.PI),
        kind: 'blemish',
        score: region.score,
      },
      crop: grid,
      gridSize: side,
      isLine: false,
      outlines: null,
      hole: holeOf(region, (x, y) => (labels[cell(x, y)] === label ? removal[cell(x, y)]! : 0)),
    }));
}

/** Adds a pixel to the bounds and sums of its region. */
function addPixel(regions: Map<number, Region>, label: number, x: number, y: number): Region {
  let region = regions.get(label);
  if (region === undefined) {
    region = { left: x, top: y, right: x, bottom: y, count: 0, area: 0, sumX: 0, sumY: 0, score: 0, wanted: false };
    regions.set(label, region);
  }
  region.left = Math.min(region.left, x);
  region.right = Math.max(region.right, x);
  region.bottom = y;
  region.count++;
  region.sumX += x;
  region.sumY += y;
  return region;
}

/** The hole of a region on the crop's pixel grid, with an empty border of one pixel. */
function holeOf({ left, top, right, bottom }: Region, removalAt: (x: number, y: number) => number): Hole {
  const hole: Hole = {
    left: left - 1,
    top: top - 1,
    width: right - left + 3,
    height: bottom - top + 3,
    data: new Float32Array((right - left + 3) * (bottom - top + 3)),
  };
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++)
      hole.data[(y - hole.top) * hole.width + x - hole.left] = valueOfShare(removalAt(x, y));
  }
  return hole;
}

/** Numbers the 8-connected regions above 0 in a 768 × 768 map, from 1. The label 0 means no region. */
function labelRegions(removal: Float32Array): Int32Array {
  const labels = new Int32Array(removal.length);
  let last = 0;
  for (let seed = 0; seed < removal.length; seed++) {
    if (labels[seed] !== 0 || removal[seed] === 0) continue;
    floodFill(seed, BLEMISH_SIZE, labels, ++last, (cell) => removal[cell] !== 0);
  }
  return labels;
}
