import fc from 'fast-check';

/** How many times as many cases as in the test run; set by `npm run fuzz`. */
const TIMES = Number(process.env['SOFTLIGHT_FUZZ'] ?? 1);

/**
 * Checks a property on random cases. The test run takes the same cases each time, the long run others every time; a failure is
 * shrunk, and shown with the seed and path that bring it back.
 */
export async function check<Case>(
  cases: number,
  arbitrary: fc.Arbitrary<Case>,
  property: (value: Case) => void | Promise<void>,
): Promise<void> {
  const asyncProperty = fc.asyncProperty(arbitrary, async (value) => property(value));
  await fc.assert(asyncProperty, { numRuns: cases * TIMES, ...(TIMES === 1 ? { seed: 20_261_124 } : {}) });
}
