import fc from 'fast-check';

/** A factor on the number of cases, which `npm run fuzz` sets. */
const TIMES = Number(process.env['SOFTLIGHT_FUZZ'] ?? 1);

/**
 * Checks a property on random cases. The test run uses the same cases each time, and the long run always new ones. A
 * failure is shrunk, and shown with the seed and path that reproduce it.
 */
export async function check<Case>(
  cases: number,
  arbitrary: fc.Arbitrary<Case>,
  property: (value: Case) => void | Promise<void>,
): Promise<void> {
  const asyncProperty = fc.asyncProperty(arbitrary, async (value) => property(value));
  await fc.assert(asyncProperty, { numRuns: cases * TIMES, ...(TIMES === 1 ? { seed: 20_261_124 } : {}) });
}
