import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decode } from 'fast-png';
import { strFromU8, unzipSync, type Unzipped } from 'fflate';
import { LayeredFileTooLarge, type LayeredPicture } from '../../../../ui/engine/codec/layered/layered-picture';
import { srgbProfile } from '../../../../ui/engine/codec/matrix-profile';
import { writeOra } from '../../../../ui/engine/codec/ora/write-ora';
import { writeZip } from '../../../../ui/engine/codec/ora/zip';
import { examplePicture, mergedSamples } from '../layered/example-pictures';
import { displayP3 } from '../layered/rgb-profiles';

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

const entriesOf = async (picture: LayeredPicture): Promise<Unzipped> => unzipSync(await bytesOf(writeOra(picture)));

describe('an OpenRaster file', () => {
  test('starts with its type, stored', async () => {
    const bytes = await bytesOf(writeOra(examplePicture(8).picture));
    assert.equal(bytes.toString('latin1', 30, 54), 'mimetypeimage/openraster');
  });

  // Promise: L1
  test('has the layers in a group that is not isolated, topmost first', async () => {
    const { picture } = examplePicture(8);
    const entries = await entriesOf({ ...picture, groupName: 'a "b" & <c>\u0001' });
    const xml = strFromU8(entries['stack.xml']!);
    assert.match(xml, /<stack name="a &#34;b&#34; &#38; &#60;c&#62;" isolation="auto"/);
    const layers = [...xml.matchAll(/<layer name="(.*?)" src="(.*?)" composite-op="(.*?)" opacity="(.*?)" (.*?)\/>/g)];
    assert.deepEqual(
      layers.map(([, ...values]) => values),
      [
        ['Éclat 肌 🌿', 'data/layer4.png', 'svg:src-over', '1.000000', 'visibility="hidden" x="0" y="0"'],
        ['Brighten', 'data/layer3.png', 'svg:soft-light', '0.400000', 'visibility="visible" x="150" y="100"'],
        ['Blend', 'data/layer2.png', 'svg:soft-light', '0.600000', 'visibility="visible" x="0" y="40"'],
        ['Heal', 'data/layer1.png', 'svg:src-over', '1.000000', 'visibility="visible" x="50" y="60"'],
        ['Background', 'data/background.png', 'svg:src-over', '1.000000', 'visibility="visible" x="0" y="0"'],
      ],
    );
  });

  for (const depth of [8, 16] as const)
    // Promise: L1
    test(`keeps every sample, ${depth} bit`, async () => {
      const { picture, rasters, background } = examplePicture(depth);
      const entries = await entriesOf(picture);
      const opaque = decode(entries['data/background.png']!);
      assert.deepEqual([opaque.depth, opaque.channels], [depth, 3]);
      assert.deepEqual(
        [...opaque.data],
        [...background.data].filter((_, index) => index % 4 !== 3),
      );
      assert.deepEqual([...decode(entries['data/layer2.png']!).data], [...rasters[1]!.data]);
      const merged = decode(entries['mergedimage.png']!);
      const scale = depth === 8 ? 257 : 1;
      assert.deepEqual(
        Array.from(merged.data, (value) => value * scale),
        [...mergedSamples(picture)].filter((_, index) => index % 4 !== 3),
      );
      // The mask of the third layer rises by one level a pixel from the left.
      const masked = decode(entries['data/layer3.png']!);
      assert.deepEqual([masked.data[3], masked.data[4 * 59 + 3]], depth === 8 ? [150, 209] : [150 * 257, 209 * 257]);
    });

  test('keeps the transparency, and shows the whole in a thumbnail', async () => {
    const { picture } = examplePicture(8, true);
    const entries = await entriesOf(picture);
    const merged = mergedSamples(picture);
    const thumbnail = decode(entries['Thumbnails/thumbnail.png']!);
    assert.deepEqual([thumbnail.width, thumbnail.height, thumbnail.channels], [256, 256, 4]);
    assert.deepEqual(
      [...thumbnail.data],
      Array.from(merged, (value) => value / 257),
    );
    assert.equal(decode(entries['mergedimage.png']!).channels, 4);
  });

  test('carries profile and XMP of the photo', async () => {
    const profile = displayP3();
    const xmp = new TextEncoder().encode('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');
    const facts = { profile, xmp, pixelsPerInch: 300 };
    const entries = await entriesOf({ ...examplePicture(8).picture, facts });
    assert.deepEqual(decode(entries['data/layer1.png']!).iccEmbeddedProfile?.profile, profile);
    assert.ok(Buffer.from(entries['mergedimage.png']!).includes(Buffer.from(xmp)));
    assert.match(strFromU8(entries['stack.xml']!), /xres="300" yres="300"/);
  });

  test('names sRGB in every picture where the photo has no profile', async () => {
    // Krita takes 16 bits without a profile for linear light.
    const entries = await entriesOf(examplePicture(16).picture);
    const pictures = Object.keys(entries).filter((name) => name.endsWith('.png'));
    assert.equal(pictures.length, 7);
    for (const name of pictures)
      assert.deepEqual(decode(entries[name]!).iccEmbeddedProfile?.profile, srgbProfile(), name);
  });
});

describe('writeZip', () => {
  test('stops as soon as the archive is too large', async () => {
    const entry = { name: 'a', chunks: [new Uint8Array(10), new Uint8Array(10)] };
    const limit = (bytes: number): void => {
      if (bytes > 15) throw new LayeredFileTooLarge({ format: 'OpenRaster', side: 1, bytes: 15 });
    };
    await assert.rejects(bytesOf(writeZip([entry], limit)), LayeredFileTooLarge);
  });
});
