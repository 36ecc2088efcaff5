import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { problemOf } from '../../plugin/cli/photo-problem';
import { readPngChunks } from '../../ui/engine/codec/png-chunks';
import { readPhoto } from '../../plugin/cli/read-photo';
import { writePng } from '../../plugin/cli/write-png';
import { temporaryFolder } from './temporary-folder';

const WIDTH = 24;
const HEIGHT = 16;
const folder = temporaryFolder();
let files = 0;

/** RGB values that differ at every pixel, so that any turn or change of order shows. */
const PIXELS = Buffer.from(
  Array.from({ length: WIDTH * HEIGHT * 3 }, (_, index) => (index * 37 + (index >> 3) * 11) & 255),
);
const image = (): Sharp => sharp(PIXELS, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
/** The stored RGB values of a file, rounded to 8 bits. */
async function storedLevels(file: Buffer): Promise<Uint8ClampedArray> {
  const image = sharp(file, { ignoreIcc: true });
  if ((await image.metadata()).depth === 'uchar')
    return new Uint8ClampedArray(await image.removeAlpha().raw().toBuffer());
  const data = await image.removeAlpha().toColourspace('rgb16').raw({ depth: 'ushort' }).toBuffer();
  return Uint8ClampedArray.from(new Uint16Array(new Uint8Array(data).buffer), (value) => Math.round(value / 257));
}

const pixel = (data: ArrayLike<number>, channels: number, width: number, x: number, y: number): number[] =>
  Array.from({ length: 3 }, (_, channel) => data[(y * width + x) * channels + channel]!);

function file(bytes: Uint8Array | string): string {
  const path = join(folder, `${files++}`);
  writeFileSync(path, bytes);
  return path;
}

const problem = async (bytes: Uint8Array | string): Promise<unknown> =>
  readPhoto(file(bytes)).then(() => 'was read', problemOf);

describe('readPhoto', () => {
  // Promise: 14
  test('applies EXIF orientations 1 to 8', async () => {
    // Where the stored pixel (x, y) of a picture of WIDTH × HEIGHT is shown (EXIF 2.32, table 6).
    const seen: Record<number, (x: number, y: number) => [number, number]> = {
      1: (x, y) => [x, y],
      2: (x, y) => [WIDTH - 1 - x, y],
      3: (x, y) => [WIDTH - 1 - x, HEIGHT - 1 - y],
      4: (x, y) => [x, HEIGHT - 1 - y],
      5: (x, y) => [y, x],
      6: (x, y) => [HEIGHT - 1 - y, x],
      7: (x, y) => [HEIGHT - 1 - y, WIDTH - 1 - x],
      8: (x, y) => [y, WIDTH - 1 - x],
    };
    for (const [orientation, shownAt] of Object.entries(seen)) {
      const { picture, uprightFormat } = await readPhoto(
        file(
          await image()
            .withMetadata({ orientation: Number(orientation) })
            .png()
            .toBuffer(),
        ),
      );
      assert.deepEqual([picture.width, picture.height], Number(orientation) < 5 ? [WIDTH, HEIGHT] : [HEIGHT, WIDTH]);
      for (const [x, y] of [
        [0, 0],
        [5, 3],
        [WIDTH - 1, HEIGHT - 1],
      ] as const) {
        const [seenX, seenY] = shownAt(x, y);
        assert.deepEqual(
          pixel(picture.data, 4, picture.width, seenX, seenY),
          pixel(PIXELS, 3, WIDTH, x, y),
          `orientation ${orientation}`,
        );
      }
      assert.equal(uprightFormat, orientation === '1' ? 'png' : null);
    }
  });

  // Promise: 16
  test('keeps stored values and the profile of a photo', async () => {
    for (const bytes of [
      await image().withIccProfile('p3').png().toBuffer(),
      await image().withIccProfile('p3').toColourspace('rgb16').png().toBuffer(),
    ]) {
      const photo = await readPhoto(file(bytes));
      const stored = await storedLevels(bytes);
      assert.deepEqual(pixel(photo.picture.data, 4, WIDTH, 7, 5), pixel(stored, 3, WIDTH, 7, 5));
      assert.notDeepEqual(
        pixel(photo.picture.data, 4, WIDTH, 7, 5),
        pixel(PIXELS, 3, WIDTH, 7, 5),
        'the P3 values are other than the sRGB ones',
      );
      const path = file('');
      await writePng(path, photo.picture, photo.hasAlpha, photo.chunks);
      const written = await sharp(path).metadata();
      assert.deepEqual(written.icc, (await sharp(bytes).metadata()).icc);
      assert.equal(written.channels, 3);
      assert.deepEqual(
        await storedLevels(readFileSync(path)),
        photo.picture.data.filter((_, index) => index % 4 !== 3),
      );
    }
  });

  test('keeps PNG colour chunks and the density', async () => {
    const plain = await image().png().toBuffer();
    const gamma = Buffer.from([0, 0, 0, 4, 0x67, 0x41, 0x4d, 0x41, 0, 0, 0xb1, 0x8f, 0x0b, 0xfc, 0x61, 0x05]);
    const photo = await readPhoto(file(Buffer.concat([plain.subarray(0, 33), gamma, plain.subarray(33)])));
    const path = file('');
    await writePng(path, photo.picture, photo.hasAlpha, photo.chunks);
    const [kept] = readPngChunks(readFileSync(path), new Set(['gAMA']));
    assert.deepEqual(kept?.data, gamma.subarray(8, 12));
    const printed = await readPhoto(file(await image().withMetadata({ density: 300 }).jpeg().toBuffer()));
    await writePng(path, printed.picture, printed.hasAlpha, printed.chunks);
    assert.equal((await sharp(path).metadata()).density, 300);
  });

  // Promise: 15
  test('keeps alpha and the colours under it exactly', async () => {
    const data = Buffer.from(
      Array.from({ length: 16 * 16 * 4 }, (_, index) => (index % 4 === 3 ? index >> 2 : (index * 29) & 255)),
    );
    const raw = { raw: { width: 16, height: 16, channels: 4 } } as const;
    for (const bytes of [
      await sharp(data, raw).png().toBuffer(),
      await sharp(data, raw).webp({ lossless: true, exact: true }).toBuffer(),
    ]) {
      const photo = await readPhoto(file(bytes));
      assert.equal(photo.hasAlpha, true);
      assert.deepEqual(Buffer.from(photo.picture.data), data);
      const path = file('');
      await writePng(path, photo.picture, photo.hasAlpha, photo.chunks);
      assert.deepEqual(await sharp(path).raw().toBuffer(), data);
    }
  });

  // Promise: 13
  test('reads grey, palette and 16-bit photos as RGB', async () => {
    const grey = await readPhoto(file(await image().toColourspace('b-w').png().toBuffer()));
    const [red, green, blue] = pixel(grey.picture.data, 4, WIDTH, 3, 3);
    assert.ok(red === green && green === blue && red! > 0);
    assert.deepEqual(grey.notes, []);
    const palette = await readPhoto(file(await image().png({ palette: true }).toBuffer()));
    assert.equal(palette.picture.data.length, WIDTH * HEIGHT * 4);
    assert.deepEqual(palette.notes, []);
    const deep = await readPhoto(file(await image().toColourspace('rgb16').png().toBuffer()));
    const stored = pixel(PIXELS, 3, WIDTH, 9, 9);
    pixel(deep.picture.deep!, 4, WIDTH, 9, 9).forEach((value, channel) =>
      assert.ok(Math.abs(value - 257 * stored[channel]!) < 257, `${value} for ${stored[channel]}`),
    );
    assert.deepEqual(deep.notes, []);
  });

  // Promise: 13
  test('converts CMYK to sRGB and notes it', async () => {
    const flat = sharp({ create: { width: 16, height: 16, channels: 3, background: '#b08060' } });
    const photo = await readPhoto(file(await flat.withIccProfile('cmyk').jpeg({ quality: 100 }).toBuffer()));
    const [red, green, blue] = pixel(photo.picture.data, 4, 16, 8, 8);
    // A conversion to CMYK and back is never exact, but far from inverted or unprofiled values.
    assert.ok(
      Math.abs(red! - 0xb0) < 20 && Math.abs(green! - 0x80) < 20 && Math.abs(blue! - 0x60) < 20,
      `${red} ${green} ${blue}`,
    );
    assert.deepEqual(photo.notes, ['converted-to-srgb']);
    assert.deepEqual(
      photo.chunks.filter(({ type }) => type === 'iCCP'),
      [],
    );
  });

  test('refuses each unreadable file for its own reason', async () => {
    const jpeg = await image().jpeg().toBuffer();
    const png = await image().png().toBuffer();
    const frames = sharp(Buffer.from(Array.from({ length: 8 * 16 * 3 }, (_, index) => index & 255)), {
      raw: { width: 8, height: 16, channels: 3, pageHeight: 8 },
    });
    assert.deepEqual(await problem(''), { code: 'empty-file' });
    assert.deepEqual(await problem('a letter, not a picture'), { code: 'unknown-format' });
    assert.deepEqual(await problem(jpeg.subarray(0, jpeg.length * 0.7)), { code: 'damaged-file', format: 'jpeg' });
    assert.deepEqual(await problem(jpeg.subarray(0, 40)), { code: 'damaged-file', format: 'jpeg' });
    assert.deepEqual(await problem(png.subarray(0, png.length * 0.7)), { code: 'damaged-file', format: 'png' });
    const broken = Buffer.from(png);
    broken.fill(0x55, 120, 200);
    assert.deepEqual(await problem(broken), { code: 'damaged-file', format: 'png' });
    assert.deepEqual(await problem(await frames.clone().gif().toBuffer()), { code: 'animated', format: 'gif' });
    assert.deepEqual(await problem(await frames.clone().webp().toBuffer()), { code: 'animated', format: 'webp' });
    assert.deepEqual(await problem('<svg xmlns="http://www.w3.org/2000/svg"/>'), {
      code: 'unsupported-format',
      format: 'svg',
    });
    assert.deepEqual(
      await problem(
        await sharp({ create: { width: 12001, height: 1, channels: 3, background: 'red' } })
          .png()
          .toBuffer(),
      ),
      { code: 'too-large', width: 12001, height: 1, limit: 12000 },
    );
    assert.deepEqual(await readPhoto(join(folder, 'missing')).catch(problemOf), {
      code: 'cannot-read',
      detail: 'ENOENT',
    });
    assert.deepEqual(await readPhoto(folder).catch(problemOf), { code: 'not-a-file' });
  });
});
