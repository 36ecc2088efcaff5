import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import sharp from 'sharp';
import type { PhotoFormat } from '../../plugin/cli/photo-format';
import type { PhotoReport } from '../../plugin/cli/photo-report';
import { buildProgram } from './build-program';
import { temporaryFolder } from './temporary-folder';

const SAMPLE = join(import.meta.dirname, '../../plugin/playground/samples/astronaut.png');
const skip = spawnSync('exiftool', ['-ver']).status === 0 ? false : 'exiftool is not installed';
const root = temporaryFolder();
let program = '';
/** Formats in which the portrait was written already, to the folder of that name. */
const written = new Set<PhotoFormat>();

before(async () => {
  program = await buildProgram();
  mkdirSync(join(root, 'in'));
  const portrait = join(root, 'in/portrait.jpg');
  await sharp(SAMPLE).rotate(90).withIccProfile('p3').withMetadata({ orientation: 8, density: 300 }).toFile(portrait);
  if (skip === false) {
    const tags = ['-Make=Maker', '-Artist=Zoë', '-ISO=400', '-GPSLatitude=47.5', '-GPSLatitudeRef=N'];
    const more = ['-XMP:Rating=4', '-XMP-dc:Title=Portrait', '-IPTC:Keywords=portrait', '-ExifImageWidth=9'];
    execFileSync('exiftool', ['-overwrite_original', '-q', ...tags, ...more, portrait]);
  }
  const scene = sharp({ create: { width: 96, height: 80, channels: 4, background: '#2468ac80' } });
  await scene.clone().png().toFile(join(root, 'in/scene.png'));
  await scene.clone().flatten().jpeg().toFile(join(root, 'in/scene.jpg'));
});

function run(...argv: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], { cwd: root, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** Retouches the portrait once for all tests of a format. */
function retouchTo(format: PhotoFormat): void {
  if (!written.has(format)) run('in/portrait.jpg', '--out', format, '--format', format, ...exactness(format));
  written.add(format);
}

/** JPEG with the least loss, so that one run serves the tests of tags and of pixels. */
function exactness(format: PhotoFormat): readonly string[] {
  return format === 'jpeg' ? ['--quality', '100'] : [];
}

function tagsOf(path: string): Readonly<Record<string, unknown>> {
  const groups = ['-EXIF:all', '-XMP:all', '-IPTC:all'];
  const json = execFileSync('exiftool', ['-j', '-G1', '-n', ...groups, join(root, path)], { encoding: 'utf8' });
  return (JSON.parse(json) as [Record<string, unknown>])[0];
}

const notesOf = (path: string): readonly string[] =>
  (JSON.parse(readFileSync(join(root, path), 'utf8')) as PhotoReport).notes;

/** Tags of the file itself, and tags that turning the photo upright changes. */
const OWN = /^(SourceFile|XMP-x:XMPToolkit|IFD0:Orientation|IFD0:YCbCrPositioning|ExifIFD:ExifImage)/;

describe('--format', () => {
  for (const [format, extension] of [
    ['png', 'png'],
    ['jpeg', 'jpg'],
    ['webp', 'webp'],
    ['tiff', 'tif'],
  ] as const) {
    // Promise: C2
    test(`carries tags and profile of a retouched photo into ${format}`, { skip }, async () => {
      retouchTo(format);
      const result = `${format}/portrait.${extension}`;
      const [expected, actual] = [tagsOf('in/portrait.jpg'), tagsOf(result)];
      const carried = Object.keys(expected).filter((tag) => !OWN.test(tag));
      assert.ok(carried.length >= 8, carried.join(' '));
      for (const tag of carried) {
        if (format !== 'webp' || !tag.startsWith('IPTC')) assert.deepEqual(actual[tag], expected[tag], tag);
      }
      assert.deepEqual([actual['IFD0:Orientation'], actual['ExifIFD:ExifImageWidth']], [1, 512]);
      const [before, after] = await Promise.all(
        ['in/portrait.jpg', result].map((path) => sharp(join(root, path)).metadata()),
      );
      assert.deepEqual([after!.format, after!.icc], [format, before!.icc]);
      assert.deepEqual(notesOf(`${format}/portrait.json`), format === 'webp' ? ['metadata-left-out'] : []);
      assert.deepEqual(
        readdirSync(join(root, format)).sort(),
        ['portrait.blend.png', 'portrait.heal.png', 'portrait.json', `portrait.${extension}`].sort(),
      );
    });
  }

  test('writes the retouched pixels upright, apart from the loss of JPEG', async () => {
    for (const format of ['png', 'jpeg'] as const) retouchTo(format);
    const [exact, lossy] = await Promise.all(
      ['png/portrait.png', 'jpeg/portrait.jpg'].map((path) =>
        sharp(join(root, path), { ignoreIcc: true }).removeAlpha().raw().toBuffer(),
      ),
    );
    const mean = exact!.reduce((total, value, index) => total + Math.abs(value - lossy![index]!), 0) / exact!.length;
    assert.ok(mean < 1, `${mean} levels`);
  });

  test('copies an unchanged photo that has the format, and notes that JPEG has no transparency', () => {
    assert.match(
      run('in/scene.jpg', 'in/scene.png', '--out', 'scenes', '--format', 'jpeg', '--concurrency', '1'),
      /scene-2\.jpg; transparency drawn over white/,
    );
    assert.deepEqual(readFileSync(join(root, 'scenes/scene.jpg')), readFileSync(join(root, 'in/scene.jpg')));
    assert.deepEqual(notesOf('scenes/scene-2.json'), ['drawn-over-white']);
  });

  test('removes the result that an earlier run wrote in another format, and no other file', () => {
    mkdirSync(join(root, 'again'));
    writeFileSync(join(root, 'again/scene.webp'), 'not a result');
    run('in/scene.png', '--out', 'again');
    run('in/scene.png', '--out', 'again', '--format', 'jpeg');
    assert.deepEqual(readdirSync(join(root, 'again')).sort(), ['scene.jpg', 'scene.json', 'scene.webp']);
  });
});

describe('--strip', () => {
  test('leaves out every tag and keeps the profile', { skip }, async () => {
    run('in/portrait.jpg', '--out', 'bare', '--strip');
    const { exif, xmp, icc, density } = await sharp(join(root, 'bare/portrait.png')).metadata();
    const { icc: expected } = await sharp(join(root, 'in/portrait.jpg')).metadata();
    assert.deepEqual([exif, xmp, icc, density], [undefined, undefined, expected, 300]);
    assert.equal(JSON.stringify(tagsOf('bare/portrait.png')).includes('Zoë'), false);
  });
});
