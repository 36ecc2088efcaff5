import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp, { type Sharp } from 'sharp';
import { iccChunk } from '../../plugin/cli/png-chunks';
import { readPngChunks, replacePngChunks } from '../../ui/engine/codec/png-chunks';
import { temporaryFolder } from '../cli/temporary-folder';
import { largestDifference } from '../guarantees/stack-layers';
import { openBundle } from '../playground/page-bundle';
import type * as entry from './codec-entry';
import { adobeRgbProfile, greyProfile } from './icc-profile';
import { retouchGroup, SAMPLE, Session } from './session';

declare const bundle: typeof entry;

const WIDTH = 48;
const HEIGHT = 32;
const folder = temporaryFolder();
const ADOBE = join(folder, 'adobe.icc');

let session: Session;
let page: Page;
before(async () => {
  writeFileSync(ADOBE, adobeRgbProfile());
  session = await Session.open();
  page = await openBundle(session.browser, 'test/e2e/codec-entry.ts');
});
after(() => session?.close());

interface Through {
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
  readonly png: Buffer;
}

/** The pixels that the engine decodes from a file in a browser, and the PNG of a layer with the same values. */
async function through(file: Buffer): Promise<Through> {
  const { width, height, data, png } = await page.evaluate(
    (base64) => bundle.throughCodec(base64),
    file.toString('base64'),
  );
  return { width, height, data: Buffer.from(data, 'base64'), png: Buffer.from(png, 'base64') };
}

const stored = (file: Buffer): Promise<Buffer> =>
  sharp(file, { ignoreIcc: true }).toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' }).toBuffer();
const profileOf = async (file: Buffer): Promise<Buffer | undefined> => (await sharp(file).metadata()).icc;

/** Smooth, saturated colours, which differ clearly in another colour space. */
const PIXELS = Buffer.from(
  Array.from({ length: WIDTH * HEIGHT }, (_, index) => [
    (index % WIDTH) * 5,
    Math.floor(index / WIDTH) * 7,
    255 - (index % WIDTH) * 3,
  ]).flat(),
);
const image = (): Sharp => sharp(PIXELS, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });

describe('colour and orientation', () => {
  // Promise: 13
  test('keeps the stored values of a picture with an RGB profile, and its layers carry that profile', async () => {
    for (const profile of ['p3', ADOBE]) {
      for (const [file, most] of [
        [await image().withIccProfile(profile).png().toBuffer(), 0],
        [await image().withIccProfile(profile).ensureAlpha(0.5).png().toBuffer(), 0],
        [await image().withIccProfile(profile).jpeg({ quality: 95 }).toBuffer(), 3],
      ] as const) {
        const { data, png } = await through(file);
        // Two JPEG decoders upsample chroma differently, by one or two levels.
        assert.ok(
          largestDifference(data, await stored(file)) <= most,
          `${largestDifference(data, await stored(file))} levels`,
        );
        assert.ok(
          largestDifference(
            data,
            await sharp(PIXELS, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
              .ensureAlpha()
              .raw()
              .toBuffer(),
          ) > 10,
          'the profile means something',
        );
        assert.deepEqual(await profileOf(png), await profileOf(file));
        assert.deepEqual(await stored(png), data);
      }
    }
  });

  test('copies PNG colour chunks to the layers, and adds none to a picture without them', async () => {
    const plain = await image().png().toBuffer();
    const gamma = Buffer.from([0, 0, 0, 4, 0x67, 0x41, 0x4d, 0x41, 0, 0, 0xb1, 0x8f, 0x0b, 0xfc, 0x61, 0x05]);
    const linear = Buffer.from([0, 0, 0, 4, 0x67, 0x41, 0x4d, 0x41, 0, 1, 0x86, 0xa0, 0x31, 0xe8, 0x96, 0x5f]);
    for (const chunk of [gamma, linear]) {
      const file = Buffer.concat([plain.subarray(0, 33), chunk, plain.subarray(33)]);
      const { data, png } = await through(file);
      assert.deepEqual(data, await stored(plain));
      assert.deepEqual(
        readPngChunks(png, new Set(['gAMA', 'iCCP', 'sRGB'])).map(({ type, data: value }) => [type, [...value]]),
        [['gAMA', [...chunk.subarray(8, 12)]]],
      );
    }
    const { png } = await through(plain);
    assert.deepEqual(readPngChunks(png, new Set(['gAMA', 'iCCP', 'cICP'])), []);
  });

  // Promise: 13
  test('decodes CMYK as the browser shows it, and grey as stored, with a profile of its curve', async () => {
    const grey = await image().toColourspace('b-w').png().toBuffer();
    const { data, png } = await through(Buffer.from(replacePngChunks(grey, [iccChunk(greyProfile())])));
    assert.equal((await profileOf(png))!.toString('latin1', 16, 20), 'RGB ');
    assert.deepEqual(data, await stored(grey));
    assert.ok(
      data.every((value, index) => index % 4 === 3 || value === data[index - (index % 4)]),
      'grey stays grey',
    );

    const flat = sharp({ create: { width: 16, height: 16, channels: 3, background: '#b08060' } });
    const cmyk = await through(await flat.withIccProfile('cmyk').jpeg({ quality: 100 }).toBuffer());
    const [red, green, blue] = cmyk.data;
    assert.ok(
      Math.abs(red! - 0xb0) < 25 && Math.abs(green! - 0x80) < 25 && Math.abs(blue! - 0x60) < 25,
      `${red} ${green} ${blue}`,
    );
    assert.equal(await profileOf(cmyk.png), undefined);
  });

  // Promise: 13
  test('decodes grey, palette and 16-bit pictures as other programs do', async () => {
    for (const [file, most] of [
      [await image().greyscale().png().toBuffer(), 0],
      [await image().greyscale().jpeg({ quality: 95 }).toBuffer(), 1],
      [await image().png({ palette: true }).toBuffer(), 0],
      [await image().gif().toBuffer(), 0],
      [await image().toColourspace('rgb16').png().toBuffer(), 1],
      [await image().ensureAlpha(0.5).toColourspace('rgb16').png().toBuffer(), 1],
      [await image().jpeg({ progressive: true, quality: 95 }).toBuffer(), 3],
    ] as const) {
      const { data } = await through(file);
      assert.ok(
        largestDifference(data, await stored(file)) <= most,
        `${largestDifference(data, await stored(file))} levels`,
      );
    }
  });

  // Promise: 14
  test('applies EXIF orientations 1 to 8, and ignores an invalid one, as other programs do', async () => {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const file = await image()
        .withMetadata({ orientation })
        .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
        .toBuffer();
      const { width, height, data } = await through(file);
      assert.deepEqual([width, height], orientation < 5 ? [WIDTH, HEIGHT] : [HEIGHT, WIDTH]);
      const upright = await sharp(file).autoOrient().ensureAlpha().raw().toBuffer();
      assert.ok(largestDifference(data, upright) <= 3, `orientation ${orientation}`);
    }
    const broken = await image().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    broken.fill(0xff, broken.indexOf('Exif') + 6, broken.indexOf('Exif') + 30);
    assert.deepEqual(await through(broken).then(({ width, height }) => [width, height]), [WIDTH, HEIGHT]);
  });

  // Promise: 15
  test('keeps alpha and the colours under it to the bit, so that no fringe appears', async () => {
    const rgba = Buffer.from(
      Array.from({ length: 256 * 4 * 4 }, (_, index) => (index % 4 === 3 ? (index >> 2) & 255 : (index * 29) & 255)),
    );
    for (const file of [
      await sharp(rgba, { raw: { width: 256, height: 4, channels: 4 } })
        .png()
        .toBuffer(),
      await sharp(rgba, { raw: { width: 256, height: 4, channels: 4 } })
        .withIccProfile('p3')
        .png()
        .toBuffer(),
    ]) {
      const { data, png } = await through(file);
      assert.deepEqual(data, await stored(file));
      assert.deepEqual(await stored(png), data);
    }
  });

  // Promise: 16
  test('gives normal layers for a Display P3 portrait in a document of sRGB, which are the flattened picture', async () => {
    await session.clear();
    const photo = await sharp(SAMPLE).withIccProfile('p3').png().toBuffer();
    const id = await session.addPhoto(photo, 'P3.png', { x: 0, y: 0 });
    await session.runPlugin();
    await session.choose({ heal: 'All', even: 100, brighten: 100, flatten: false });
    assert.deepEqual(
      (await session.retouch()).map(({ state }) => state),
      ['done'],
    );
    for (const { values } of retouchGroup(await session.snapshot()).children) {
      assert.equal(values.blendMode, 'NORMAL');
      const hash = (values.fills[0] as ImagePaint).imageHash!;
      const layer = Buffer.from(
        await session.page.evaluate((key) => Array.from(window.playground.imageBytes(key)!), hash),
      );
      assert.deepEqual(await profileOf(layer), await profileOf(photo));
    }
    const layered = await session.render();
    await session.undo();
    await session.select([id]);
    await session.choose({ flatten: true });
    await session.retouch();
    const [top] = retouchGroup(await session.snapshot()).children.slice(-1);
    const flattened = await session.render();
    // Every adjustment is at full strength. Chromium converts picture and layers to sRGB before it blends them.
    assert.ok(
      largestDifference(layered.data, flattened.data) <= 2,
      `${largestDifference(layered.data, flattened.data)} levels`,
    );
    const far = layered.data.filter((value, index) => Math.abs(value - flattened.data[index]!) > 1).length;
    assert.ok(far / layered.data.length <= 0.001, `${far} values differ by more than one level`);
    const hash = (top!.values.fills[0] as ImagePaint).imageHash!;
    const picture = await stored(
      Buffer.from(await session.page.evaluate((key) => Array.from(window.playground.imageBytes(key)!), hash)),
    );
    const before = await stored(photo);
    let kept = 0;
    for (let index = 0; index < before.length; index += 4)
      if (before.readUInt32LE(index) === picture.readUInt32LE(index)) kept++;
    assert.ok(kept / (before.length / 4) > 0.8, `${kept} pixels keep their stored values`);
  });
});
