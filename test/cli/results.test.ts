import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { findPhotos } from '../../plugin/cli/find-photos';
import { allFiles, nameResults } from '../../plugin/cli/name-results';
import { MASKS } from '../../plugin/cli/masks';
import { readOwnFiles } from '../../plugin/cli/own-results';
import { openResultFolder, type ResultFolder } from '../../plugin/cli/result-folder';
import { LAYER_KINDS } from '../../ui/engine/api/layer-kinds';
import { LAYERED_FORMATS } from '../../ui/engine/layered-files/layered-files';
import { temporaryFolder } from './temporary-folder';

const photo = (path: string) => ({ path, shown: path });
const names = (...paths: string[]): string[] => nameResults(paths.map(photo)).map(({ files }) => files.retouched);

describe('findPhotos', () => {
  test('takes the photos directly in a folder, by name, and a photo named twice once', () => {
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

  test('names broken and looping links in a folder, and takes the photos around them', () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'in/folder.png'), { recursive: true });
    for (const name of ['1.jpg', '4.jpg', '6.jpg']) writeFileSync(join(root, 'in', name), '');
    symlinkSync('/nowhere.jpg', join(root, 'in/2.jpg'));
    symlinkSync('3.jpg', join(root, 'in/3.jpg'));
    symlinkSync(join(root, 'in/folder.png'), join(root, 'in/5.png'));
    const found = findPhotos(['in'], root);
    assert.deepEqual(
      found.photos.map(({ shown }) => shown),
      [join('in', '1.jpg'), join('in', '4.jpg'), join('in', '6.jpg')],
    );
    assert.deepEqual(found.failed, [
      { shown: join('in', '2.jpg'), problem: { code: 'cannot-read', detail: 'ENOENT' } },
      { shown: join('in', '3.jpg'), problem: { code: 'cannot-read', detail: 'ELOOP' } },
    ]);
  });

  test('never takes results of an earlier run, which NAME.json names', () => {
    const root = temporaryFolder();
    const layers = [{ file: 'a.heal.png' }, { file: 'a.blend.png' }];
    writeFileSync(join(root, 'a.json'), JSON.stringify({ result: 'a.png', layers, masks: ['a.skin.png'] }));
    writeFileSync(join(root, 'other.json'), '{"result":');
    for (const name of ['a.png', 'a.heal.png', 'a.blend.png', 'a.skin.png', 'a.jpg', 'b.png'])
      writeFileSync(join(root, name), '');
    const shown = (...inputs: string[]) => findPhotos(inputs, root).photos.map((found) => found.shown);
    assert.deepEqual(shown('.'), ['a.jpg', 'b.png']);
    assert.deepEqual(shown('a.jpg', 'a.png', 'b.png'), ['a.jpg', 'b.png']);
    assert.deepEqual(findPhotos(['a.png'], root).failed, [{ shown: 'a.png', problem: { code: 'own-result' } }]);
  });
});

describe('nameResults', () => {
  test('gives no two photos a common name, whatever their folders, extensions, letter case or suffixes', () => {
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

  test('shortens names until every file of a result fits in 255 bytes, between characters', () => {
    const folder = temporaryFolder();
    const long = [
      `${'a'.repeat(251)}.jpg`,
      `${'人'.repeat(83)}.png`,
      `${'👩‍🚀'.repeat(22)}.jpg`,
      `${'a'.repeat(250)}b.png`,
    ];
    const files = nameResults(long.map((name) => photo(`/in/${name}`))).map((named) => allFiles(named.files));
    assert.equal(new Set(files.flat()).size, 4 * (LAYER_KINDS.length + LAYERED_FORMATS.length + MASKS.length + 2));
    for (const name of files.flat()) {
      assert.ok(Buffer.byteLength(name) <= 255, `${Buffer.byteLength(name)} bytes`);
      writeFileSync(join(folder, name), '');
    }
    assert.match(files[2]![0]!, /^(👩‍🚀)+\.png$/u);
  });
});

describe('openResultFolder', () => {
  test('moves results to the folder together, and removes layers of an earlier run', () => {
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
    const layers = LAYER_KINDS.map(({ role }) => `face.${role}.png`);
    assert.deepEqual(before, [...layers, 'face.json', 'face.png'].sort());
    run(files.retouched, files.report);
    assert.deepEqual(readdirSync(out).sort(), ['face.json', 'face.png']);
  });

  // Promise: A2
  test('shows no finished result when it is interrupted, and removes the rest of it later', () => {
    const root = temporaryFolder();
    const { files } = nameResults([photo('/a/face.jpg')])[0]!;
    const { retouched, report, layers } = files;
    const [heal, blend] = [layers['heal']!, layers['blend']!];
    const source = { sha256: '12', recipe: '34' };
    const place = (written: readonly string[], existing = written): void => {
      const folder = openResultFolder(root, []) as ResultFolder;
      const json = JSON.stringify({ result: retouched, layers: written.map((file) => ({ file })), source });
      for (const file of existing) writeFileSync(join(folder.workFolder, file), file === report ? json : '');
      try {
        folder.place(written, files);
      } finally {
        folder.close();
      }
    };
    place([retouched, heal, report]);
    assert.deepEqual(readOwnFiles(join(root, report))?.source, source);
    assert.throws(() => place([retouched, blend, 'gone', report], [retouched, blend, report]));
    assert.deepEqual(readdirSync(root).sort(), [blend, heal, report, retouched].sort());
    assert.equal(readOwnFiles(join(root, report))?.source, null);
    place([retouched, report]);
    assert.deepEqual(readdirSync(root).sort(), [report, retouched].sort());
  });

  test('keeps a layer that no report names', () => {
    const root = temporaryFolder();
    const [named] = nameResults([photo('/a/face.jpg')]);
    writeFileSync(join(root, 'face.heal.png'), 'mine');
    const folder = openResultFolder(root, []) as ResultFolder;
    writeFileSync(join(folder.workFolder, 'face.png'), '');
    folder.place(['face.png'], named!.files);
    folder.close();
    assert.equal(readFileSync(join(root, 'face.heal.png'), 'utf8'), 'mine');
  });

  test('refuses a file and a folder that holds the photos, by a link too', () => {
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

  test('removes a new folder that stays empty', () => {
    const root = temporaryFolder();
    (openResultFolder(join(root, 'a/b'), []) as ResultFolder).close();
    assert.equal(existsSync(join(root, 'a')), false);
    mkdirSync(join(root, 'kept'));
    (openResultFolder(join(root, 'kept'), []) as ResultFolder).close();
    assert.deepEqual(readdirSync(join(root, 'kept')), []);
  });
});
