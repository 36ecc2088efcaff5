import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { problemOf } from '../../plugin/cli/photo-problem';
import { readPhoto, type Photo } from '../../plugin/cli/read-photo';
import { tiffPages } from '../../plugin/cli/tiff-directory';
import { canReadSamples, readTiffSamples } from '../../plugin/cli/tiff-samples';
import { iccProfile, GAMMA_1 } from '../engine/codec/icc-files';
import { temporaryFolder } from './temporary-folder';
import { makeTiff, type TiffPage } from './tiff-files';

const WIDTH = 37;
const HEIGHT = 23;
const FORMATS = ['uint8', 'uint16', 'uint32', 'float16', 'float32'] as const;
const LAYOUTS = [{}, { planar: true }, { tiled: true }, { planar: true, tiled: true }] as const;
const folder = temporaryFolder();
let files = 0;

function save(bytes: Buffer): string {
  const path = join(folder, `${files++}.tif`);
  writeFileSync(path, bytes);
  return path;
}

const read = (...pages: TiffPage[]): Promise<Photo> => readPhoto(save(makeTiff(pages)));
const problem = (...pages: TiffPage[]): Promise<unknown> => read(...pages).then(() => 'was read', problemOf);

/** Values in steps of 1/96, different in every channel and at every pixel of a block. */
const sample = (x: number, y: number, channel: number): number => ((x * 7 + y * 3 + channel * 31) % 97) / 96;
const page = (changes: Partial<TiffPage>): TiffPage => ({
  width: WIDTH,
  height: HEIGHT,
  channels: 3,
  format: 'uint8',
  sample,
  ...changes,
});
const encode = (value: number): number => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);

/** Asserts that every pixel is `expected(x, y)`, to within a level of rounding. */
function assertPixels(photo: Photo, expected: (x: number, y: number) => readonly number[], title: string): void {
  const { width, height, data } = photo.picture;
  assert.deepEqual([width, height], [WIDTH, HEIGHT], title);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const got = [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
      const want = expected(x, y);
      const near = got.every((value, channel) => Math.abs(value - want[channel]!) <= 1);
      assert.ok(near, `${title}: (${x}, ${y}) is ${got.join()}, not ${want.join()}`);
    }
  }
}

describe('readPhoto of a TIFF', () => {
  for (const format of FORMATS) {
    for (const layout of LAYOUTS) {
      for (const channels of [1, 2, 3, 4, 5, 6]) {
        const colours = channels >= 3 ? 3 : 1;
        const title = `${format}, ${channels} channels ${JSON.stringify(layout)}`;
        test(`reads colours and leaves saved selections out: ${title}`, async () => {
          const extra = channels > colours ? { extra: new Array<number>(channels - colours).fill(0) } : {};
          const photo = await read(page({ format, channels, ...layout, ...extra }));
          assertPixels(
            photo,
            (x, y) => {
              const values = [0, 1, 2].map((channel) => sample(x, y, colours === 3 ? channel : 0));
              return [...values.map((value) => 255 * (format.startsWith('float') ? encode(value) : value)), 255];
            },
            title,
          );
          assert.equal(photo.hasAlpha, false);
          assert.equal(photo.notes.includes('channels-left-out'), channels > colours);
        });
      }
    }
  }

  for (const format of FORMATS) {
    for (const [kind, name] of [
      [1, 'associated'],
      [2, 'unassociated'],
    ] as const) {
      for (const channels of [2, 4, 5]) {
        test(`reads ${name} alpha: ${format}, ${channels} channels`, async () => {
          const colours = channels >= 3 ? 3 : 1;
          const extra = channels === 5 ? [0, kind] : [kind];
          const alpha = (x: number, y: number): number => 0.25 + 0.75 * sample(x, y, 7);
          const stored = (x: number, y: number, channel: number): number => {
            if (channel === channels - 1) return alpha(x, y);
            return channel < colours && kind === 1 ? sample(x, y, channel) * alpha(x, y) : sample(x, y, channel);
          };
          const photo = await read(page({ format, channels, extra, sample: stored }));
          const rounding = kind === 1 && format === 'uint8' ? 3 : 0;
          const float = format.startsWith('float');
          const { data } = photo.picture;
          for (let y = 0; y < HEIGHT; y++) {
            for (let x = 0; x < WIDTH; x++) {
              const at = 4 * (y * WIDTH + x);
              assert.ok(Math.abs(data[at + 3]! - 255 * alpha(x, y)) <= 1);
              for (let channel = 0; channel < 3; channel++) {
                const value = sample(x, y, colours === 3 ? channel : 0);
                const want = 255 * (float ? encode(value) : value);
                assert.ok(Math.abs(data[at + channel]! - want) <= 1 + rounding, `${data[at + channel]} not ${want}`);
              }
            }
          }
          assert.equal(photo.hasAlpha, true);
        });
      }
    }
  }
});

describe('readPhoto of a special TIFF', () => {
  test('reads both byte orders alike', async () => {
    for (const format of ['uint16', 'uint32', 'float32', 'float64'] as const) {
      const pages = [page({ format, channels: 5, extra: [0, 0] })];
      const little = await readPhoto(save(makeTiff(pages, 'II')));
      const big = await readPhoto(save(makeTiff(pages, 'MM')));
      assert.deepEqual(big.picture, little.picture);
    }
  });

  test('inverts grey where white is zero', async () => {
    for (const format of ['uint8', 'uint32'] as const) {
      const photo = await read(page({ format, channels: 1, photometric: 0 }));
      assertPixels(photo, (x, y) => [...new Array<number>(3).fill(255 * (1 - sample(x, y, 0))), 255], format);
    }
  });

  test('keeps values of floats whose profile has a curve like sRGB, and the profile', async () => {
    const profile = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
      .withIccProfile('p3')
      .png()
      .toBuffer()
      .then((png) => sharp(png).metadata());
    const photo = await read(page({ format: 'float32', profile: profile.icc! }));
    assertPixels(photo, (x, y) => [...[0, 1, 2].map((channel) => 255 * sample(x, y, channel)), 255], 'P3 floats');
    assert.ok(photo.chunks.some(({ type }) => type === 'iCCP'));
  });

  test('converts floats with a linear profile to sRGB', async () => {
    const photo = await read(page({ format: 'float32', profile: iccProfile('RGB ', GAMMA_1) }));
    assertPixels(
      photo,
      (x, y) => [...[0, 1, 2].map((channel) => 255 * encode(sample(x, y, channel))), 255],
      'linear floats',
    );
    assert.deepEqual(
      photo.chunks.filter(({ type }) => type === 'iCCP'),
      [],
    );
    assert.deepEqual(photo.notes, ['reduced-to-16-bit', 'converted-to-srgb']);
  });

  test('applies the orientation to pixels that libvips cannot read', async () => {
    const upright = await read(page({ channels: 6, extra: [0, 0, 0] }));
    const turned = await read(page({ channels: 6, extra: [0, 0, 0], orientation: 6 }));
    assert.deepEqual([turned.picture.width, turned.picture.height], [HEIGHT, WIDTH]);
    assert.deepEqual(
      [...turned.picture.data.subarray(4 * (HEIGHT - 1), 4 * HEIGHT)],
      [...upright.picture.data.subarray(0, 4)],
    );
  });
});

describe('readTiffSamples', () => {
  for (const compression of ['none', 'lzw', 'deflate', 'packbits'] as const) {
    for (const [depth, predictor] of [
      ['uchar', 'none'],
      ['uchar', 'horizontal'],
      ['ushort', 'horizontal'],
      ['float', 'float'],
    ] as const) {
      if (predictor !== 'none' && (compression === 'none' || compression === 'packbits')) continue;
      for (const tile of [false, true]) {
        test(`unpacks ${compression} of ${depth} with predictor ${predictor}${tile ? ' in tiles' : ''}`, async () => {
          const [width, height] = [301, 203];
          const data = Uint8Array.from({ length: width * height * 3 }, (_, index) => (index * index) >> 7);
          const image = sharp(data, { raw: { width, height, channels: 3 } });
          const space = { uchar: 'srgb', ushort: 'rgb16', float: 'scrgb' }[depth];
          const file = await image.toColourspace(space).tiff({ compression, predictor, tile }).toBuffer();
          const [stored] = tiffPages(file);
          assert.ok(stored !== undefined && canReadSamples(stored));
          const samples = readTiffSamples(file, stored, [0, 1, 2]);
          const values = samples.map((value) => Math.round(255 * (depth === 'float' ? encode(value) : value)));
          const far = values.findIndex((value, index) => Math.abs(value - data[index]!) > (depth === 'uchar' ? 0 : 1));
          assert.equal(far, -1, `sample ${far}: ${values[far]} not ${data[far]}`);
        });
      }
    }
  }
});

describe('planTiff', () => {
  test('takes a page with a thumbnail for one photo', async () => {
    const thumbnail = page({ width: 12, height: 8, sample: () => 0 });
    const large = page({});
    for (const pages of [
      [large, { ...thumbnail, subfile: 1 }],
      [{ ...thumbnail, subfile: 1 }, large],
      [large, thumbnail],
      [thumbnail, large],
      [large, page({ subfile: 4, channels: 1 })],
    ]) {
      const photo = await read(...pages);
      assertPixels(photo, (x, y) => [...[0, 1, 2].map((channel) => 255 * sample(x, y, channel)), 255], 'thumbnail');
    }
  });

  test('refuses several photos, signed and odd samples, and raw data by name', async () => {
    const named = (reason: string): object => ({ code: 'unsupported-format', format: `tiff (${reason})` });
    assert.deepEqual(await problem(page({}), page({})), named('2 pages'));
    assert.deepEqual(await problem(page({ format: 'int16' })), named('3 channels of 16-bit signed integers'));
    assert.deepEqual(
      await problem(page({ photometric: 5, channels: 6, extra: [0, 0] })),
      named('CMYK, 6 channels of 8-bit integers'),
    );
    assert.deepEqual(await problem(page({ photometric: 32803, channels: 1 })), named('raw sensor data'));
  });

  test('refuses a TIFF that is cut or whose directories form a loop', async () => {
    const file = makeTiff([page({ channels: 6, extra: [0, 0, 0] })]);
    const damaged = { code: 'damaged-file', format: 'tiff' };
    assert.deepEqual(await readPhoto(save(file.subarray(0, file.length - 50))).catch(problemOf), damaged);
    const loop = Buffer.from(file);
    loop.writeUInt32LE(loop.readUInt32LE(4), loop.length - 4);
    assert.deepEqual(await readPhoto(save(loop)).catch(problemOf), damaged);
  });
});

describe('readPhoto beside ImageMagick', () => {
  const convert = spawnSync('convert', ['-version']);
  const skip = convert.status === 0 ? false : 'ImageMagick is not installed';
  for (const format of ['uint8', 'uint16', 'uint32'] as const) {
    for (const channels of [1, 3, 5, 6]) {
      test(`gives the colours that ImageMagick reads: ${format}, ${channels} channels`, { skip }, async () => {
        const extra = channels > 3 ? { extra: new Array<number>(channels - 3).fill(0) } : {};
        const path = save(makeTiff([page({ format, channels, ...extra })]));
        const output = spawnSync('convert', [path, '-alpha', 'off', '-depth', '8', 'rgb:-']);
        const { data } = (await readPhoto(path)).picture;
        assert.equal(output.stdout.length, WIDTH * HEIGHT * 3);
        output.stdout.forEach((value, index) =>
          assert.ok(Math.abs(value - data[Math.floor(index / 3) * 4 + (index % 3)]!) <= 1),
        );
      });
    }
  }
});
