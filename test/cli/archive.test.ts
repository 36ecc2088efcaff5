import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, utimesSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { isFinished } from '../../plugin/cli/finished-result';
import { nameResults } from '../../plugin/cli/name-results';
import type { PhotoReport } from '../../plugin/cli/photo-report';
import sharp from 'sharp';
import { head } from '../engine/faces/sample-pictures';
import { buildProgram } from './build-program';
import { startProgram, type ProgramRun } from './run-program';
import { temporaryFolder } from './temporary-folder';

/** Without healing a run takes half the time. A second worker would start a second engine for one more photo. */
const QUICK = ['--heal', 'off', '--concurrency', '1'];
const root = temporaryFolder();
let program = '';

const run = (...argv: string[]): Promise<ProgramRun> => startProgram(program, root, ...QUICK, ...argv).ended;
const visible = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => !name.startsWith('.'))
    .sort();
const readReport = (path: string): PhotoReport => JSON.parse(readFileSync(join(root, path), 'utf8')) as PhotoReport;

/** Every file of a folder: pixels by their bytes, reports without times. */
const content = (folder: string): Map<string, unknown> =>
  new Map(
    visible(folder).map((name) => [
      name,
      name.endsWith('.json')
        ? { ...readReport(`${folder}/${name}`), milliseconds: null }
        : readFileSync(join(root, folder, name)).toString('base64'),
    ]),
  );

/** Time of the last change of each file. */
const times = (folder: string): Map<string, number> =>
  new Map(visible(folder).map((name) => [name, statSync(join(root, folder, name)).mtimeMs]));

/** A picture without a face, which takes little time. */
const scene = (green: number): Promise<Buffer> =>
  sharp({ create: { width: 80, height: 80, channels: 3, background: { r: 90, g: 40 * green, b: 120 } } })
    .png()
    .toBuffer();

before(async () => {
  program = await buildProgram();
  mkdirSync(join(root, 'in'));
  // Both have the same name, so their results get names by number. They lie in different shards of two.
  writeFileSync(join(root, 'in/a.png'), await head(1, false));
  writeFileSync(join(root, 'in/a.apng'), await head(1, true));
  const { code, errors } = await run('in', '--out', 'whole');
  assert.equal(code, 0, errors.join('\n'));
});

describe('--shard', () => {
  // Promise: A1
  test('splits photos between runs at the same time, which together write what one run writes', async () => {
    const shards = await Promise.all(
      ['1/2', '2/2', '1/1000'].map((shard) => run('in', '--out', 'shards', '--shard', shard)),
    );
    const outputs = shards.map(({ out, errors }) => [...out, ...errors].join('\n'));
    assert.deepEqual(
      shards.map(({ code }) => code),
      [0, 0, 0],
      outputs.join('\n'),
    );
    assert.match(outputs[0]!, /1\/1/);
    assert.match(outputs[1]!, /1\/1/);
    assert.match(outputs[2]!, /No photo belongs to shard 1 of 1000/);
    assert.deepEqual(content('shards'), content('whole'));
    assert.deepEqual(readdirSync(join(root, 'shards')).sort(), visible('shards'), 'no work folder is left');
  });
});

describe('--resume', () => {
  // Promise: A2
  test('completes a run that was killed, and gives what an undisturbed run gives', async () => {
    mkdirSync(join(root, 'killed'));
    const { kill, ended } = startProgram(program, root, ...QUICK, 'in', '--out', 'killed');
    const watcher = watch(join(root, 'killed'), (_, name) => {
      // The first result is being moved to its place.
      if (name?.startsWith('.') === false) kill('SIGKILL');
    });
    assert.equal((await ended).signal, 'SIGKILL');
    watcher.close();
    assert.notDeepEqual(content('killed'), content('whole'));
    const { code, errors } = await run('in', '--out', 'killed', '--resume');
    assert.equal(code, 0, errors.join('\n'));
    assert.deepEqual(content('killed'), content('whole'));
  });

  // Promise: A2
  test('leaves finished photos alone, and does those again that changed', async () => {
    mkdirSync(join(root, 'scenes'));
    for (const [index, name] of ['a.png', 'b.png'].entries())
      writeFileSync(join(root, 'scenes', name), await scene(index));
    const again = (...argv: string[]): Promise<ProgramRun> => run('scenes', '--out', 'again', '--resume', ...argv);
    await again();
    const first = times('again');
    const second = await again();
    assert.match(second.out.at(-1)!, /^0 retouched, 0 unchanged, 2 already done, 0 failed/);
    assert.deepEqual(times('again'), first, 'no file was written');

    writeFileSync(join(root, 'scenes/a.png'), await scene(2));
    assert.match((await again()).out.at(-1)!, /^0 retouched, 1 unchanged, 1 already done, 0 failed/);
    assert.deepEqual(readFileSync(join(root, 'again/a.png')), await scene(2));
    assert.match((await again('--even', '10')).out.at(-1)!, /^0 retouched, 2 unchanged, 0 failed/);
  });

  // Promise: A2
  test('takes a photo as finished only with every file, the same bytes and the same recipe', async () => {
    const folder = join(root, 'whole');
    const { source } = readReport('whole/a.json');
    const photos = ['a.apng', 'a.png'].map((name) => ({ path: join(root, 'in', name), shown: name }));
    const [mirrored, plain] = nameResults(photos);
    assert.equal(await isFinished(folder, mirrored!, source.recipe), true);
    assert.equal(await isFinished(folder, mirrored!, `${source.recipe}0`), false);
    assert.equal(await isFinished(folder, { ...mirrored!, path: plain!.path }, source.recipe), false);
    assert.equal(await isFinished(folder, { ...mirrored!, path: 'gone' }, source.recipe), false);
    renameSync(join(folder, 'a.blend.png'), join(folder, 'away.png'));
    assert.equal(await isFinished(folder, mirrored!, source.recipe), false);
    renameSync(join(folder, 'away.png'), join(folder, 'a.blend.png'));
  });

  test('removes work folders of runs that were killed a day ago, and no younger ones', async () => {
    for (const name of ['.retouch-old', '.retouch-new']) mkdirSync(join(root, 'whole', name));
    const longAgo = Date.now() / 1000 - 25 * 3600;
    utimesSync(join(root, 'whole/.retouch-old'), longAgo, longAgo);
    await run('in', '--out', 'whole', '--resume');
    assert.deepEqual(
      readdirSync(join(root, 'whole')).filter((name) => name.startsWith('.')),
      ['.retouch-new'],
    );
  });
});
