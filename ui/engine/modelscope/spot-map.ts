import type { NetworkRunner } from '../networks/runner';
import { BLEMISH_SIZE } from './networks';
import { nearestTaps, resizePlanes, type Size } from './resize';

/** Probabilities from which the original removes a pixel altogether, and from which in part. */
const ALL = 0.5;
const SOME = 0.35;

/** Runs the original's blemish network over a crop (planar RGB, -1 to 1): 768 × 768 probabilities. */
export async function predictBlemishes(planes: Float32Array, size: Size, runner: NetworkRunner): Promise<Float32Array> {
  const image = resizePlanes(planes, size, { width: BLEMISH_SIZE, height: BLEMISH_SIZE }, true);
  const { blemish } = await runner.run('modelscope-blemish', { image });
  return blemish!;
}

/**
 * The original's three-way rule: how far a pixel of this probability is removed, 0–1.
 * @param move how much sooner, on the logistic scale; 0: as the original
 */
export function removalOf(probability: number, move = 0): number {
  const moved = move === 0 ? probability : probability / (probability + (1 - probability) * Math.exp(-move));
  if (moved >= ALL) return 1;
  return moved >= Math.fround(SOME) ? moved : 0;
}

/** Reads the 768 × 768 map at the pixels of a crop: `cell(x, y)` is the map's cell of a pixel. */
export function nearestCells(size: Size): (x: number, y: number) => number {
  const columns = nearestTaps(BLEMISH_SIZE, size.width);
  const rows = nearestTaps(BLEMISH_SIZE, size.height);
  return (x, y) => rows[y]! * BLEMISH_SIZE + columns[x]!;
}

/** What stays of each pixel of a crop, 0–1. */
export function keepPlane(probabilities: Float32Array, size: Size): Float32Array {
  const cell = nearestCells(size);
  const keep = new Float32Array(size.width * size.height);
  for (let y = 0, index = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, index++) keep[index] = 1 - removalOf(probabilities[cell(x, y)]!);
  }
  return keep;
}
