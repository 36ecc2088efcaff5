/**
 * Writes the engine's finished skin matte of labelled portraits, for models.training.skin.finished.
 *
 *     node --import tsx models/training/skin/mattes.ts --portraits ../shared/portraits --people judged --out FOLDER
 *
 * Needs .cache/training/skin/people.json (models.training.skin.finished --list): { judged: [file], choices: [file] }.
 * Writes FOLDER/NAME.png, grey, of the picture's size; a slash in a file's name becomes an underscore.
 */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { findFaces } from '../../../ui/engine/faces/find-faces';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { largeEnough } from '../../../ui/engine/pipeline/analysis';
import { CPU_KERNELS } from '../../../ui/engine/pipeline/pixel-kernels';
import { skinMatte } from '../../../ui/engine/skin/skin-matte';
import { loadRunner, readPicture, REPOSITORY } from '../prepare/engine-in-node';

type People = Readonly<Record<string, readonly string[]>>;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { portraits: { type: 'string' }, people: { type: 'string', default: 'judged' }, out: { type: 'string' } },
  });
  const { portraits, people, out } = values;
  if (portraits === undefined || out === undefined)
    throw new Error('Name the folders: --portraits FOLDER --out FOLDER');
  const lists = JSON.parse(await readFile(path.join(REPOSITORY, '.cache/training/skin/people.json'), 'utf8')) as People;
  const files = lists[people];
  if (files === undefined) throw new Error(`--people is one of ${Object.keys(lists).join(', ')}, not ${people}.`);
  await mkdir(out, { recursive: true });
  const runner = await loadRunner(['face-short-range', 'face-full-range', 'landmarks', 'person', 'skin']);
  for (const file of files) await writeMatte(path.join(portraits, file), path.join(out, nameOf(file)), runner);
}

async function writeMatte(file: string, target: string, runner: NetworkRunner): Promise<void> {
  const picture = await readPicture(file);
  const faces = largeEnough(await findFaces(picture, runner, () => undefined));
  const { width, height, data } = await skinMatte(picture, faces, runner, CPU_KERNELS);
  await sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toFile(target);
}

function nameOf(file: string): string {
  return `${file.replaceAll(/[/.]/g, '_')}.png`;
}

await main();
