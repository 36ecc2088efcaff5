import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findPhotos } from '../../plugin/cli/find-photos';
import { nameResults } from '../../plugin/cli/name-results';
import { openResultFolder, type ResultFolder } from '../../plugin/cli/result-folder';
import { temporaryFolder } from './temporary-folder';

const photo = (path: string) => ({ path, shown: path });
const names = (...paths: string[]): string[] => nameResults(paths.map(photo)).map(({ files }) => files.retouched);

test('a folder stands for the photos directly in it, by name, and a photo named twice is one', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'in/deeper'), { recursive: true });
  mkdirSync(join(root, 'none'));
  for (const name of ['10.jpg', '9.JPEG', 'b.heic', '.hidden.png', 'notes.txt', 'deeper/c.png'])
    writeFileSync(join(root, 'in', name), '');
  symlinkSync(join(root, 'in/10.jpg'), join(root, 'link.jpg'));
  const found = findPhotos(['link.jpg', 'in', 'in/9.JPEG', 'none', 'missing.png'], root);
  assert.deepEqual(
    found.photos.map(({ shown }) => shown),
    ['link.jpg', join('in', '9.JPEG'), join('in', 'b.heic')],
  );
  assert.deepEqual(found.failed, [
    { shown: 'none', problem: { code: 'empty-folder' } },
    { shown: 'missing.png', problem: { code: 'cannot-read', detail: 'ENOENT' } },
  ]);
});

test('no two photos share a result, whatever their folders, extensions, letter case or suffixes', () => {
  assert.deepEqual(names('/a/face.jpg', '/b/face.jpg', '/a/face.png', '/c/FACE.webp'), [
    'face.png',
    'face-2.png',
    'face-3.png',
    'FACE-4.png',
  ]);
  assert.deepEqual(names('/a/x.jpg', '/a/x-2.jpg', '/b/x.jpg'), ['x.png', 'x-2.png', 'x-3.png']);
  assert.deepEqual(names('/a/x.jpg', '/a/x.heal.jpg'), ['x.png', 'x.heal-2.png']);
  assert.deepEqual(names('/a/x.heal.jpg', '/a/x.jpg'), ['x.heal.png', 'x-2.png']);
  assert.deepEqual(names('/a/e\u0301.jpg', '/a/\u00e9.jpg'), ['e\u0301.png', '\u00e9-2.png']);
  assert.deepEqual(names('/a/no extension', '/a/two.dots.jpg'), ['no extension.png', 'two.dots.png']);
});

test('results appear together in their place, and layers of an earlier run go', () => {
  const root = temporaryFolder();
  const out = join(root, 'deep/out');
  const [named] = nameResults([photo('/a/face.jpg')]);
  const files = named!.files;
  const run = (...written: string[]): void => {
    const folder = openResultFolder(out, []) as ResultFolder;
    for (const file of written)
      writeFileSync(
        join(folder.workFolder, file),
        file === files.report ? JSON.stringify({ layers: written.map((one) => ({ file: one })) }) : file,
      );
    assert.deepEqual(
      readdirSync(out).filter((file) => !file.startsWith('.')),
      before,
    );
    folder.place(written, files);
    folder.close();
  };
  let before: string[] = [];
  run(files.retouched, ...Object.values(files.layers), files.report);
  before = readdirSync(out).sort();
  assert.deepEqual(before, ['face.blend.png', 'face.brighten.png', 'face.heal.png', 'face.json', 'face.png']);
  run(files.retouched, files.report);
  assert.deepEqual(readdirSync(out).sort(), ['face.json', 'face.png']);
});

test('a layer that no report of ours names is left alone', () => {
  const root = temporaryFolder();
  const [named] = nameResults([photo('/a/face.jpg')]);
  writeFileSync(join(root, 'face.heal.png'), 'mine');
  const folder = openResultFolder(root, []) as ResultFolder;
  writeFileSync(join(folder.workFolder, 'face.png'), '');
  folder.place(['face.png'], named!.files);
  folder.close();
  assert.equal(readFileSync(join(root, 'face.heal.png'), 'utf8'), 'mine');
});

test('the folder for results may not be a file or hold the photos, not by a link either', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'in'));
  writeFileSync(join(root, 'in/face.png'), '');
  symlinkSync(join(root, 'in'), join(root, 'alias'));
  const photos = [photo(join(root, 'in/face.png'))];
  assert.deepEqual(openResultFolder(join(root, 'in/face.png'), photos), { code: 'out-is-file' });
  assert.deepEqual(openResultFolder(join(root, 'in'), photos), { code: 'out-holds-photos' });
  assert.deepEqual(openResultFolder(join(root, 'alias'), photos), { code: 'out-holds-photos' });
  assert.equal('code' in openResultFolder(join(root, 'in/face.png/sub'), photos), true);
});

test('a new folder that stays empty is taken away again', () => {
  const root = temporaryFolder();
  (openResultFolder(join(root, 'a/b'), []) as ResultFolder).close();
  assert.equal(existsSync(join(root, 'a')), false);
  mkdirSync(join(root, 'kept'));
  (openResultFolder(join(root, 'kept'), []) as ResultFolder).close();
  assert.deepEqual(readdirSync(join(root, 'kept')), []);
});
