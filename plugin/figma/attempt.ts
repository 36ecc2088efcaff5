/** Runs work whose failure does no harm, so that the code after it runs in any case. */
export function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // The failure has no remedy and no effect on the rest.
  }
}
