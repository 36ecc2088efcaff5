import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Samples } from '../../../ui/engine/codec/layered/layered-picture';
import { LAYERED_FILES, layeredPicture, type RetouchLayer } from '../../../ui/engine/layered-files/layered-files';
import { readWithAgPsd } from '../../judges/ag-psd';

const SIDE = 8;
const raster = { width: SIDE, height: SIDE, data: new Uint8ClampedArray(4 * SIDE * SIDE).fill(255) as Samples };

function layer(role: string, blendMode: RetouchLayer['blendMode']): RetouchLayer {
  return { role, blendMode, opacity: 1, raster, x: 0, y: 0 };
}

async function clippingOf(layers: readonly RetouchLayer[]): Promise<unknown> {
  const facts = { profile: null, xmp: null, pixelsPerInch: null };
  const chunks: Uint8Array[] = [];
  for await (const chunk of LAYERED_FILES.psd.write(layeredPicture({ name: 'a', photo: raster, layers, facts })))
    chunks.push(chunk.slice());
  const group = readWithAgPsd(Buffer.concat(chunks)).children![1]!;
  return group.children!.map(({ name, clipping }) => [name, clipping === true]);
}

describe('layeredPicture', () => {
  // Promise: S3
  test('clips the other layers to Shape, so that they are hidden with it', async () => {
    assert.deepEqual(
      await clippingOf([layer('shape', 'normal'), layer('heal', 'normal'), layer('blend', 'soft-light')]),
      [
        ['Shape', false],
        ['Heal', true],
        ['Blend', true],
      ],
    );
  });

  test('clips nothing without Shape', async () => {
    assert.deepEqual(await clippingOf([layer('heal', 'normal'), layer('blend', 'soft-light')]), [
      ['Heal', false],
      ['Blend', false],
    ]);
  });
});
