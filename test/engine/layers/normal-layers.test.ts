import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { flatten } from '../../../ui/engine/layers/flatten';
import type { Layer } from '../../../ui/engine/layers/layer';
import { asNormalLayers } from '../../../ui/engine/layers/normal-layers';
import { deepPicture } from '../../../ui/engine/picture/deep-picture';
import { emptyPicture, type Picture } from '../../../ui/engine/picture/picture';

const SIDE = 8;

function picture(valueAt: (index: number) => number, acts: (pixel: number) => boolean = () => true): Picture {
  const made = emptyPicture(SIDE, SIDE);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    if (!acts(pixel)) continue;
    for (let channel = 0; channel < 3; channel++) made.data[4 * pixel + channel] = valueAt(3 * pixel + channel);
    made.data[4 * pixel + 3] = 255;
  }
  return made;
}

/** The same picture with 16 bits a channel. */
function deepened({ width, height, data }: Picture): Picture {
  return deepPicture(
    width,
    height,
    Uint16Array.from(data, (level) => 257 * level),
  );
}

const SOURCE = picture((index) => (37 * index) % 256);
const LAYERS: readonly Layer[] = [
  {
    role: 'heal',
    blendMode: 'normal',
    opacity: 1,
    picture: picture(
      () => 90,
      (pixel) => pixel < 9,
    ),
  },
  {
    role: 'shine',
    blendMode: 'normal',
    opacity: 0.4,
    picture: picture(
      (at) => 255 - (at % 90),
      (pixel) => pixel % 3 === 0,
    ),
  },
  {
    role: 'blend',
    blendMode: 'soft-light',
    opacity: 0.6,
    picture: picture(
      (at) => 100 + (at % 60),
      (at) => at > 4,
    ),
  },
  {
    role: 'brighten',
    blendMode: 'soft-light',
    opacity: 1,
    picture: picture(
      () => 150,
      (pixel) => pixel > 30,
    ),
  },
];

describe('asNormalLayers', () => {
  for (const [name, source, layers] of [
    ['8 bits', SOURCE, LAYERS],
    ['16 bits', deepened(SOURCE), LAYERS.map((layer) => ({ ...layer, picture: deepened(layer.picture) }))],
  ] as const) {
    test(`gives normal layers that flatten to the same picture of ${name}`, () => {
      const normal = asNormalLayers(source, layers);
      assert.deepEqual(
        normal.map(({ role, blendMode, opacity }) => [role, blendMode, opacity]),
        LAYERS.map(({ role }) => [role, 'normal', 1]),
      );
      assert.deepEqual(flatten(source, normal), flatten(source, layers));
      for (const [index, { picture: after }] of normal.entries()) {
        const before = layers[index]!.picture;
        for (let at = 3; at < after.data.length; at += 4) assert.equal(after.data[at], before.data[at]);
      }
    });
  }
});
