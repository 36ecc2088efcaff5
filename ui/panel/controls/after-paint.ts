/** Milliseconds after which work starts without a paint: a hidden window paints no frames. */
const LONGEST_WAIT_MS = 500;

/** Runs work after the next paint, or after half a second in a hidden window. */
export function afterPaint(work: () => void): void {
  let done = false;
  const once = (): void => {
    if (!done) work();
    done = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, LONGEST_WAIT_MS);
}
