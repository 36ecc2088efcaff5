/**
 * What memory a retouch takes: `npm run bench:memory [-- PHOTO]`. The peak of a process that does one picture of 4096²,
 * and what a run of 200 pictures of 512² holds on its way.
 */
import { benchPhoto, mega, runScenario, runScenarioIn } from './run-scenario';
import type { BatchResult, OnceResult } from './scenario';

const photo = benchPhoto(process.argv[2]);
const once = runScenario<OnceResult>('once', '4096', photo);
console.log(`one picture of 4096²: peak ${mega(once.peakBytes)} MB`);
// V8's space for young objects has its full size from the beginning: it grows once, some pictures later, whatever is done.
const { residentBytes, peakBytes } = runScenarioIn<BatchResult>(
  ['--min-semi-space-size=16'],
  'batch',
  '200',
  '512',
  photo,
);
const after = [1, 3, 10, 50, 100, 150, 200].map((count) => `${count}: ${mega(residentBytes[count - 1]!)}`);
console.log(`200 pictures of 512², MB after each: ${after.join(', ')}; peak ${mega(peakBytes)}`);
