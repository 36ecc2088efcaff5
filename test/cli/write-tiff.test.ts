import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { readPhoto } from '../../plugin/cli/read-photo';
import { encodeTiff } from '../../plugin/cli/write-tiff';
import { deepPicture } from '../../ui/engine/picture/deep-picture';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
const WIDTH = 700;
const HEIGHT = 411;
const VALUES = Uint16Array.from({ length: WIDTH * HEIGHT * 4 }, (_, index) => (index * 40503) % 65536);
const DEEP = deepPicture(WIDTH, HEIGHT, VALUES);
const LEVELS = { width: WIDTH, height: HEIGHT, data: DEEP.data };
const PLAIN = { alpha: true, exif: null, xmp: null, iptc: null, icc: null, density: null } as const;
const noMagick = spawnSync('convert', ['-version']).status === 0 ? false : 'ImageMagick is not installed';

/** The EXIF structure of a JPEG that sharp writes, in this byte order. */
async function exif(order: 'II' | 'MM'): Promise<Buffer> {
  const path = join(folder, `${order}.jpg`);
  await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .jpeg()
    .toFile(path);
  const tags = [`-ExifByteOrder=${order}`, '-Make=Maker', '-ISO=400', '-GPSLatitude=47.5', '-GPSLatitudeRef=N'];
  execFileSync('exiftool', ['-overwrite_original', '-q', ...tags, path]);
  return (await sharp(path).metadata()).exif!.subarray(6);
}

describe('encodeTiff', () => {
  for (const [name, picture, depth] of [
    ['8 bits', LEVELS, 'uchar'],
    ['16 bits', DEEP, 'ushort'],
  ] as const) {
    for (const alpha of [true, false]) {
      test(`writes ${name} ${alpha ? 'with' : 'without'} alpha, as libvips reads them`, async () => {
        const file = encodeTiff(picture, { ...PLAIN, alpha, density: 300 });
        const { width, height, channels, density, depth: read } = await sharp(file).metadata();
        assert.deepEqual([width, height, channels, density, read], [WIDTH, HEIGHT, alpha ? 4 : 3, 300, depth]);
        const space = depth === 'ushort' ? 'rgb16' : 'srgb';
        const pixels = new Uint8Array(await sharp(file).toColourspace(space).raw({ depth }).toBuffer());
        const values = depth === 'ushort' ? new Uint16Array(pixels.buffer) : pixels;
        const expected = [...(picture === DEEP ? VALUES : DEEP.data)];
        assert.deepEqual([...values], alpha ? expected : expected.filter((_, index) => index % 4 !== 3));
      });
    }
  }

  test('writes 16 bits that ImageMagick reads alike', { skip: noMagick }, () => {
    const path = join(folder, 'magick.tif');
    writeFileSync(path, encodeTiff(DEEP, { ...PLAIN, alpha: false }));
    const rgb = execFileSync('convert', [path, '-depth', '16', '-endian', 'LSB', 'RGB:-'], { maxBuffer: 1e8 });
    const values = new Uint16Array(new Uint8Array(rgb).buffer);
    assert.deepEqual(
      values,
      VALUES.filter((_, index) => index % 4 !== 3),
    );
  });

  const noExiftool = spawnSync('exiftool', ['-ver']).status === 0 ? false : 'exiftool is not installed';
  for (const order of ['II', 'MM'] as const) {
    test(`keeps every EXIF field and reads back to the bit, in byte order ${order}`, { skip: noExiftool }, async () => {
      const path = join(folder, `${order}.tif`);
      writeFileSync(path, encodeTiff(DEEP, { ...PLAIN, exif: await exif(order) }));
      const tags = ['-Make', '-ISO', '-GPSLatitude', '-ExifByteOrder', '-Warning'];
      const [read] = JSON.parse(execFileSync('exiftool', ['-j', '-n', ...tags, path], { encoding: 'utf8' })) as [
        object,
      ];
      const { SourceFile: _, ...fields } = read as Record<string, unknown>;
      assert.deepEqual(fields, { Make: 'Maker', ISO: 400, GPSLatitude: 47.5, ExifByteOrder: order });
      assert.deepEqual((await readPhoto(path)).picture.deep, VALUES);
    });
  }
});
