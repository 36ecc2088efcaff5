// Photos of 16 bits a channel, from file to file.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import sharp from 'sharp';
import type { PhotoReport } from '../../plugin/cli/photo-report';
import { normal, softLight } from '../guarantees/stack-layers';
import { buildProgram } from './build-program';
import { temporaryFolder } from './temporary-folder';

const SAMPLE = join(import.meta.dirname, '../../plugin/playground/samples/astronaut.png');
const root = temporaryFolder();
let program = '';

/** The sample with 16 bits: between its levels lies a smooth wave, as a scanner's or a raw developer's fine steps. */
before(async () => {
  program = await buildProgram();
  mkdirSync(join(root, 'in'));
  const { data, info } = await sharp(SAMPLE).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const values = Uint16Array.from(data, (level, index) =>
    Math.min(65535, Math.max(0, Math.round(257 * level + 120 * Math.sin(index / 300)))),
  );
  const raw = { raw: { width: info.width, height: info.height, channels: 3 } } as const;
  await sharp(values, raw).toColourspace('rgb16').png().toFile(join(root, 'in/portrait.png'));
  const grey = values.filter((_, index) => index % 3 === 1);
  const scan = sharp(grey, { raw: { width: info.width, height: info.height, channels: 1 } }).toColourspace('grey16');
  await scan.tiff({ compression: 'lzw' }).toFile(join(root, 'in/scan.tif'));
  const scene = sharp(values.subarray(0, 96 * 80 * 3), { raw: { width: 96, height: 80, channels: 3 } });
  await scene.toColourspace('rgb16').png().toFile(join(root, 'in/scene.png'));
});

function run(...argv: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [program, ...argv], { cwd: root, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}

/** RGBA of 16 bits. */
async function read(path: string): Promise<Uint16Array> {
  const image = sharp(join(root, path));
  const data = await image.toColourspace('rgb16').ensureAlpha().raw({ depth: 'ushort' }).toBuffer();
  return new Uint16Array(new Uint8Array(data).buffer);
}

const level = (path: string): Promise<Buffer> => sharp(join(root, path)).toColourspace('b-w').raw().toBuffer();
const report = (path: string): PhotoReport => JSON.parse(readFileSync(join(root, path), 'utf8')) as PhotoReport;

/** Asserts that pixels outside skin and spots stay to the bit, and that others change. */
async function assertKept(folder: string, name: string, result: string): Promise<void> {
  const [before, after] = [await read(`in/${result}`), await read(`${folder}/${result}`)];
  const [skin, spots] = [await level(`${folder}/${name}.skin.png`), await level(`${folder}/${name}.spots.png`)];
  let [kept, changed] = [0, 0];
  const fine = new Set<number>();
  for (let pixel = 0; pixel < skin.length; pixel++) {
    const colour = [4 * pixel, 4 * pixel + 1, 4 * pixel + 2];
    const same = colour.every((at) => before[at] === after[at]);
    if (skin[pixel] === 0 && spots[pixel] === 0) {
      kept++;
      assert.ok(same, `pixel ${pixel}`);
    } else if (!same) changed++;
    if (spots[pixel] === 255) for (const at of colour) fine.add(after[at]! % 257);
  }
  assert.ok(kept > 100_000 && changed > 5000, `${kept} pixels kept, ${changed} changed`);
  assert.ok(fine.size > 20, `healed pixels have ${fine.size} values between two 8-bit levels`);
}

/** Asserts that the layers over the photo, as a compositor draws them, are the result. */
async function assertStacked(folder: string, name: string, result: string): Promise<void> {
  const stacked = await read(`in/${result}`);
  for (const { file } of report(`${folder}/${name}.json`).layers) {
    const layer = await read(`${folder}/${file}`);
    const blend = file.includes('heal') ? normal : softLight;
    for (let at = 0; at < stacked.length; at++) {
      const share = layer[at | 3]! / 65535;
      if (share === 0 || at % 4 === 3) continue;
      const value = stacked[at]!;
      stacked[at] = Math.round(value + share * (65535 * blend(value / 65535, layer[at]! / 65535) - value));
    }
  }
  const after = await read(`${folder}/${result}`);
  const worst = stacked.reduce((most, value, index) => Math.max(most, Math.abs(value - after[index]!)), 0);
  assert.ok(worst <= 1, `${worst} steps`);
}

describe('a photo of 16 bits a channel', () => {
  // Promise: C1
  test('keeps them as PNG: to the bit outside skin and spots, with layers that give the result', async () => {
    run('in/portrait.png', '--out', 'png', '--heal', 'all', '--brighten', '50', '--masks');
    assert.equal((await sharp(join(root, 'png/portrait.png')).metadata()).depth, 'ushort');
    assert.deepEqual(report('png/portrait.json').notes, []);
    await assertKept('png', 'portrait', 'portrait.png');
    await assertStacked('png', 'portrait', 'portrait.png');
  });

  // Promise: C1, 20
  test('keeps them from TIFF to TIFF, and stays black and white', async () => {
    run('in/scan.tif', '--out', 'tiff', '--format', 'tiff', '--heal', 'all', '--brighten', '50', '--masks');
    assert.equal((await sharp(join(root, 'tiff/scan.tif')).metadata()).depth, 'ushort');
    await assertKept('tiff', 'scan', 'scan.tif');
    const values = await read('tiff/scan.tif');
    for (let at = 0; at < values.length; at += 4)
      assert.ok(values[at] === values[at + 1] && values[at] === values[at + 2], `pixel ${at / 4}`);
  });

  test('is written with 8 bits as JPEG, and the report says so', async () => {
    run('in/scene.png', '--out', 'jpeg', '--format', 'jpeg');
    assert.deepEqual(report('jpeg/scene.json').notes, ['reduced-to-8-bit']);
    assert.equal((await sharp(join(root, 'jpeg/scene.jpg')).metadata()).depth, 'uchar');
  });
});
