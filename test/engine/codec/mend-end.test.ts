import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { mendEnd } from '../../../ui/engine/codec/mend-end';
import { sniffFormat } from '../../../ui/engine/codec/sniff-format';

const noise = Buffer.from(Array.from({ length: 67 * 53 * 3 }, (_, index) => ((index * 7919) >> 3) & 255));
const image = (): Sharp => sharp(noise, { raw: { width: 67, height: 53, channels: 3 } });
const pixels = (file: Uint8Array): Promise<Buffer> => sharp(file, { failOn: 'warning' }).raw().toBuffer();
const mend = (file: Uint8Array): Uint8Array | null => mendEnd(file, sniffFormat(file));

const SEQUENTIAL: readonly [string, () => Sharp][] = [
  ['4:2:0', () => image().jpeg({ quality: 80, chromaSubsampling: '4:2:0' })],
  ['4:4:4', () => image().jpeg({ quality: 100, chromaSubsampling: '4:4:4' })],
  ['grey', () => image().toColourspace('b-w').jpeg()],
  ['CMYK', () => image().toColourspace('cmyk').jpeg()],
  ['optimised codes', () => image().jpeg({ optimiseCoding: true })],
];

describe('mendEnd of a JPEG', () => {
  for (const [name, make] of SEQUENTIAL) {
    test(`adds the end mark: ${name}`, async () => {
      const file = await make().toBuffer();
      const mended = mend(file.subarray(0, -2));
      assert.deepEqual(Buffer.from(mended!), file);
    });

    test(`is null where any pixel data is missing: ${name}`, async () => {
      const file = await make().toBuffer();
      for (let length = 100; length < file.length - 2; length += 7) assert.equal(mend(file.subarray(0, length)), null);
      assert.equal(mend(file.subarray(0, -3)), null);
    });
  }

  test('reads a progressive file that ends in its last refinement', async () => {
    const file = await image().jpeg({ progressive: true, optimiseScans: false }).toBuffer();
    const mended = mend(file.subarray(0, -2));
    assert.deepEqual(await pixels(mended!), await pixels(file));
  });

  test('is null for a progressive file that lacks a scan', async () => {
    const file = await image().jpeg({ progressive: true }).toBuffer();
    assert.equal(mend(file.subarray(0, Math.round(file.length * 0.5))), null);
  });
});

describe('mendEnd of other formats', () => {
  test('adds the trailer of a GIF, and replaces what stands in its place', async () => {
    const file = await image().gif().toBuffer();
    const cut = file.subarray(0, -1);
    for (const damaged of [cut, Buffer.concat([cut, Buffer.alloc(3)])]) {
      const info = sniffFormat(damaged);
      assert.equal(info.format === 'gif' && info.complete, false);
      assert.deepEqual(Buffer.from(mend(damaged)!), file);
    }
  });

  test('is null for a GIF that is cut in its image', async () => {
    const file = await image().gif().toBuffer();
    for (let length = 14; length < file.length - 1; length += 5) assert.equal(mend(file.subarray(0, length)), null);
  });

  test('corrects a wrong length in the header of a WebP', async () => {
    for (const make of [
      () => image().webp(),
      () => image().webp({ lossless: true }),
      () => image().ensureAlpha(0.5).webp(),
    ]) {
      const file = await make().toBuffer();
      for (const length of [0, 12, file.length + 100, 0xfffffff0]) {
        const wrong = Buffer.from(file);
        wrong.writeUInt32LE(length, 4);
        const info = sniffFormat(wrong);
        assert.equal(info.format === 'webp' && info.complete, false);
        assert.deepEqual(await pixels(mend(wrong)!), await pixels(file));
      }
    }
  });

  test('is null for a WebP that is cut', async () => {
    const file = await image().webp().toBuffer();
    assert.equal(mend(file.subarray(0, -4)), null);
  });

  test('adds the end mark of a PNG', async () => {
    const file = await image().png().toBuffer();
    for (const cut of [12, 9, 1]) assert.deepEqual(Buffer.from(mend(file.subarray(0, -cut))!), file);
  });
});
