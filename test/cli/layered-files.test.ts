import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import type { PhotoReport } from '../../plugin/cli/photo-report';
import { readCommand } from '../../plugin/cli/arguments';
import { levelsApart } from '../engine/codec/layered/example-pictures';
import { SAMPLE } from '../engine/faces/sample-pictures';
import { largestDifference } from '../guarantees/stack-layers';
import { readWithAgPsd } from '../judges/ag-psd';
import { compositeLayers, mergedPicture, NO_IMAGEMAGICK, runImageMagick } from '../judges/imagemagick';
import { buildProgram } from './build-program';
import { temporaryFolder } from './temporary-folder';

const XMP =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>';
const STRENGTHS = ['--heal', 'all', '--even', '100', '--brighten', '100'];
const root = temporaryFolder();
const at = (name: string): string => join(root, 'out', name);
let program = '';

before(async () => {
  program = await buildProgram();
  const photo = sharp(SAMPLE)
    .withIccProfile('p3')
    .withXmp(XMP)
    .withExif({ IFD0: { Artist: 'A. Painter' } })
    .withDensity(240);
  await photo.jpeg({ quality: 100 }).toFile(join(root, '肖像 é.jpg'));
  const { status, stderr } = run('肖像 é.jpg', '--out', 'out', '--psd', '--tiff', '--ora', ...STRENGTHS);
  assert.equal(status, 0, stderr);
});

function run(...argv: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [program, ...argv], { cwd: root, encoding: 'utf8' });
}

const report = (): PhotoReport => JSON.parse(readFileSync(at('肖像 é.json'), 'utf8')) as PhotoReport;
/** The data of an image resource without a name; null without it. */
function imageResource(psd: Buffer, id: number): Buffer | null {
  const head = Buffer.from([...Buffer.from('8BIM'), id >> 8, id & 255, 0, 0]);
  const start = psd.indexOf(head);
  return start < 0 ? null : psd.subarray(start + 12, start + 12 + psd.readUInt32BE(start + 8));
}

const toLevels = (samples: Uint16Array): Uint8Array => Uint8Array.from(samples, (value) => Math.round(value / 257));

async function retouched(): Promise<Uint8Array> {
  return new Uint8Array(await sharp(at('肖像 é.png'), { ignoreIcc: true }).ensureAlpha().raw().toBuffer());
}

describe('--psd, --tiff and --ora', () => {
  for (const extension of ['psd', 'layers.tif'])
    // Promise: L2
    test(`write the retouched photo as layers: ${extension}`, { skip: NO_IMAGEMAGICK }, async () => {
      const file = at(`肖像 é.${extension}`);
      const expected = await retouched();
      assert.equal(largestDifference(toLevels(mergedPicture(file)), expected), 0);
      const apart = largestDifference(toLevels(compositeLayers(file)), expected);
      assert.ok(apart <= 1, `${apart} levels`);
      const photo = await sharp(join(root, '肖像 é.jpg'), { ignoreIcc: true }).ensureAlpha().raw().toBuffer();
      assert.ok(largestDifference(new Uint8Array(photo), expected) > 10, 'the photo changes');
    });

  // Promise: L2
  test('write 16 bits of a photo of 16 bits', { skip: NO_IMAGEMAGICK }, async () => {
    const deep = sharp(SAMPLE).toColourspace('rgb16').linear(0.993, 130);
    await deep.png().toFile(join(root, 'deep.png'));
    const { status, stderr } = run('deep.png', '--out', 'out', '--psd', '--tiff', ...STRENGTHS);
    assert.equal(status, 0, stderr);
    const expected = mergedPicture(at('deep.png'));
    const steps = new Set(expected.map((value) => value % 257));
    assert.equal(steps.size, 257, 'the result has 16 bits');
    for (const extension of ['psd', 'layers.tif'])
      for (const samples of [mergedPicture(at(`deep.${extension}`)), compositeLayers(at(`deep.${extension}`))]) {
        const apart = levelsApart(
          samples,
          Float64Array.from(expected, (value) => value / 65535),
        );
        assert.ok(apart <= 0.01, `${extension}: ${apart} levels`);
      }
  });

  // Promise: L2
  test('name the layers as the plugin does, with strengths as opacities and masks for a brush', () => {
    const [background, group] = readWithAgPsd(readFileSync(at('肖像 é.psd'))).children!;
    assert.deepEqual([background!.name, group!.name], ['Background', 'Retouch · 肖像 é']);
    assert.deepEqual(
      group!.children!.map(({ name, blendMode, opacity, mask }) => [name, blendMode, opacity, mask !== undefined]),
      report().layers.map(({ name, blendMode }) => [name, blendMode.replace('-', ' '), 1, blendMode !== 'normal']),
    );
    const heal = group!.children![0]!;
    assert.ok((heal.right! - heal.left!) * (heal.bottom! - heal.top!) < (512 * 512) / 4, 'layers are trimmed');
  });

  // Promise: L2
  test('carry profile, XMP and density of the photo', { skip: NO_IMAGEMAGICK }, async () => {
    const { icc } = await sharp(join(root, '肖像 é.jpg')).metadata();
    for (const extension of ['psd', 'layers.tif'])
      assert.ok(runImageMagick([`${at(`肖像 é.${extension}`)}[0]`, 'icc:-']).equals(icc!), extension);
    const { imageResources } = readWithAgPsd(readFileSync(at('肖像 é.psd')));
    assert.equal(imageResources!.xmpMetadata, XMP);
    assert.equal(imageResources!.resolutionInfo!.horizontalResolution, 240);
    assert.equal((await sharp(at('肖像 é.layers.tif')).metadata()).density, 240);
    const entries = unzipSync(readFileSync(at('肖像 é.ora')));
    assert.match(strFromU8(entries['stack.xml']!), /name="Retouch · 肖像 é"/);
    assert.ok(Buffer.from(entries['mergedimage.png']!).includes('XML:com.adobe.xmp'));
  });

  // Promise: L2
  test('carry EXIF into a PSD', () => {
    const exif = imageResource(readFileSync(at('肖像 é.psd')), 1058);
    assert.ok(exif !== null && /^(II\*\0|MM\0\*)/.test(exif.toString('latin1', 0, 4)) && exif.includes('A. Painter'));
  });

  test('are named in the report, and a later run without them removes the files', () => {
    assert.deepEqual(report().layered, ['肖像 é.psd', '肖像 é.layers.tif', '肖像 é.ora']);
    const files = readdirSync(at(''));
    assert.equal(run('肖像 é.jpg', '--out', 'out', '--psd', '--strip').status, 0);
    assert.deepEqual(
      files.filter((file) => !existsSync(at(file))),
      ['肖像 é.brighten.png', '肖像 é.layers.tif', '肖像 é.ora'],
    );
    assert.equal(readWithAgPsd(readFileSync(at('肖像 é.psd'))).imageResources!.xmpMetadata, undefined);
    assert.equal(imageResource(readFileSync(at('肖像 é.psd')), 1058), null);
  });

  test('write nothing for a photo without a face', async () => {
    await sharp({ create: { width: 96, height: 96, channels: 3, background: '#8a8078' } })
      .png()
      .toFile(join(root, 'wall.png'));
    assert.equal(run('wall.png', '--out', 'none', '--psd').status, 0);
    assert.deepEqual(readdirSync(join(root, 'none')).sort(), ['wall.json', 'wall.png']);
  });

  test('exclude --parity, whose result layers cannot give', () => {
    const command = readCommand(['a.png', '--out', 'o', '--networks', 'modelscope', '--parity', '--ora']);
    assert.deepEqual(command, {
      command: 'refused',
      problem: { code: 'excludes', option: '--parity', other: '--ora' },
    });
  });
});
