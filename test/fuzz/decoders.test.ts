import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { problemOf } from '../../plugin/cli/photo-problem';
import { readPhoto } from '../../plugin/cli/read-photo';
import { decodePicture } from '../../ui/engine/codec/decode-picture';
import { encodePicture } from '../../ui/engine/codec/encode-picture';
import { sniffFormat } from '../../ui/engine/codec/sniff-format';
import { temporaryFolder } from '../cli/temporary-folder';
import { check } from './check';
import { damagedFile } from './damage';

const folder = temporaryFolder();
let whole: Uint8Array[] = [];
before(async () => {
  const noise = Buffer.from(Array.from({ length: 16 * 24 * 4 }, (_, index) => ((index * 7919) >> 3) & 255));
  const still = sharp(noise, { raw: { width: 16, height: 24, channels: 4 } });
  const moving = sharp(noise, { raw: { width: 16, height: 24, channels: 4, pageHeight: 12 } });
  whole = (
    await Promise.all(
      [
        still.clone().png(),
        still.clone().png({ palette: true }),
        still.clone().png({ progressive: true }),
        still.clone().toColourspace('rgb16').png(),
        still.clone().greyscale().png(),
        still.clone().withIccProfile('p3').png(),
        still.clone().jpeg(),
        still.clone().jpeg({ progressive: true }),
        still.clone().withMetadata({ orientation: 6 }).jpeg(),
        still.clone().withIccProfile('cmyk').jpeg(),
        still.clone().gif(),
        moving.clone().gif(),
        still.clone().webp(),
        still.clone().webp({ lossless: true }),
        moving.clone().webp(),
        still.clone().tiff(),
      ].map((picture) => picture.toBuffer()),
    )
  ).map((file) => new Uint8Array(file));
});

const KNOWN = new Set([
  'empty-file',
  'unknown-format',
  'unsupported-format',
  'animated',
  'damaged-file',
  'too-large',
  'too-small',
]);

describe('decoders', () => {
  // Promise: R1
  test('sniffFormat names a format for any bytes and never throws', () =>
    check(8000, damagedFile(whole), (file) => {
      const info = sniffFormat(file);
      if ('width' in info) assert.ok(info.width > 0 && info.height > 0);
    }));

  // Promise: R1
  test('decodePicture gives a whole picture or a known problem for any bytes', () =>
    check(3000, damagedFile(whole), async (file) => {
      try {
        const { width, height, data } = await decodePicture(file);
        assert.equal(data.length, width * height * 4);
      } catch (error) {
        assert.ok(KNOWN.has(problemOf(error).code), String(error));
      }
    }));

  // Promise: R1
  test('readPhoto gives a whole photo or a known problem for any file', () =>
    check(800, damagedFile(whole), async (file) => {
      const path = join(folder, 'photo');
      writeFileSync(path, file);
      try {
        const { picture } = await readPhoto(path);
        assert.equal(picture.data.length, picture.width * picture.height * 4);
      } catch (error) {
        assert.ok(KNOWN.has(problemOf(error).code), String(error));
      }
    }));

  test('encodePicture and decodePicture keep any pixels, transparent ones too', () => {
    const picture = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
      .chain(([width, height]) =>
        fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 }).map((bytes) => {
          const data = new Uint8ClampedArray(bytes);
          // One half-transparent pixel at least: such pictures go through the exact encoder.
          data[3] = 100;
          return { width, height, data };
        }),
      );
    return check(500, picture, async (given) =>
      assert.deepEqual(await decodePicture(await encodePicture(given)), given),
    );
  });
});
