/**
 * Milliseconds that a run will still take, from how long its pictures took so far; null before one is finished.
 * @param done pictures finished @param all pictures of the run @param share 0–1, how much of the present one is done
 */
export function timeLeft(elapsed: number, done: number, all: number, share: number): number | null {
  const finished = done + share;
  return done === 0 || elapsed <= 0 ? null : (elapsed / finished) * Math.max(0, all - finished);
}
