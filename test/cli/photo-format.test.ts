import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { encodePhoto, PHOTO_FORMATS } from '../../plugin/cli/photo-format';
import { carriedMetadata } from '../../plugin/cli/photo-metadata';
import { temporaryFolder } from './temporary-folder';

const skip = spawnSync('exiftool', ['-ver']).status === 0 ? false : 'exiftool is not installed';
const folder = temporaryFolder();
const WIDTH = 40;
const HEIGHT = 24;
const SIZE = { width: WIDTH, height: HEIGHT };
const blank = (): ReturnType<typeof sharp> =>
  sharp({ create: { width: 16, height: 10, channels: 3, background: 'white' } });
/** The thumbnail of a result. */
const thumbnail = (): Promise<Buffer> => blank().jpeg().toBuffer();

/** A JPEG in orientation 6 with EXIF, GPS, XMP, IPTC, a profile, a density, a rating and a thumbnail. */
async function photo(): Promise<Buffer> {
  const path = join(folder, 'photo.jpg');
  const thumbnail = join(folder, 'thumbnail.jpg');
  const image = sharp(Buffer.alloc(HEIGHT * WIDTH * 3, 120), { raw: { width: HEIGHT, height: WIDTH, channels: 3 } });
  writeFileSync(thumbnail, await image.clone().resize(16, 16).jpeg().toBuffer());
  writeFileSync(path, await image.clone().withIccProfile('p3').jpeg().toBuffer());
  const tags = [
    '-Make=Maker',
    '-Model=Model 1',
    '-Artist=Zoë',
    '-Copyright=© Zoë',
    '-DateTimeOriginal=2026:01:02 03:04:05',
    '-ExposureTime=1/250',
    '-FNumber=2.8',
    '-ISO=400',
    '-LensModel=85 mm',
    '-GPSLatitude=47.5',
    '-GPSLatitudeRef=N',
    '-GPSLongitude=19.05',
    '-GPSLongitudeRef=E',
    '-XMP:Rating=4',
    '-XMP-dc:Title=Portrait',
    '-XMP-dc:Subject=skin',
    '-IPTC:Keywords=portrait',
    '-IPTC:Caption-Abstract=A caption',
    '-XResolution=300',
    '-YResolution=300',
    '-ExifIFD:ExifImageWidth=24',
    '-ExifIFD:ExifImageHeight=40',
    '-Orientation#=6',
    `-ThumbnailImage<=${thumbnail}`,
  ];
  spawnSync('exiftool', ['-overwrite_original', '-q', ...tags, path]);
  return readFileSync(path);
}

function tagsOf(path: string): Readonly<Record<string, unknown>> {
  const { stdout } = spawnSync('exiftool', ['-j', '-G1', '-n', '-EXIF:all', '-XMP:all', '-IPTC:all', path]);
  return (JSON.parse(String(stdout)) as [Record<string, unknown>])[0];
}

/** Tags that describe the file, not the photo, or that the result must not have. */
const OWN =
  /^(SourceFile|IFD1:|IFD0:(ImageWidth|ImageHeight|BitsPerSample|Compression|Photometric)|XMP-x:XMPToolkit|IFD0:(Orientation|XResolution|YResolution|ResolutionUnit|YCbCrPositioning)|ExifIFD:ExifImage)/;

describe('encodePhoto', () => {
  for (const format of PHOTO_FORMATS) {
    // Promise: C2
    test(`carries every tag into ${format}`, { skip }, async () => {
      const bytes = await photo();
      const metadata = await carriedMetadata(bytes, SIZE, thumbnail);
      const picture = { width: WIDTH, height: HEIGHT, data: new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255) };
      const options = { format, quality: 90, alpha: false, metadata, icc: metadata.icc, density: 300 };
      const path = join(folder, `result.${format}`);
      writeFileSync(path, await encodePhoto(picture, options));
      const [before, after] = [tagsOf(join(folder, 'photo.jpg')), tagsOf(path)];
      const expected = Object.entries(before).filter(([tag]) => !OWN.test(tag));
      assert.ok(expected.length > 15, `${expected.length} tags`);
      for (const [tag, value] of expected) {
        if (format === 'webp' && tag.startsWith('IPTC')) continue;
        assert.deepEqual(after[tag], value, tag);
      }
      assert.equal(after['IFD0:Orientation'], 1);
      assert.deepEqual([after['ExifIFD:ExifImageWidth'], after['ExifIFD:ExifImageHeight']], [WIDTH, HEIGHT]);
      if (format !== 'tiff')
        assert.deepEqual(spawnSync('exiftool', ['-b', '-ThumbnailImage', path]).stdout, await thumbnail());
      const read = await sharp(path).metadata();
      assert.deepEqual([read.width, read.height, read.icc], [WIDTH, HEIGHT, metadata.icc]);
    });

    test(`strips all but the profile from ${format}`, { skip }, async () => {
      const { icc } = await carriedMetadata(await photo(), SIZE, thumbnail);
      const picture = { width: WIDTH, height: HEIGHT, data: new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255) };
      const options = { format, quality: 90, alpha: false, metadata: null, icc, density: null };
      const file = await encodePhoto(picture, options);
      const { exif, xmp, iptc, icc: kept } = await sharp(file).metadata();
      assert.deepEqual([exif, xmp, iptc, kept], [undefined, undefined, undefined, icc]);
    });
  }

  for (const format of ['png', 'webp', 'tiff'] as const) {
    test(`keeps transparency in ${format}`, async () => {
      const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(128);
      const options = { format, quality: 90, alpha: true, metadata: null, icc: null, density: null };
      const file = await encodePhoto({ width: WIDTH, height: HEIGHT, data }, options);
      const { data: read, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
      assert.equal(info.channels, 4);
      assert.equal(read[3], 128);
    });
  }
});

describe('carriedMetadata', () => {
  // Promise: C2
  test('makes the thumbnail anew and leaves no byte of the old one', { skip }, async () => {
    const bytes = await photo();
    const old = readFileSync(join(folder, 'thumbnail.jpg')).subarray(150, 250);
    assert.ok(bytes.includes(old));
    const larger = await blank().resize(160, 100).jpeg({ quality: 100 }).toBuffer();
    for (const jpeg of [await thumbnail(), Buffer.concat([larger, Buffer.alloc(9000, 7)])]) {
      const { exif } = await carriedMetadata(bytes, SIZE, () => Promise.resolve(jpeg));
      assert.ok(exif!.includes(jpeg));
      assert.equal(exif!.includes(old), false);
    }
  });

  test('leaves out a thumbnail with which EXIF no longer fits into a JPEG', { skip }, async () => {
    const jpeg = Buffer.alloc(65000, 7);
    const { exif } = await carriedMetadata(await photo(), SIZE, () => Promise.resolve(jpeg));
    assert.ok(exif!.length < 65000);
  });

  test('makes no thumbnail for a photo that has none', async () => {
    const plain = await blank()
      .withExif({ IFD0: { Make: 'Maker' } })
      .jpeg()
      .toBuffer();
    const { exif } = await carriedMetadata(plain, SIZE, () => Promise.reject(new Error('not asked for')));
    assert.ok(exif!.includes('Maker'));
  });
});
