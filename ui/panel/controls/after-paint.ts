/** A frame that is not drawn never comes. */
const LONGEST_WAIT_MS = 500;

/** Runs work once what was rendered is painted; in a window that is not drawn, soon. */
export function afterPaint(work: () => void): void {
  let done = false;
  const once = (): void => {
    if (!done) work();
    done = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, LONGEST_WAIT_MS);
}
