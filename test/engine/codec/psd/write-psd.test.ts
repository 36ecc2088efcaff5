import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Layer as AgLayer } from 'ag-psd';
import { LayeredFileTooLarge, type LayeredPicture } from '../../../../ui/engine/codec/layered/layered-picture';
import { rasterRows } from '../../../../ui/engine/codec/layered/sample-rows';
import { srgbProfile } from '../../../../ui/engine/codec/matrix-profile';
import { writePsd } from '../../../../ui/engine/codec/psd/write-psd';
import { temporaryFolder } from '../../../cli/temporary-folder';
import { readWithAgPsd } from '../../../judges/ag-psd';
import { compositeLayers, mergedPicture, NO_IMAGEMAGICK, runImageMagick } from '../../../judges/imagemagick';
import { drawRaster, examplePicture, exactStack, levelsApart, mergedSamples } from '../layered/example-pictures';
import { displayP3 } from '../layered/rgb-profiles';

const folder = temporaryFolder();
const bytesOf = (picture: LayeredPicture): Buffer => Buffer.concat([...writePsd(picture)]);

function fileOf(picture: LayeredPicture, name: string): string {
  const file = join(folder, name);
  writeFileSync(file, bytesOf(picture));
  return file;
}

const group = (file: Uint8Array): AgLayer => readWithAgPsd(file).children![1]!;

describe('the layers of a PSD', () => {
  for (const depth of [8, 16] as const)
    // Promise: L1
    test(`composite in ImageMagick to the exact stack, ${depth} bit`, { skip: NO_IMAGEMAGICK }, () => {
      const example = examplePicture(depth);
      const samples = compositeLayers(fileOf(example.picture, `stack-${depth}.psd`));
      const apart = levelsApart(samples, exactStack(example));
      assert.ok(apart <= 0.01, `${apart} levels`);
    });

  test('lie in a pass-through group above the background, with names, modes, opacities, masks and ids', () => {
    const psd = readWithAgPsd(bytesOf(examplePicture(8).picture));
    const [background, retouch] = psd.children!;
    assert.deepEqual(
      [background!.name, background!.nameSource, background!.transparencyProtected, psd.children!.length],
      ['Background', 'bgnd', true, 2],
    );
    assert.deepEqual([retouch!.name, retouch!.blendMode, retouch!.opened], ['Retouch · 肖像 🌸', 'pass through', true]);
    const facts = retouch!.children!.map(({ name, blendMode, opacity, hidden, left, top, right, bottom, mask }) => [
      name,
      blendMode,
      Math.round(opacity! * 255),
      hidden,
      [left, top, right, bottom],
      mask === undefined ? null : [mask.left, mask.top, mask.right, mask.bottom],
    ]);
    assert.deepEqual(facts, [
      ['Heal', 'normal', 255, false, [50, 60, 151, 137], null],
      ['Blend', 'soft light', 153, false, [0, 40, 256, 240], [0, 0, 256, 256]],
      ['Brighten', 'soft light', 102, false, [150, 100, 210, 190], [0, 0, 256, 256]],
      ['Éclat 肌 🌿', 'normal', 255, true, [0, 0, 256, 256], null],
    ]);
    const ids = [background, retouch, ...retouch!.children!].map((layer) => layer!.id);
    assert.equal(new Set(ids).size, 6, `${ids.join()}`);
  });

  // Ag-psd reads 16 bits in rows without packing only, so ImageMagick alone judges those.
  test('keep their samples and masks to the bit', () => {
    const { picture, rasters } = examplePicture(8);
    const layers = group(bytesOf(picture)).children!;
    for (const [index, { data }] of rasters.entries())
      assert.deepEqual([...layers[index]!.imageData!.data], [...data], layers[index]!.name);
    assert.ok(layers[1]!.mask!.imageData!.data.every((value) => value === 255));
    const slope = layers[2]!.mask!.imageData!;
    assert.deepEqual([slope.data[4 * 7], slope.data[4 * 200]], [7, 200]);
  });

  test('keep long and odd names, for old readers in ASCII', () => {
    const { picture } = examplePicture(8);
    const groupName = `${'é'.repeat(300)}\n</x>`;
    const file = bytesOf({ ...picture, groupName });
    assert.equal(group(file).name, groupName);
    assert.ok(file.includes('?'.repeat(255)));
  });
});

describe('the merged picture of a PSD', () => {
  for (const depth of [8, 16] as const)
    // Promise: L1
    test(`is what the layers give, ${depth} bit`, { skip: NO_IMAGEMAGICK }, () => {
      const { picture } = examplePicture(depth);
      const file = fileOf(picture, `merged-${depth}.psd`);
      assert.deepEqual(mergedPicture(file), mergedSamples(picture));
      // A viewer of 8 bits rounds once; the merged picture is rounded after each of three layers.
      const step = depth === 8 ? 257 : 1;
      const composite = Float64Array.from(compositeLayers(file), (value) => (Math.round(value / step) * step) / 65535);
      assert.ok(levelsApart(mergedPicture(file), composite) <= (depth === 8 ? 1.001 : 0.01));
    });

  test('keeps the transparency of the photo', { skip: NO_IMAGEMAGICK }, () => {
    const { picture } = examplePicture(8, true);
    const file = fileOf(picture, 'transparent.psd');
    const alpha = (samples: Uint16Array): Uint16Array => samples.filter((_, index) => index % 4 === 3);
    assert.deepEqual(alpha(mergedPicture(file)), alpha(mergedSamples(picture)));
    assert.deepEqual(alpha(compositeLayers(file)), alpha(mergedSamples(picture)));
    const { children } = readWithAgPsd(bytesOf(picture));
    assert.equal(children![0]!.transparencyProtected, false);
  });
});

describe('the facts of a PSD', () => {
  test('are profile, XMP and resolution of the photo', { skip: NO_IMAGEMAGICK }, () => {
    const profile = displayP3();
    const xmp = new TextEncoder().encode('<x:xmpmeta xmlns:x="adobe:ns:meta/">é</x:xmpmeta>');
    const picture = { ...examplePicture(8).picture, facts: { profile, xmp, pixelsPerInch: 300 } };
    const file = fileOf(picture, 'facts.psd');
    assert.deepEqual(new Uint8Array(runImageMagick([`${file}[0]`, 'icc:-'])), profile);
    const { imageResources } = readWithAgPsd(bytesOf(picture));
    assert.equal(imageResources!.xmpMetadata, new TextDecoder().decode(xmp));
    assert.equal(imageResources!.resolutionInfo!.horizontalResolution, 300);
    assert.equal(imageResources!.versionInfo!.hasRealMergedData, true);
  });

  test('hold EXIF and IPTC', () => {
    const [exif, iptc] = [Buffer.from('MM\0*exif'), Buffer.from('\x1c\x02\x78\0\x01a', 'latin1')];
    const facts = { profile: null, xmp: null, pixelsPerInch: null, exif, iptc };
    const file = bytesOf({ ...examplePicture(8).picture, facts });
    const resource = (id: number, data: Buffer): Buffer =>
      Buffer.concat([Buffer.from('8BIM'), Buffer.from([id >> 8, id & 255, 0, 0, 0, 0, 0, data.length]), data]);
    assert.ok(file.includes(resource(1058, exif)) && file.includes(resource(1028, iptc)));
    assert.equal(readWithAgPsd(file).imageResources!.versionInfo!.hasRealMergedData, true);
  });

  test('name sRGB where the photo has no profile', { skip: NO_IMAGEMAGICK }, () => {
    const file = fileOf(examplePicture(16).picture, 'srgb.psd');
    assert.deepEqual(new Uint8Array(runImageMagick([`${file}[0]`, 'icc:-'])), srgbProfile());
  });
});

describe('the limits of a PSD', () => {
  const wide = (width: number): LayeredPicture => ({
    ...examplePicture(8).picture,
    background: rasterRows(drawRaster(width, 2, 8, (x, y) => [(x % 256) / 255, y, ((x * 3) % 251) / 255, 1])),
    layers: [],
  });

  test('are 30,000 pixels a side', () => {
    const picture = wide(30_000);
    const { imageData } = readWithAgPsd(bytesOf(picture));
    assert.deepEqual([imageData!.width, imageData!.height], [30_000, 2]);
    assert.deepEqual([...imageData!.data.subarray(30_000 * 4)], [...picture.background.row(1)]);
  });

  test('are checked before anything is written', () => {
    assert.throws(() => writePsd(wide(30_001)).next(), LayeredFileTooLarge);
  });
});
