import type { ConnectedSpot } from './connected-spots';
import type { PartColours } from './part-colours';
import { ringAround } from './ring';
import { linearLight } from '../../picture/srgb-curve';
import { density, median, NOISE } from './skin-light';

/**
 * Optical density by which a shining, or glaring, spot is lighter than the skin around it. Scars are only a little
 * lighter.
 */
const SHINE = 0.12;
const GLARE = 0.3;
/** Least number of skin cells in the ring for a measurement. */
const LEAST_RING = 6;

/** The result of `rednessOf`. */
export type Redness = number | 'brighter' | 'shining' | 'glaring' | 'unknown';

/**
 * How red a spot is against the skin around it: the share of its added green density that it does not add in red. Blood
 * absorbs green and passes red (about 1); melanin absorbs both (about 0.3 and less). Densities add up, so the skin's
 * own melanin cancels out, on skin of any tone. This is the erythema index of dermatology, the logarithm of red over
 * green reflectance (Diffey, Oliver, Farr: A portable instrument for quantifying erythema, 1984).
 *
 * @param colours cover the spot's core and its ring (see `partAround`)
 * @param gridSize columns, and rows, of the grid; a cell is row · gridSize + column
 * @param probability 0–1 that a cell belongs to a spot
 * @param isSkin whether a cell is skin outside all spots
 * @returns the share. 'brighter', 'shining' or 'glaring', by its lightness, if the spot absorbs no more green than its
 *   skin. 'unknown' if too little skin surrounds it.
 */
export function rednessOf(
  spot: ConnectedSpot,
  colours: PartColours,
  gridSize: number,
  probability: (cell: number) => number,
  isSkin: (cell: number) => boolean,
): Redness {
  const ring = ringAround(spot, gridSize).filter(isSkin);
  if (ring.length < LEAST_RING) return 'unknown';
  const added = ([0, 1] as const).map((channel) => {
    const light = (cell: number): number => lightOf(colours, channel, cell, gridSize);
    return density(median(ring.map(light)), weightedMean(spot.core, light, probability));
  });
  const red = added[0]!;
  const green = added[1]!;
  if (green <= 0) return green < -GLARE ? 'glaring' : green < -SHINE ? 'shining' : 'brighter';
  return (green - red) / (green + NOISE);
}

/** Mean linear light (0–1) of a cell in one channel. */
function lightOf(
  { left, top, side: cells, data, size }: PartColours,
  channel: number,
  cell: number,
  gridSize: number,
): number {
  const side = size / cells;
  const start =
    (channel * size + (Math.floor(cell / gridSize) - top) * side) * size + ((cell % gridSize) - left) * side;
  let sum = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) sum += linearLight(data[start + y * size + x]!);
  }
  return sum / (side * side);
}

function weightedMean(
  cells: readonly number[],
  value: (cell: number) => number,
  weight: (cell: number) => number,
): number {
  let sum = 0;
  let weights = 0;
  for (const cell of cells) {
    sum += weight(cell) * value(cell);
    weights += weight(cell);
  }
  return sum / weights;
}
