/**
 * What memory a retouch takes: `npm run bench:memory [-- PHOTO]`. The peak of a process that does one picture of 4096²,
 * and what a run of 200 pictures of 512² holds on its way.
 */
import { benchPhoto, mega, runScenario } from './run-scenario';
import type { BatchResult, OnceResult } from './scenario';

const photo = benchPhoto(process.argv[2]);
const once = runScenario<OnceResult>('once', '4096', photo);
console.log(`one picture of 4096²: peak ${mega(once.peakBytes)} MB`);
const { residentBytes, peakBytes } = runScenario<BatchResult>('batch', '200', '512', photo);
const after = [1, 3, 10, 50, 100, 150, 200].map((count) => `${count}: ${mega(residentBytes[count - 1]!)}`);
console.log(`200 pictures of 512², MB after each: ${after.join(', ')}; peak ${mega(peakBytes)}`);
