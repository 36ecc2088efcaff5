import { elongationOf } from './elongation';
import { holeAround, type Hole } from '../hole';

/** One connected spot on the network's grid. Positions and lengths in cells unless said otherwise. */
export interface ConnectedSpot {
  /** Its cells, row · size + column. */
  readonly cells: readonly number[];
  /** Those of them that a spot covers as likely as CORE, or all where none is: what it looks like, without what it runs into. */
  readonly core: readonly number[];
  /** Centre in crop coordinates, 0–1. */
  readonly u: number;
  readonly v: number;
  /** Radius of the disc with the spot's area. */
  readonly radius: number;
  /** Radius of the disc with the core's area. */
  readonly coreRadius: number;
  /** Of the ellipse with the core's second moments, the longer axis over the shorter one: 1 where it is round. */
  readonly elongation: number;
  /** Highest probability in the spot. */
  readonly score: number;
  /** Sums of the two maps over the spot: the larger says what it is. */
  readonly blemish: number;
  readonly mark: number;
  /** What to fill: the spot, grown a little. */
  readonly hole: Hole;
}

/** Cells that a hole reaches beyond the found spot: its rim is discoloured too, and a hole that stops short leaves a ring. */
const GROW = 1;
/** Probability from which a cell belongs to the core. */
const CORE = 0.3;
/** A spot reaches down to this part of its highest probability; `reach` ends it before, but never above the other part. */
const PART_OF_PEAK = 0.5;
const MOST_OF_PEAK = 0.85;
/** A spot that covers more than this share of the grid is no spot. */
const LARGEST_SHARE = 0.01;

/**
 * Splits two probability maps (blemish, mark; 0–1, `size` × `size`) into connected spots, the surest first. A spot is a peak where the
 * probability of either kind is at least `threshold`, and the 8-connected cells around it down to half of the peak, but not below
 * `reach` where the peak is well above that: so a sure spot ends where it ends, and a faint one is still covered whole. What stands out
 * from a surer spot by less than half of itself is that one's rim, and no spot.
 */
export function connectedSpots(
  blemish: Float32Array,
  mark: Float32Array,
  size: number,
  threshold: number,
  reach: number,
): ConnectedSpot[] {
  const probability = blemish.map((value, index) => either(value, mark[index]!));
  const owners = new Int32Array(size * size);
  const spots: ConnectedSpot[] = [];
  for (const [index, peak] of peaksOf(probability, size, threshold).entries()) {
    if (owners[peak] !== 0) continue;
    const least = Math.max(PART_OF_PEAK * probability[peak]!, Math.min(reach, MOST_OF_PEAK * probability[peak]!));
    const { cells, alone } = floodFill(peak, size, owners, index + 1, (cell) => probability[cell]! >= least);
    if (alone && cells.length <= LARGEST_SHARE * size * size)
      spots.push(describe(cells, probability, blemish, mark, size));
  }
  return spots;
}

/** The cells of at least `threshold` that no neighbour exceeds, the highest first. */
function peaksOf(probability: Float32Array, size: number, threshold: number): number[] {
  const peaks: number[] = [];
  for (let cell = 0; cell < probability.length; cell++) {
    if (
      probability[cell]! >= threshold &&
      neighbours(cell, size).every((other) => probability[other]! <= probability[cell]!)
    )
      peaks.push(cell);
  }
  return peaks.sort((a, b) => probability[b]! - probability[a]!);
}

/** The cell itself and the up to 8 around it. */
function neighbours(cell: number, size: number): number[] {
  const column = cell % size;
  const row = Math.floor(cell / size);
  const around: number[] = [];
  for (let y = Math.max(0, row - 1); y <= Math.min(size - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(size - 1, column + 1); x++) around.push(y * size + x);
  }
  return around;
}

/** The probability of a spot of either kind: a spot of which the network cannot say what it is still is one. */
export function either(blemish: number, mark: number): number {
  return blemish + mark - blemish * mark;
}

/** The free cells around `seed` that are `inside`, entered as `owner`'s in `owners` (0: free); `alone` unless they touch another's. */
function floodFill(
  seed: number,
  size: number,
  owners: Int32Array,
  owner: number,
  inside: (cell: number) => boolean,
): { cells: number[]; alone: boolean } {
  const cells = [seed];
  let alone = true;
  owners[seed] = owner;
  for (let next = 0; next < cells.length; next++) {
    for (const cell of neighbours(cells[next]!, size)) {
      if (owners[cell] === owner || !inside(cell)) continue;
      if (owners[cell] === 0) {
        owners[cell] = owner;
        cells.push(cell);
      } else alone = false;
    }
  }
  return { cells, alone };
}

/** The hole that covers a spot of these cells (row · size + column). */
export function holeOf(cells: readonly number[], size: number): Hole {
  return holeAround(cells, size, GROW);
}

function describe(
  cells: readonly number[],
  probability: Float32Array,
  blemish: Float32Array,
  mark: Float32Array,
  size: number,
): ConnectedSpot {
  let sumX = 0;
  let sumY = 0;
  let sumBlemish = 0;
  let sumMark = 0;
  let score = 0;
  for (const index of cells) {
    const column = index % size;
    const row = Math.floor(index / size);
    sumX += column + 0.5;
    sumY += row + 0.5;
    sumBlemish += blemish[index]!;
    sumMark += mark[index]!;
    score = Math.max(score, probability[index]!);
  }
  const centreX = sumX / cells.length;
  const centreY = sumY / cells.length;
  const core = score < CORE ? cells : cells.filter((index) => probability[index]! >= CORE);
  return {
    cells,
    core,
    u: centreX / size,
    v: centreY / size,
    radius: radiusOf(cells),
    coreRadius: radiusOf(core),
    elongation: elongationOf(core, size),
    score,
    blemish: sumBlemish,
    mark: sumMark,
    hole: holeOf(cells, size),
  };
}

function radiusOf(cells: readonly number[]): number {
  return Math.sqrt(cells.length / Math.PI) + GROW;
}
