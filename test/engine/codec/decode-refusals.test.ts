import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { decodePicture } from '../../../ui/engine/codec/decode-picture';
import { replacePngChunks } from '../../../ui/engine/codec/png-chunks';
import { problemOf } from '../../../plugin/cli/photo-problem';

const refusal = (bytes: Uint8Array): Promise<unknown> => decodePicture(bytes).then(() => 'was decoded', problemOf);

/** A PNG of one pixel whose header claims another size: the decoder must check it before it allocates memory. */
async function claiming(width: number, height: number): Promise<Uint8Array> {
  const png = await sharp({ create: { width: 1, height: 1, channels: 4, background: 'red' } })
    .png()
    .toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  return png;
}

describe('decodePicture', () => {
  // Promise: 9
  test('refuses a picture beyond 12 000 px a side or 80 megapixels by its header', async () => {
    for (const [width, height] of [
      [12000, 9000],
      [12001, 10],
      [10, 12001],
      [2 ** 31 - 1, 2 ** 31 - 1],
    ] as const) {
      assert.deepEqual(await refusal(await claiming(width, height)), {
        code: 'too-large',
        width,
        height,
        limit: 12000,
      });
    }
  });

  // Promise: 11, 12
  test('refuses empty, foreign, animated and cut files by name', async () => {
    const noise = Buffer.from(Array.from({ length: 80 * 160 * 3 }, (_, index) => ((index * 7919) >> 3) & 255));
    const still = sharp(noise, { raw: { width: 80, height: 160, channels: 3 } });
    const moving = sharp(noise, { raw: { width: 80, height: 160, channels: 3, pageHeight: 80 } });
    const jpeg = await still.jpeg().toBuffer();
    assert.deepEqual(await refusal(new Uint8Array(0)), { code: 'empty-file' });
    assert.deepEqual(await refusal(Buffer.from('no picture')), { code: 'unknown-format' });
    for (const format of ['webp', 'avif', 'tiff'] as const) {
      assert.deepEqual(await refusal(await still.toFormat(format).toBuffer()), { code: 'unsupported-format', format });
    }
    assert.deepEqual(await refusal(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), {
      code: 'unsupported-format',
      format: 'svg',
    });
    assert.deepEqual(await refusal(await moving.gif().toBuffer()), { code: 'animated', format: 'gif' });
    assert.deepEqual(await refusal(jpeg.subarray(0, jpeg.length - 3)), { code: 'damaged-file', format: 'jpeg' });
    const broken = Buffer.from(await still.ensureAlpha().png().toBuffer());
    broken.fill(0x55, 200, 400);
    assert.deepEqual(await refusal(broken), { code: 'damaged-file', format: 'png' });
  });

  test('decodes a PNG whose colour profile is damaged', async () => {
    const png = await sharp(Buffer.alloc(64 * 4, 0x80), { raw: { width: 8, height: 8, channels: 4 } })
      .png()
      .toBuffer();
    const damaged = replacePngChunks(png, [{ type: 'iCCP', data: Buffer.from('icc\0\0no profile') }]);
    assert.deepEqual(Buffer.from((await decodePicture(damaged)).data), Buffer.alloc(64 * 4, 0x80));
  });
});
