import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { colourTags } from '../../../ui/engine/codec/colour-tags';
import { jpegProfile } from '../../../ui/engine/codec/jpeg-profile';
import { jpegSegments } from '../../../ui/engine/codec/jpeg-segments';
import { sniffFormat } from '../../../ui/engine/codec/sniff-format';

const APP2 = 0xe2;

/** A 40 × 24 px JPEG with a Display P3 profile. */
const tagged = (): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 24, channels: 3, background: '#b08060' } })
    .withIccProfile('p3')
    .jpeg()
    .toBuffer();

/** The file with `bytes` put before the marker of every segment but the first, which belongs to the signature. */
function padded(file: Buffer, bytes: readonly number[]): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const { marker, start } of [...jpegSegments(file)].slice(1)) {
    const at = marker === 0xd9 ? start - 2 : start - 4;
    parts.push(file.subarray(from, at), Buffer.from(bytes));
    from = at;
  }
  return Buffer.concat([...parts, file.subarray(from)]);
}

/** The file with its APP2 segment cut in two, as large profiles are, the second part first. */
function splitProfile(file: Buffer): Buffer {
  const segment = [...jpegSegments(file)].find(({ marker }) => marker === APP2)!;
  const profile = file.subarray(segment.start + 14, segment.end);
  const part = (number: number, data: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from([0xff, APP2, (data.length + 16) >> 8, (data.length + 16) & 255]),
      Buffer.from('ICC_PROFILE\0', 'latin1'),
      Buffer.from([number, 2]),
      data,
    ]);
  return Buffer.concat([
    file.subarray(0, segment.start - 4),
    part(2, profile.subarray(200)),
    part(1, profile.subarray(0, 200)),
    file.subarray(segment.end),
  ]);
}

describe('jpegSegments', () => {
  for (const [title, bytes] of [
    ['one fill byte', [0xff]],
    ['many fill bytes', [0xff, 0xff, 0xff, 0xff]],
    ['stray bytes', [0x12, 0x00, 0xe2]],
    ['a stuffed 0xFF', [0xff, 0x00]],
    ['a restart marker', [0xff, 0xd3]],
    ['stray and fill bytes', [0x55, 0xff]],
  ] as const) {
    test(`finds the same segments after ${title}`, async () => {
      const file = await tagged();
      const segments = (bytesOf: Buffer) =>
        [...jpegSegments(bytesOf)].map(({ marker, start, end }) => [marker, bytesOf.subarray(start, end)]);
      assert.deepEqual(segments(padded(file, bytes)), segments(file));
    });

    test(`keeps size, completeness and profile after ${title}`, async () => {
      const file = await tagged();
      const changed = padded(file, bytes);
      assert.deepEqual(sniffFormat(changed), sniffFormat(file));
      assert.deepEqual(jpegProfile(changed), jpegProfile(file));
      assert.notEqual(jpegProfile(changed), null);
    });
  }

  test('ends at a length below 2', () => {
    const file = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1, 0xff, 0xd9]);
    assert.deepEqual([...jpegSegments(file)], []);
  });

  test('cuts a segment that is longer than the file', () => {
    const file = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x40, 0, 7]);
    assert.deepEqual([...jpegSegments(file)], [{ marker: 0xe0, start: 6, end: 7 }]);
  });
});

describe('jpegProfile', () => {
  test('joins parts by their number', async () => {
    const file = await tagged();
    const split = splitProfile(file);
    assert.deepEqual(jpegProfile(split), jpegProfile(file));
    assert.deepEqual(Buffer.from(jpegProfile(split)!), (await sharp(file).metadata()).icc);
  });

  test('is null when a part is missing', async () => {
    const split = splitProfile(await tagged());
    split[split.indexOf('ICC_PROFILE\0', 0, 'latin1') + 12] = 1;
    assert.equal(jpegProfile(split), null);
  });

  test('is null for a CMYK profile and without one', async () => {
    const flat = sharp({ create: { width: 8, height: 8, channels: 3, background: '#b08060' } });
    assert.equal(jpegProfile(await flat.clone().withIccProfile('cmyk').jpeg().toBuffer()), null);
    assert.equal(jpegProfile(await flat.clone().jpeg().toBuffer()), null);
  });
});

describe('colourTags', () => {
  test('gives the profile of a JPEG with fill bytes as an iCCP chunk', async () => {
    const file = await tagged();
    const [chunk] = await colourTags(padded(file, [0xff, 0xff]));
    assert.equal(chunk?.type, 'iCCP');
    assert.deepEqual(inflateSync(chunk.data.subarray(5)), (await sharp(file).metadata()).icc);
  });
});
