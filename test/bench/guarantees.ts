/**
 * What must hold on every portrait, at the strongest settings: `npm run check:portraits -- PHOTO|FOLDER…`.
 *
 * - outside: the largest change, in levels, where the matte says no skin and nothing was healed; must be 0
 * - features: the largest change inside eyes, brows, lips and nostrils; must be 0
 * - off: the largest change with healing off and strengths 0; must be 0
 * - stack: layers composited by the test's own W3C soft light, against the retouched picture; at most 1
 *
 * Prints a line a portrait and the worst of all; exit code 1 if any does not hold.
 */
import { loadAssets } from '../../plugin/cli/load-assets';
import { findPhotos } from '../../plugin/cli/find-photos';
import { problemOf } from '../../plugin/cli/photo-problem';
import { readPhoto } from '../../plugin/cli/read-photo';
import { findFaces } from '../../ui/engine/faces/find-faces';
import { protectedFeatures } from '../../ui/engine/faces/protected-features';
import { createWasmRunner } from '../../ui/engine/networks/wasm-runner';
import type { Picture } from '../../ui/engine/picture/picture';
import { retouchPicture, type RetouchOutcome } from '../../ui/engine/pipeline/retouch-picture';
import { STAGES } from '../../ui/engine/report';
import { largestDifference, normal, softLight, stackLayer } from '../composite/stack-layers';
import { insidePolygons } from './inside-polygons';

const STRONGEST = { heal: 'all', even: 100, brighten: 100 } as const;
const OFF = { heal: 'off', even: 0, brighten: 0 } as const;
const LIMITS = { outside: 0, features: 0, off: 0, stack: 1 } as const;
type Guarantee = keyof typeof LIMITS;

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
const held = (Object.keys(LIMITS) as Guarantee[]).every((name) => worst[name] <= LIMITS[name]);
console.log(`worst of ${photos.length}: ${describe(worst)}; ${held ? 'all hold' : 'NOT ALL HOLD'}${failures > 0 ? `; ${failures} failed` : ''}`);
process.exitCode = held && failures === 0 ? 0 : 1;

async function check(picture: Picture): Promise<string> {
  const outcome = await retouchPicture(picture, STRONGEST, runner, () => undefined);
  if (outcome.state === 'unchanged') return `unchanged (${outcome.reason})`;
  const off = await retouchPicture(picture, OFF, runner, () => undefined);
  const faces = await findFaces(picture, runner, () => undefined);
  const inFeature = insidePolygons(faces.flatMap(protectedFeatures), picture.width, picture.height);
  const { skin, holes } = outcome.masks;
  const found: Record<Guarantee, number> = {
    outside: largestChange(picture, outcome.retouched, (index) => skin.data[index] === 0 && (holes?.data[index] ?? 0) === 0),
    features: largestChange(picture, outcome.retouched, (index) => inFeature[index] === 1),
    off: off.state === 'unchanged' ? 0 : largestDifference(picture.data, off.retouched.data),
    stack: largestDifference(stackAll(picture, outcome), outcome.retouched.data),
  };
  for (const name of Object.keys(LIMITS) as Guarantee[]) worst[name] = Math.max(worst[name], found[name]);
  const { report } = outcome;
  const times = STAGES.flatMap((stage) => (report.milliseconds[stage] === undefined ? [] : [`${stage} ${Math.round(report.milliseconds[stage])}`]));
  return `${picture.width}×${picture.height}, ${report.faces.length} faces, ${report.spots.length} spots, ${describe(found)}, ms: ${times.join(' ')}`;
}

function stackAll(picture: Picture, { layers }: Extract<RetouchOutcome, { state: 'retouched' }>): Uint8Array {
  let stacked: Uint8Array = Uint8Array.from(picture.data);
  if (layers.heal !== null) stacked = stackLayer(stacked, layers.heal.data, normal);
  for (const layer of [layers.blend, layers.brighten]) {
    if (layer !== null) stacked = stackLayer(stacked, layer.picture.data, softLight, layer.opacity);
  }
  return stacked;
}

function largestChange(before: Picture, after: Picture, where: (index: number) => boolean): number {
  let largest = 0;
  for (let index = 0; index < before.width * before.height; index++) {
    if (!where(index)) continue;
    for (let channel = index * 4; channel < index * 4 + 4; channel++) {
      largest = Math.max(largest, Math.abs(before.data[channel]! - after.data[channel]!));
    }
  }
  return largest;
}

function describe(values: Readonly<Record<Guarantee, number>>): string {
  return (Object.keys(LIMITS) as Guarantee[]).map((name) => `${name} ${values[name]}`).join(', ');
}
