import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { readyPhotos, type FileState } from '../../plugin/cli/watch-folder';
import { head } from '../engine/faces/sample-pictures';
import { buildProgram } from './build-program';
import { startProgram } from './run-program';
import { temporaryFolder } from './temporary-folder';

const look = (...photos: readonly (readonly [string, number, number])[]): Map<string, FileState> =>
  new Map(photos.map(([path, size, changed]) => [path, { size, changed }]));

describe('readyPhotos', () => {
  // Promise: A3
  test('waits until size and time of a photo are the same in two looks', () => {
    const none = look();
    assert.deepEqual(readyPhotos(none, look(['a', 10, 1]), none), [], 'seen once');
    assert.deepEqual(readyPhotos(look(['a', 10, 1]), look(['a', 20, 1]), none), [], 'it grows');
    assert.deepEqual(readyPhotos(look(['a', 20, 1]), look(['a', 20, 2]), none), [], 'it is written over');
    assert.deepEqual(readyPhotos(look(['a', 0, 2]), look(['a', 0, 2]), none), [], 'it is empty');
    assert.deepEqual(readyPhotos(look(['a', 20, 2], ['b', 5, 1]), look(['a', 20, 2], ['b', 6, 3]), none), ['a']);
  });

  // Promise: A3
  test('gives a photo once, and again only after it changed', () => {
    const rest = look(['a', 10, 1]);
    assert.deepEqual(readyPhotos(rest, rest, rest), []);
    const later = look(['a', 10, 5]);
    assert.deepEqual(readyPhotos(rest, later, rest), []);
    assert.deepEqual(readyPhotos(later, later, rest), ['a']);
  });
});

describe('--watch', () => {
  const root = temporaryFolder();
  let program = '';
  const argv = ['--watch', 'in', '--out', 'in/out', '--heal', 'off'];

  before(async () => {
    program = await buildProgram();
    mkdirSync(join(root, 'in'));
  });

  test('refuses a file, and results in the folder that it watches', async () => {
    writeFileSync(join(root, 'file.png'), '');
    for (const [input, out, words] of [
      ['file.png', 'out', /cannot be watched/],
      ['gone', 'out', /cannot be watched/],
      ['in', 'in', /holds one of the photos/],
    ] as const) {
      const { code, errors } = await startProgram(program, root, '--watch', input, '--out', out).ended;
      assert.equal(code, 2);
      assert.match(errors.join('\n'), words);
    }
  });

  // Promise: A3
  test('does each photo that arrives once, and finishes the current one on Ctrl+C', async () => {
    const first = startProgram(program, root, ...argv);
    await first.says('Watching in.');
    const picture = await head(1, false);
    writeFileSync(join(root, 'in/b.png'), picture.subarray(0, 1000));
    writeFileSync(join(root, 'in/b.png'), picture.subarray(1000), { flag: 'a' });
    await first.says('b.png: 1 face');
    // The first file in the work folder means that the second photo is being worked on.
    const workFolder = readdirSync(join(root, 'in/out')).find((name) => name.startsWith('.'))!;
    const watcher = watch(join(root, 'in/out', workFolder), () => {
      watcher.close();
      first.kill('SIGINT');
    });
    writeFileSync(join(root, 'half'), picture);
    renameSync(join(root, 'half'), join(root, 'in/b.apng'));
    const { code, out, errors } = await first.ended;
    assert.equal(code, 0, errors.join('\n'));
    assert.match(out.at(-1)!, /^2 retouched, 0 unchanged, 0 failed/);
    assert.deepEqual(readdirSync(join(root, 'in/out')).sort(), [
      'b-2.blend.png',
      'b-2.json',
      'b-2.png',
      'b.blend.png',
      'b.json',
      'b.png',
    ]);

    // By name b.apng comes first now, but each photo still has its results.
    const second = startProgram(program, root, ...argv);
    await second.says('b.apng: already done, in/out/b-2.png');
    await second.says('b.png: already done, in/out/b.png');
    second.kill('SIGINT');
    assert.match((await second.ended).out.at(-1)!, /^0 retouched, 0 unchanged, 2 already done, 0 failed/);
    assert.ok(existsSync(join(root, 'in/b.png')) && readFileSync(join(root, 'in/b.png')).equals(picture));
  });
});
