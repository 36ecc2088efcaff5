import { holeAround, type Hole } from '../hole';
import { elongationOf } from './elongation';

/** One connected spot on the network's grid. Positions and lengths are in cells unless said otherwise. */
export interface ConnectedSpot {
  /** Its cells, as row · size + column. */
  readonly cells: readonly number[];
  /**
   * The cells with a probability of at least CORE, or all cells if there are none: the spot without faint surroundings.
   */
  readonly core: readonly number[];
  /** Centre in crop coordinates, 0–1. */
  readonly u: number;
  readonly v: number;
  /** Radius of the disc with the spot's area, plus the margin GROW. */
  readonly radius: number;
  /** Radius of the disc with the core's area, plus the margin GROW. */
  readonly coreRadius: number;
  /** Length over width of the core (see `elongationOf`). 1 if it is round. */
  readonly elongation: number;
  /** Highest probability in the spot, 0–1. */
  readonly score: number;
  /** Sums of the two maps over the spot's cells. The larger names the spot's kind. */
  readonly blemish: number;
  readonly mark: number;
  /** The shape to fill: the spot with a margin. */
  readonly hole: Hole;
}

/** Margin of a hole around its spot, in cells. The rim is discoloured too; a hole without it leaves a ring. */
const GROW = 1;
/** Probability from which a cell belongs to the core. */
const CORE = 0.3;
/** A spot's cells have at least this share of its peak probability. */
const PART_OF_PEAK = 0.5;
/** `reach` may raise that share, but only up to this one. */
const MOST_OF_PEAK = 0.85;
/** Largest share of the grid that a spot covers. Larger regions are dropped. */
const LARGEST_SHARE = 0.01;

/**
 * Splits two probability maps into connected spots, the highest peak first. A spot is a peak and the 8-connected cells
 * around it with at least half of its probability. `reach` ends a spot earlier if its peak is well above `reach`. So a
 * sure spot stops at its edge, and a faint one is covered whole. A region that touches a spot with a higher peak is
 * dropped: it is that spot's rim.
 *
 * @param blemish probability of a blemish, 0–1, `size` × `size`, row-major
 * @param mark probability of a mole, freckle or scar; same shape and range
 * @param threshold least probability, of either kind, at a spot's peak
 * @param reach probability at which a spot ends
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

/** The cells with at least `threshold` that no neighbour exceeds, the highest first. */
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

/** The probability (0–1) of a spot of either kind. The network may be sure of a spot and unsure of its kind. */
export function either(blemish: number, mark: number): number {
  return blemish + mark - blemish * mark;
}

/**
 * Claims the free cells around `seed` that are `inside` for `owner`. `alone` is false if they touch another owner's
 * cells.
 */
export function floodFill(
  seed: number,
  size: number,
  /** Owner of each cell; 0 is free. */
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

/** The hole of a spot with these cells (row · size + column): the cells and a margin of one cell. */
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
