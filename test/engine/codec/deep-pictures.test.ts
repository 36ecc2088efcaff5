import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { decodePicture } from '../../../ui/engine/codec/decode-picture';
import { encodePicture } from '../../../ui/engine/codec/encode-picture';
import { orientPicture, type Orientation } from '../../../ui/engine/codec/orientation';
import { rawToPicture } from '../../../ui/engine/codec/raw-picture';
import { deepPicture } from '../../../ui/engine/picture/deep-picture';

const WIDTH = 19;
const HEIGHT = 11;
const VALUES = Uint16Array.from({ length: WIDTH * HEIGHT * 4 }, (_, index) => (index * 40503) % 65536);

function image(channels: 3 | 4): Sharp {
  const picked = VALUES.filter((_, index) => channels === 4 || index % 4 !== 3);
  return sharp(picked, { raw: { width: WIDTH, height: HEIGHT, channels } }).toColourspace('rgb16');
}

async function stored(file: Buffer | Uint8Array): Promise<Uint16Array> {
  const data = await sharp(file).toColourspace('rgb16').ensureAlpha().raw({ depth: 'ushort' }).toBuffer();
  return new Uint16Array(new Uint8Array(data).buffer);
}

describe('decodePicture', () => {
  // Promise: C1
  test('keeps the 16 bits of a PNG if it is asked to, as libvips reads them', async () => {
    for (const channels of [3, 4] as const) {
      const file = await image(channels).png().toBuffer();
      const { deep, data } = await decodePicture(file, true);
      assert.deepEqual(deep, await stored(file));
      assert.equal(data[0], Math.round(deep![0]! / 257));
      assert.equal((await decodePicture(file)).deep, undefined);
    }
  });

  test('gives a grey PNG of 16 bits three equal channels', async () => {
    const grey = VALUES.subarray(0, WIDTH * HEIGHT);
    const file = await sharp(grey, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    assert.deepEqual((await decodePicture(file, true)).deep, await stored(file));
  });

  test('gives a PNG of 8 bits no second array', async () => {
    const file = await image(3).toColourspace('srgb').png().toBuffer();
    assert.equal((await decodePicture(file, true)).deep, undefined);
  });
});

describe('encodePicture', () => {
  // Promise: C1
  test('writes a PNG with all 16 bits', async () => {
    const file = await encodePicture(deepPicture(WIDTH, HEIGHT, VALUES));
    assert.equal((await sharp(file).metadata()).depth, 'ushort');
    assert.deepEqual(await stored(file), VALUES);
  });
});

describe('rawToPicture', () => {
  test('keeps 16 bits of raw pixels if it is asked to', () => {
    const raw = { kind: 'raw', width: WIDTH, height: HEIGHT, depth: 16, profile: null } as const;
    assert.deepEqual(rawToPicture({ ...raw, channels: 4, data: VALUES }, true).deep, VALUES);
    assert.deepEqual(
      [...rawToPicture({ ...raw, channels: 1, data: VALUES.slice(0, WIDTH * HEIGHT) }, true).deep!.subarray(4, 8)],
      [VALUES[1], VALUES[1], VALUES[1], 65535],
    );
    assert.equal(rawToPicture({ ...raw, channels: 4, data: VALUES }).deep, undefined);
  });
});

describe('orientPicture', () => {
  test('turns 16-bit values with their 8-bit levels', () => {
    const picture = deepPicture(WIDTH, HEIGHT, VALUES);
    for (const orientation of [2, 3, 4, 5, 6, 7, 8] as const satisfies readonly Orientation[]) {
      const { width, height, data, deep } = orientPicture(picture, orientation);
      assert.deepEqual([width, height], orientation < 5 ? [WIDTH, HEIGHT] : [HEIGHT, WIDTH]);
      assert.deepEqual(data, deepPicture(width, height, deep!).data);
    }
  });
});

describe('deepPicture', () => {
  test('calls only a full 16-bit alpha opaque, and only an empty one transparent', () => {
    const alphas = [0, 1, 300, 65500, 65534, 65535];
    const { data } = deepPicture(6, 1, Uint16Array.from(alphas.flatMap((alpha) => [0, 0, 0, alpha])));
    assert.deepEqual(
      alphas.map((_, index) => data[4 * index + 3]),
      [0, 1, 1, 254, 254, 255],
    );
  });
});
