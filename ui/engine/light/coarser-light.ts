import type { Grid } from '../geometry/grid';
import type { GridPlace, SkinLight } from './skin-light';

/** The part of a `SkinLight` that exists on coarser grids, too. */
export type CoarseLight = Pick<SkinLight, keyof GridPlace | 'faceWidth' | 'luma' | 'brightest' | 'skin' | 'own'>;

/** The light on cells of twice the size. Broad bands are cheaper to blur there. Lightness is the mean over skin. */
export function coarserLight({ left, top, cell, faceWidth, luma, brightest, skin, own }: CoarseLight): CoarseLight {
  const halved = halve(skin);
  return {
    ...{ left, top, cell: 2 * cell, faceWidth: faceWidth / 2 },
    luma: meanOverSkin(luma, skin, halved),
    brightest: meanOverSkin(brightest, skin, halved),
    skin: halved,
    own: halve(own),
  };
}

/** Means of 2 × 2 cells, weighted by skin. `halved` is the halved skin. */
export function meanOverSkin(grid: Grid, skin: Grid, halved: Grid): Grid {
  const sums = halve({ ...grid, data: grid.data.map((value, index) => value * skin.data[index]!) });
  for (let index = 0; index < sums.data.length; index++)
    sums.data[index] = halved.data[index] === 0 ? 0 : sums.data[index]! / halved.data[index]!;
  return sums;
}

/** Means of 2 × 2 cells; the last row and column are repeated where the size is odd. */
export function halve({ width, height, data }: Grid): Grid {
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
