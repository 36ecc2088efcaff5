import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mapPoint, scaling } from '../../../plugin/geometry/affine';
import { croppedTransform, imagePlacement, type ImagePlacementPaint } from '../../../plugin/geometry/image-placement';

const NODE = { width: 300, height: 170 };
const PICTURE = { width: 640, height: 480 };
const PART = { x: 96, y: 48, width: 160, height: 208 };

const PAINTS: Readonly<Record<string, ImagePlacementPaint>> = {
  fill: { scaleMode: 'FILL' },
  'fill turned by 90°': { scaleMode: 'FILL', rotation: 90 },
  'fit turned by 270°': { scaleMode: 'FIT', rotation: 270 },
  crop: {
    scaleMode: 'CROP',
    imageTransform: [
      [0.5, 0.1, 0.2],
      [-0.05, 0.6, 0.1],
    ],
  },
};

describe('croppedTransform', () => {
  for (const [name, paint] of Object.entries(PAINTS)) {
    test(`lays a part of the picture where the whole lies: ${name}`, () => {
      const imageTransform = croppedTransform(paint, NODE, PICTURE, PART)!;
      const whole = imagePlacement(paint, NODE, PICTURE)!;
      const part = imagePlacement({ scaleMode: 'CROP', imageTransform }, NODE, PART)!;
      for (const [x, y] of [
        [0, 0],
        [160, 0],
        [31, 207],
      ] as const) {
        const expected = mapPoint(whole, { x: PART.x + x, y: PART.y + y });
        const found = mapPoint(part, { x, y });
        assert.ok(Math.hypot(found.x - expected.x, found.y - expected.y) < 1e-9, `${found.x}, ${found.y}`);
      }
    });
  }

  test('gives null for a tiled paint and for a crop that flattens the picture', () => {
    assert.equal(croppedTransform({ scaleMode: 'TILE', scalingFactor: 0.5 }, NODE, PICTURE, PART), null);
    const crop: ImagePlacementPaint = { scaleMode: 'CROP', imageTransform: scaling(0, 1) };
    assert.equal(croppedTransform(crop, NODE, PICTURE, PART), null);
  });
});
