import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { developRaw, RAW_NAME, readRawDeveloper } from '../../plugin/cli/develop-raw';
import { temporaryFolder } from './temporary-folder';

const COPY = "require('node:fs').copyFileSync(process.argv[1], process.argv[2])";

describe('readRawDeveloper', () => {
  test('splits a template at spaces and keeps quoted words', () => {
    assert.deepEqual(readRawDeveloper('dcraw_emu -T -6 -Z {out} {in}'), {
      program: 'dcraw_emu',
      parameters: ['-T', '-6', '-Z', '{out}', '{in}'],
    });
    assert.deepEqual(readRawDeveloper(`"/my tools/raw" 'a b' --out={out} {in}`), {
      program: '/my tools/raw',
      parameters: ['a b', '--out={out}', '{in}'],
    });
  });

  test('is null for a template that names no input, no output or no program', () => {
    for (const template of ['', 'raw', 'raw {in}', 'raw {out}', 'raw "{in} {out}'])
      assert.equal(readRawDeveloper(template), null, template);
  });
});

describe('developRaw', () => {
  test('runs the program on names that a shell would misread', async () => {
    const folder = temporaryFolder();
    const [input, output] = [join(folder, '$(touch x); "a" $& {out}.dng'), join(folder, 'out.tif')];
    writeFileSync(input, 'raw');
    const developer = { program: process.execPath, parameters: ['-e', COPY, '{in}', '{out}'] };
    assert.deepEqual(await developRaw(developer, input, output), { ok: true });
    assert.equal(readFileSync(output, 'utf8'), 'raw');
    assert.equal(existsSync(join(folder, 'x')), false);
  });

  test('says what the program wrote when it fails, and when there is none', async () => {
    const fails = { program: process.execPath, parameters: ['-e', "console.error('no raw file'); process.exit(3)"] };
    assert.deepEqual(await developRaw(fails, '/a', '/b'), { ok: false, detail: 'no raw file' });
    const outcome = await developRaw({ program: '/no/such/program', parameters: [] }, '/a', '/b');
    assert.match(outcome.ok ? '' : outcome.detail, /ENOENT/);
  });
});

describe('RAW_NAME', () => {
  test('matches raw photos only', () => {
    assert.ok(RAW_NAME.test('IMG_1.CR3') && RAW_NAME.test('a.dng'));
    assert.equal(RAW_NAME.test('a.tif'), false);
  });
});
