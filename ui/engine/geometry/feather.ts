/**
 * Weight (0–1) of a crop at crop coordinates (0–1): 1 inside, with a smooth fall (3t² − 2t³) to 0 at the border. The
 * fall makes overlapping crops meet without a seam.
 *
 * @param rim width of the fall, as a share of the crop's side
 */
export function cropWeight(u: number, v: number, rim: number): number {
  const inside = Math.min(u, 1 - u, v, 1 - v) / rim;
  if (inside <= 0) return 0;
  if (inside >= 1) return 1;
  return inside * inside * (3 - 2 * inside);
}
