import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { decodePng, pixelChunksOnly } from '../../../ui/engine/codec/decode-png';
import { encodeChunk, type PngChunk } from '../../../ui/engine/codec/png-chunks';
import { sniffFormat } from '../../../ui/engine/codec/sniff-format';
import type { PngFile } from '../../../ui/engine/codec/sniff-png';
import { KINDS, transparency, variedPng } from './png-files';

const decoded = async (png: Uint8Array): Promise<Buffer> =>
  Buffer.from((await decodePng(png, sniffFormat(png) as PngFile)).data);
/** Stored values as libvips reads them, RGBA of 8 bits. */
const expected = (png: Buffer): Promise<Buffer> =>
  sharp(png, { ignoreIcc: true }).toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' }).toBuffer();
const largest = (a: Buffer, b: Buffer): number =>
  a.reduce((most, value, index) => Math.max(most, Math.abs(value - b[index]!)), 0);

describe('decodePng', () => {
  for (const kind of KINDS) {
    for (const interlaced of [false, true]) {
      const title = `colour type ${kind[0]} of ${kind[1]} bits${interlaced ? ', interlaced' : ''}`;
      const tolerance = kind[1] === 16 ? 1 : 0;

      test(`reads ${title} as libvips does`, async () => {
        const png = variedPng(kind, { interlaced });
        assert.ok(largest(await decoded(png), await expected(png)) <= tolerance);
      });

      const chunk = transparency(kind);
      if (chunk === null) continue;
      test(`reads transparency of ${title} as libvips does`, async () => {
        const png = variedPng(kind, { interlaced, before: [chunk] });
        const pixels = await decoded(png);
        assert.ok(largest(pixels, await expected(png)) <= tolerance);
        assert.ok(pixels.some((value, index) => index % 4 === 3 && value < 255));
      });
    }
  }

  test('refuses pixel data that ends early', async () => {
    const png = variedPng([6, 8]);
    const first = png.indexOf('IDAT');
    const cut = Buffer.concat([png.subarray(0, png.indexOf('IDAT', first + 1) - 4), png.subarray(-12)]);
    await assert.rejects(decoded(cut), /pixel data/);
  });

  test('refuses a header that claims more than the data could hold', async () => {
    const png = variedPng([6, 8]);
    png.writeUInt32BE(10000, 16);
    png.writeUInt32BE(8000, 20);
    await assert.rejects(decoded(png), /pixel data/);
  });

  test('reads a picture whose zlib check sum is wrong', async () => {
    const png = variedPng([6, 8]);
    const whole = await decoded(png);
    const end = png.lastIndexOf('IEND') - 8;
    png[end - 2]! ^= 0xff;
    assert.deepEqual(await decoded(png), whole);
  });

  test('shows an index beyond the palette as opaque black', async () => {
    const png = variedPng([3, 8]);
    const short = Buffer.concat([
      png.subarray(0, 33),
      encodeChunk({ type: 'PLTE', data: Uint8Array.of(1, 2, 3) }),
      png.subarray(png.indexOf('IDAT') - 4),
    ]);
    const pixels = await decoded(short);
    assert.deepEqual([...pixels.subarray(0, 8)], [1, 2, 3, 255, 0, 0, 0, 255]);
  });
});

describe('pixelChunksOnly', () => {
  /** Chunks that say nothing about stored values, whole and damaged. */
  const idle: readonly PngChunk[] = [
    { type: 'PLTE', data: Uint8Array.of(1, 2, 3, 4) },
    { type: 'tRNS', data: Uint8Array.of(1) },
    { type: 'iCCP', data: Buffer.from('icc\0\0damaged') },
    { type: 'iCCP', data: Buffer.from('no end of its name') },
    { type: 'pHYs', data: Uint8Array.of(1, 2) },
    { type: 'tIME', data: Uint8Array.of(1) },
    { type: 'tEXt', data: new Uint8Array(0) },
    { type: 'tEXt', data: Buffer.from('no separator') },
    { type: 'zTXt', data: Buffer.from('a\0\x09b') },
    { type: 'hIST', data: Uint8Array.of(1) },
    { type: 'sBIT', data: new Uint8Array(0) },
    { type: 'bKGD', data: new Uint8Array(0) },
    { type: 'acTL', data: new Uint8Array(0) },
    { type: 'prVt', data: Buffer.alloc(70000) },
  ];
  for (const chunk of idle) {
    for (const kind of [
      [6, 8],
      [4, 16],
      [6, 16],
    ] as const) {
      test(`a ${chunk.type} chunk of ${chunk.data.length} bytes does not decide on colour type ${kind[0]}`, async () => {
        const whole = await decoded(variedPng(kind));
        assert.deepEqual(await decoded(variedPng(kind, { before: [chunk] })), whole);
        assert.deepEqual(await decoded(variedPng(kind, { after: [chunk] })), whole);
      });
    }
  }

  test('keeps transparency of a palette, a grey and an RGB picture', async () => {
    for (const kind of [
      [3, 8],
      [0, 8],
      [2, 8],
    ] as const) {
      const png = variedPng(kind, { before: [transparency(kind)!] });
      assert.notEqual(pixelChunksOnly(png, sniffFormat(png) as PngFile).indexOf(0x74), -1);
    }
  });

  test('refuses an unknown critical chunk', () => {
    const png = variedPng([6, 8], { before: [{ type: 'ABCd', data: Uint8Array.of(1) }] });
    assert.throws(() => pixelChunksOnly(png, { colorType: 'rgba' }), /ABCd/);
  });
});
