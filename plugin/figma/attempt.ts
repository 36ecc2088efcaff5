/** Does what may fail without harm: what comes after it must be done all the same. */
export function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // Nothing more can be done about it.
  }
}
