/**
 * How much a crop counts at crop coordinates (0–1): 1 inside, a smooth fall to 0 over the outermost `rim`
 * (share of the side), so that overlapping crops meet without a seam.
 */
export function cropWeight(u: number, v: number, rim: number): number {
  const inside = Math.min(u, 1 - u, v, 1 - v) / rim;
  if (inside <= 0) return 0;
  if (inside >= 1) return 1;
  return inside * inside * (3 - 2 * inside);
}
