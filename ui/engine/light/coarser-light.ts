import type { Grid } from '../geometry/grid';
import type { GridPlace, SkinLight } from './skin-light';

/** The part of a `SkinLight` that exists on coarser grids, too. */
export type CoarseLight = Pick<SkinLight, keyof GridPlace | 'faceWidth' | 'luma' | 'skin' | 'own'>;

/** The light on cells of twice the size. Broad bands are cheaper to blur there. The luma is the mean over skin. */
export function coarserLight({ left, top, cell, faceWidth, luma, skin, own }: CoarseLight): CoarseLight {
  const weighted: Grid = { ...luma, data: luma.data.map((value, index) => value * skin.data[index]!) };
  const [sums, weights] = [halve(weighted), halve(skin)];
  for (let index = 0; index < sums.data.length; index++)
    sums.data[index] = weights.data[index] === 0 ? 0 : sums.data[index]! / weights.data[index]!;
  return { left, top, cell: 2 * cell, faceWidth: faceWidth / 2, luma: sums, skin: weights, own: halve(own) };
}

/** Means of 2 × 2 cells; the last row and column are repeated where the size is odd. */
function halve({ width, height, data }: Grid): Grid {
  const [halfWidth, halfHeight] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const halved = new Float32Array(halfWidth * halfHeight);
  for (let row = 0, index = 0; row < halfHeight; row++) {
    const upper = 2 * row * width;
    const lower = Math.min(height - 1, 2 * row + 1) * width;
    for (let column = 0; column < halfWidth; column++, index++) {
      const left = 2 * column;
      const right = Math.min(width - 1, left + 1);
      halved[index] = (data[upper + left]! + data[upper + right]! + data[lower + left]! + data[lower + right]!) / 4;
    }
  }
  return { width: halfWidth, height: halfHeight, data: halved };
}
