/**
 * Measures the memory of a retouch: `npm run bench:memory [-- PHOTO]`. Prints the peak of a process for one picture of
 * 4096² pixels, the resident memory during a batch of 200 pictures of 512², and the peaks of the command line for TIFF
 * files of 80 megapixels.
 */
import { commandLinePeak, LARGE } from './command-line-peak';
import { benchPhoto, mega, runScenario, runScenarioIn } from './run-scenario';
import type { BatchResult, OnceResult } from './scenario';

const photo = benchPhoto(process.argv[2]);
const once = runScenario<OnceResult>('once', '4096', photo);
console.log(`one picture of 4096²: peak ${mega(once.peakBytes)} MB`);
// V8's young generation starts at its full size: otherwise it grows once after some pictures, which looks like a leak.
const { residentBytes, peakBytes } = runScenarioIn<BatchResult>(
  ['--min-semi-space-size=16'],
  'batch',
  '200',
  '512',
  photo,
);
const after = [1, 3, 10, 50, 100, 150, 200].map((count) => `${count}: ${mega(residentBytes[count - 1]!)}`);
console.log(`200 pictures of 512², MB after each: ${after.join(', ')}; peak ${mega(peakBytes)}`);
for (const [depth, options] of [
  [8, []],
  [8, ['--psd']],
  [16, []],
] as const) {
  const peak = await commandLinePeak(photo, depth, options);
  console.log(`a TIFF of ${LARGE.join(' × ')} px, ${depth} bits ${options.join(' ')}: peak ${mega(peak)} MB`);
}
