import { blurGrid, SOFT_REACH, type Grid } from '../geometry/grid';

/** Below this blurred share of skin a blur has no value: too little skin lies around the cell. */
const NOTHING = 0.004;

/**
 * The mean of values around each cell, weighted by skin; a new grid. It is 0 where no skin lies around. Hair, lips and
 * background have no weight, so they leave no halo. (Normalised convolution, Knutsson & Westin 1993.)
 *
 * @param skin weight of each cell, 0–1
 * @param sigma standard deviation in cells, close to a Gaussian's
 */
export function skinBlur(grid: Grid, skin: Grid, sigma: number): Grid {
  return skinBlurs([grid], skin, sigma)[0]!;
}

/** As `skinBlur`, for several grids of one size. Their weights are blurred once. */
export function skinBlurs(grids: readonly Grid[], skin: Grid, sigma: number): readonly Grid[] {
  const radius = boxRadius(sigma);
  const { data: weights } = blurGrid(skin, radius, SOFT_REACH);
  return grids.map(({ width, height, data }) => {
    const weighted = new Float32Array(data.length);
    for (let cell = 0; cell < data.length; cell++) weighted[cell] = data[cell]! * skin.data[cell]!;
    const { data: blurred } = blurGrid({ width, height, data: weighted }, radius, SOFT_REACH);
    for (let cell = 0; cell < blurred.length; cell++) {
      const weight = weights[cell]!;
      blurred[cell] = weight > NOTHING ? blurred[cell]! / weight : 0;
    }
    return { width, height, data: blurred };
  });
}

/** The radius at which three box blurs have this standard deviation: their variance is r(r + 1). */
function boxRadius(sigma: number): number {
  return Math.round((Math.sqrt(1 + 4 * sigma * sigma) - 1) / 2);
}
