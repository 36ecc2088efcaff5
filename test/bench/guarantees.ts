/**
 * Measures the guarantees on portraits at the strongest settings: `npm run check:portraits -- PHOTO|FOLDER…`.
 *
 * Prints a line a portrait and the worst of all (see test/guarantees/measure.ts). The exit code is 1 if one is broken.
 */
import { loadAssets } from '../../plugin/cli/load-assets';
import { findPhotos } from '../../plugin/cli/find-photos';
import { problemOf } from '../../plugin/cli/photo-problem';
import { readPhoto } from '../../plugin/cli/read-photo';
import { createWasmRunner } from '../../ui/engine/networks/wasm-runner';
import type { Picture } from '../../ui/engine/picture/picture';
import { STAGES } from '../../ui/engine/api/report';
import { LIMITS, measureGuarantees, type Changes, type Guarantee } from '../guarantees/measure';

const NAMES = Object.keys(LIMITS) as Guarantee[];
const runner = createWasmRunner(loadAssets());
const worst: Record<Guarantee, number> = { outside: 0, features: 0, off: 0, stack: 0 };
let failures = 0;

const { photos, failed } = findPhotos(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
for (const { shown, problem } of failed) {
  failures++;
  console.error(`${shown}: ${problem.code}`);
}
for (const { path, shown } of photos) {
  try {
    console.log(`${shown}: ${await check((await readPhoto(path)).picture)}`);
  } catch (error) {
    failures++;
    console.error(`${shown}: ${JSON.stringify(problemOf(error))}`);
  }
}
await runner.release();
const held = NAMES.every((name) => worst[name] <= LIMITS[name]);
console.log(
  `worst of ${photos.length}: ${describe(worst)}; ${held ? 'all hold' : 'NOT ALL HOLD'}${failures > 0 ? `; ${failures} failed` : ''}`,
);
process.exitCode = held && failures === 0 ? 0 : 1;

async function check(picture: Picture): Promise<string> {
  const measured = await measureGuarantees(picture, runner);
  if (measured === null) return 'unchanged';
  const {
    changes,
    outcome: { report },
  } = measured;
  for (const name of NAMES) worst[name] = Math.max(worst[name], changes[name]);
  const times = STAGES.flatMap((stage) =>
    report.milliseconds[stage] === undefined ? [] : [`${stage} ${Math.round(report.milliseconds[stage])}`],
  );
  return `${picture.width}×${picture.height}, ${report.faces.length} faces, ${report.spots.length} spots, ${describe(changes)}, ms: ${times.join(' ')}`;
}

function describe(changes: Changes): string {
  return NAMES.map((name) => `${name} ${changes[name]}`).join(', ');
}
