import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import sharp from 'sharp';
import type { PhotoReport } from '../../plugin/cli/photo-report';
import { buildProgram } from './build-program';
import { temporaryFolder } from './temporary-folder';
import { writeDng } from './write-dng';

const SAMPLE = join(import.meta.dirname, '../../plugin/playground/samples/astronaut.png');
const LIBRAW = spawnSync('dcraw_emu').error === undefined ? false : 'dcraw_emu (libraw-bin) is not installed';
const root = temporaryFolder();
let program = '';
let developer = '';

before(async () => {
  program = await buildProgram();
  mkdirSync(join(root, 'in'));
  // Only the name says that it is raw: the developer below copies it.
  await sharp(SAMPLE).resize(96, 96).modulate({ saturation: 0 }).blur(20).tiff().toFile(join(root, 'scene.tif'));
  copyFileSync(join(root, 'scene.tif'), join(root, 'in/scene one.NEF'));
  const script = join(root, 'develop.cjs');
  writeFileSync(
    script,
    "const [, , from, to] = process.argv; if (from.includes('bad')) { console.error('no sensor\\ndata'); process.exit(1); }" +
      "require('node:fs').copyFileSync(from, to);",
  );
  developer = `"${process.execPath}" "${script}" {in} {out}`;
});

function run(...argv: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [program, ...argv], { cwd: root, encoding: 'utf8' });
}

describe('--raw-with', () => {
  test('develops the raw photos of a folder, and leaves no TIFF behind', async () => {
    const { status, stderr } = run('in', '--out', 'out', '--raw-with', developer);
    assert.equal(status, 0, stderr);
    assert.deepEqual(readdirSync(join(root, 'out')).sort(), ['scene one.json', 'scene one.png']);
    const [expected, actual] = await Promise.all(
      ['scene.tif', 'out/scene one.png'].map((path) => sharp(join(root, path)).removeAlpha().raw().toBuffer()),
    );
    assert.deepEqual(actual, expected);
  });

  test('names a raw photo that the program cannot develop, and does the others', () => {
    writeFileSync(join(root, 'bad.dng'), '');
    const { status, stdout, stderr } = run('bad.dng', 'in', '--out', 'some', '--raw-with', developer);
    assert.equal(status, 1);
    assert.match(stderr, /bad\.dng: failed, the program of --raw-with could not develop it \(no sensor data\)/);
    assert.match(stdout, /1 unchanged, 1 failed/);
  });

  test('is needed for the raw photos of a folder', () => {
    const { status, stderr } = run('in', '--out', 'none');
    assert.equal(status, 1);
    assert.match(stderr, /in: failed, there is no photo in this folder/);
  });

  test("develops a DNG with LibRaw's program", { skip: LIBRAW }, async () => {
    writeFileSync(join(root, 'grey.dng'), writeDng(128, 96, 0.5));
    const { status, stderr } = run('grey.dng', '--out', 'dng', '--raw-with', 'dcraw_emu -T -6 -W -Z {out} {in}');
    assert.equal(status, 0, stderr);
    const { data, info } = await sharp(join(root, 'dng/grey.png'))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    assert.deepEqual([info.width, info.height], [128, 96]);
    // LibRaw writes the camera's name as TIFF fields.
    const report = JSON.parse(readFileSync(join(root, 'dng/grey.json'), 'utf8')) as PhotoReport;
    assert.deepEqual(report.notes, ['metadata-left-out']);
    const [red, green, blue] = data.subarray(3 * (48 * 128 + 64));
    assert.ok(red! > 40 && red! < 240, `${red}`);
    assert.ok(Math.abs(red! - green!) <= 3 && Math.abs(blue! - green!) <= 3, `${red} ${green} ${blue}`);
  });
});
