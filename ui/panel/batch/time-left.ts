/**
 * Estimated milliseconds until the end of a run, from the mean time of a picture; null before one is finished.
 * @param elapsed milliseconds since the start @param done finished pictures @param all pictures of the run
 * @param share finished share of the present picture, 0–1
 */
export function timeLeft(elapsed: number, done: number, all: number, share: number): number | null {
  const finished = done + share;
  return done === 0 || elapsed <= 0 ? null : (elapsed / finished) * Math.max(0, all - finished);
}
