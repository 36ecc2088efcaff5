/**
 * Measures Clothes on the places of `places.json`: `npm run bench:clothes -- CLOTHES [OUT]`. CLOTHES is the folder
 * of the pictures; OUT gets each place before and after, side by side.
 *
 * Panels: energy of the crease band left, of real and of painted creases. Patterns: contrast left. Edges: change
 * in levels. Everywhere: the largest change outside of the marked box.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { NO_CHOICES } from '../../../ui/engine/api/choices';
import { settingsWith } from '../../../ui/engine/api/settings';
import type { Box } from '../../../ui/engine/geometry/box';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import type { Picture } from '../../../ui/engine/picture/picture';
import { createAnalysis, largeEnough } from '../../../ui/engine/pipeline/analysis';
import { shouldersOf } from '../../../ui/engine/pipeline/prepare-clothes';
import { retouchAnalysed } from '../../../ui/engine/pipeline/retouch-picture';
import { nearestFace } from '../../../ui/engine/skin/face-strengths';
import { randomFrom } from '../tools/random';
import { creaseBand, detailBand, edgeChange, energy, logLight } from './measures';
import { paintCreases } from './painted-creases';

type Places = Readonly<Record<string, readonly [number, number, number, number]>>;
/** Share of a marked box, around its rim, that no measure counts. */
const INNER = 0.1;

const [folder, out] = process.argv.slice(2);
if (folder === undefined) throw new Error('give the folder of the pictures');
const { panels, patterns, edges } = JSON.parse(readFileSync(new URL('places.json', import.meta.url), 'utf8')) as Record<
  'panels' | 'patterns' | 'edges',
  Places
>;
const runner = createWasmRunner(loadAssets());
const files = readdirSync(folder);

async function readPicture(name: string): Promise<Picture> {
  const file = files.find((one) => one.startsWith(`${name}_`))!;
  const { data, info } = await sharp(join(folder!, file))
    .rotate()
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
}

/** The picture after Clothes at 100 in a box; the picture itself if there were no clothes. */
async function ironed(picture: Picture, box: Box): Promise<Picture> {
  const choices = { ...NO_CHOICES, clothes: { amount: 100, boxes: [box] } };
  const settings = settingsWith({ heal: 'off', even: 0 });
  const outcome = await retouchAnalysed(createAnalysis(picture, runner), settings, () => undefined, choices);
  return outcome.state === 'retouched' ? outcome.retouched : picture;
}

async function shoulderWidth(picture: Picture, box: Box): Promise<number> {
  const faces = largeEnough(await createAnalysis(picture, runner).found.get());
  const nearest = nearestFace(box.x + box.width / 2, box.y + box.height / 2, faces);
  return shouldersOf(picture, faces[nearest]!, runner);
}

function innerBox({ x, y, width, height }: Box): Box {
  const rim = Math.round(INNER * Math.min(width, height));
  return { x: x + rim, y: y + rim, width: width - 2 * rim, height: height - 2 * rim };
}

/** A box around an edge, wide enough to be marked. */
function around({ x, y, width, height }: Box, reach: number): Box {
  return { x: x - reach, y: y - reach, width: width + 2 * reach, height: height + 2 * reach };
}

function largestOutside(before: Picture, after: Picture, box: Box): number {
  let most = 0;
  for (let index = 0; index < before.data.length; index++) {
    const pixel = index >> 2;
    const [x, y] = [pixel % before.width, Math.floor(pixel / before.width)];
    if (x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height) continue;
    most = Math.max(most, Math.abs(before.data[index]! - after.data[index]!));
  }
  return most;
}

/** Share of painted light that is still there. */
function paintedLeft(clean: Picture, painted: Picture, cleanOut: Picture, paintedOut: Picture, box: Box): number {
  const [a, b, c, d] = [clean, painted, cleanOut, paintedOut].map((one) => logLight(one, box).data);
  let [left, all] = [0, 0];
  for (let index = 0; index < a!.length; index++) {
    const added = b![index]! - a![index]!;
    left += added * (d![index]! - c![index]!);
    all += added * added;
  }
  return left / all;
}

async function writePair(name: string, before: Picture, after: Picture, { x, y, width, height }: Box): Promise<void> {
  if (out === undefined) return;
  mkdirSync(out, { recursive: true });
  const cut = (picture: Picture): Promise<Buffer> =>
    sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 4 } })
      .extract({ left: x, top: y, width, height })
      .png()
      .toBuffer();
  await sharp({ create: { width: 2 * width + 8, height, channels: 3, background: 'white' } })
    .composite([
      { input: await cut(before), left: 0, top: 0 },
      { input: await cut(after), left: width + 8, top: 0 },
    ])
    .png()
    .toFile(join(out, `${name}.png`));
}

const totals: Record<string, number[]> = {};
function note(kind: string, name: string, value: number): void {
  (totals[kind] ??= []).push(value);
  console.log(`${name} ${kind}: ${value.toFixed(3)}`);
}

for (const [index, [name, [x, y, width, height]]] of Object.entries(panels).entries()) {
  const [picture, box] = [await readPicture(name), { x, y, width, height }];
  const shoulders = await shoulderWidth(picture, box);
  const inner = innerBox(box);
  const after = await ironed(picture, box);
  const bandEnergy = (one: Picture): number => energy(creaseBand(logLight(one, inner), shoulders));
  note('crease energy left', name, bandEnergy(after) / bandEnergy(picture));
  const painted = paintCreases(picture, box, shoulders, randomFrom(index + 1));
  const share = paintedLeft(picture, painted, after, await ironed(painted, box), inner);
  note('painted creases left', name, share);
  note('largest change outside', name, largestOutside(picture, after, box));
  await writePair(`${name}-panel`, picture, after, box);
}
for (const [name, [x, y, width, height]] of Object.entries(patterns)) {
  const [picture, box] = [await readPicture(name), { x, y, width, height }];
  const shoulders = await shoulderWidth(picture, box);
  const after = await ironed(picture, box);
  const contrast = (one: Picture): number => Math.sqrt(energy(detailBand(one, innerBox(box), shoulders)));
  note('pattern contrast left', name, contrast(after) / contrast(picture));
  await writePair(`${name}-pattern`, picture, after, box);
}
for (const [name, [x, y, width, height]] of Object.entries(edges)) {
  const [picture, box] = [await readPicture(name), { x, y, width, height }];
  const after = await ironed(picture, around(box, 80));
  const { mean, most } = edgeChange(picture, after, box);
  note('edge change, mean levels', name, mean);
  note('edge change, largest', name, most);
  await writePair(`${name}-edge`, picture, after, around(box, 60));
}
await runner.release();
for (const [kind, values] of Object.entries(totals)) {
  const sorted = values.toSorted((a, b) => a - b);
  const [least, middle, most] = [sorted[0]!, sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)!];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  console.log(
    `${kind.padEnd(28)} n ${values.length}  mean ${mean.toFixed(3)}  median ${middle.toFixed(3)}  ${least.toFixed(3)}–${most.toFixed(3)}`,
  );
}
