import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { writeLayeredTiff } from '../../../../ui/engine/codec/layered-tiff/write-layered-tiff';
import type { LayeredPicture } from '../../../../ui/engine/codec/layered/layered-picture';
import { temporaryFolder } from '../../../cli/temporary-folder';
import { compositeLayers, mergedPicture, NO_IMAGEMAGICK } from '../../../judges/imagemagick';
import { examplePicture, exactStack, levelsApart, mergedSamples } from '../layered/example-pictures';
import { displayP3 } from '../layered/rgb-profiles';

const folder = temporaryFolder();

function fileOf(picture: LayeredPicture, name: string): string {
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat([...writeLayeredTiff(picture)]));
  return file;
}

describe('the layers of a layered TIFF', () => {
  for (const depth of [8, 16] as const)
    // Promise: L1
    test(`composite in ImageMagick to the exact stack, ${depth} bit`, { skip: NO_IMAGEMAGICK }, () => {
      const example = examplePicture(depth);
      const apart = levelsApart(compositeLayers(fileOf(example.picture, `stack-${depth}.tif`)), exactStack(example));
      assert.ok(apart <= 0.01, `${apart} levels`);
    });
});

describe('the flat picture of a layered TIFF', () => {
  for (const depth of [8, 16] as const)
    for (const transparent of [false, true])
      // Promise: L1
      test(
        `is what the layers give, ${depth} bit${transparent ? ', transparent' : ''}`,
        { skip: NO_IMAGEMAGICK },
        () => {
          const { picture } = examplePicture(depth, transparent);
          const file = fileOf(picture, `flat-${depth}-${transparent}.tif`);
          assert.deepEqual(mergedPicture(file), mergedSamples(picture));
        },
      );

  test('carries profile, XMP and resolution of the photo', async () => {
    const profile = displayP3();
    const xmp = new TextEncoder().encode('<x:xmpmeta xmlns:x="adobe:ns:meta/">é</x:xmpmeta>');
    const picture = { ...examplePicture(8).picture, facts: { profile, xmp, pixelsPerInch: 300 } };
    const file = fileOf(picture, 'facts.tif');
    const facts = await sharp(file).metadata();
    assert.equal(facts.density, 300);
    assert.deepEqual(new Uint8Array(facts.icc!), profile);
    assert.deepEqual(new Uint8Array(facts.xmp!), xmp);
  });
});
