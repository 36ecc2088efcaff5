import type { Size } from '../geometry/box';
import type { NetworkRunner } from '../networks/runner';
import { BLEMISH_SIZE } from './networks';
import { nearestTaps, resizePlanes } from './resize';

/** From this probability on, ModelScope removes a pixel completely. */
const ALL = 0.5;
/** From this probability on, ModelScope removes a pixel in part. */
const SOME = 0.35;

/**
 * Runs ModelScope's blemish network over a crop.
 * @param planes planar RGB, -1 to 1, of the given size
 * @returns 768 × 768 probabilities, 0–1
 */
export async function predictBlemishes(planes: Float32Array, size: Size, runner: NetworkRunner): Promise<Float32Array> {
  const image = resizePlanes(planes, size, { width: BLEMISH_SIZE, height: BLEMISH_SIZE }, true);
  const { blemish } = await runner.run('modelscope-blemish', { image });
  return blemish!;
}

/**
 * ModelScope's three-way rule: the share of a pixel with this probability that is removed, 0–1.
 * @param move added to the logit of the probability; a positive value removes more; 0 is ModelScope's rule
 */
export function removalOf(probability: number, move = 0): number {
  const moved = move === 0 ? probability : probability / (probability + (1 - probability) * Math.exp(-move));
  if (moved >= ALL) return 1;
  return moved >= Math.fround(SOME) ? moved : 0;
}

/** Nearest-neighbour sampling of the 768 × 768 map: a function from a crop's pixel (x, y) to the index of its cell. */
export function nearestCells(size: Size): (x: number, y: number) => number {
  const columns = nearestTaps(BLEMISH_SIZE, size.width);
  const rows = nearestTaps(BLEMISH_SIZE, size.height);
  return (x, y) => rows[y]! * BLEMISH_SIZE + columns[x]!;
}

/** The share of each pixel that stays, 0–1; row-major, of the crop's size. */
export function keepPlane(probabilities: Float32Array, size: Size): Float32Array {
  const cell = nearestCells(size);
  const keep = new Float32Array(size.width * size.height);
  for (let y = 0, index = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, index++) keep[index] = 1 - removalOf(probabilities[cell(x, y)]!);
  }
  return keep;
}
