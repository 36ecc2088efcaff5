import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cropToPicture, type SquareCrop } from '../../../ui/engine/geometry/square-crop';
import { emptyPicture, type Picture } from '../../../ui/engine/picture/picture';
import { sampleCrop } from '../../../ui/engine/picture/sample-crop';

const TILTED: SquareCrop = { centerX: 60, centerY: 40, side: 50, angle: 0.7 };

/** A picture whose red value is the column and whose green value is the row. */
function ramp(width: number, height: number): Picture {
  const picture = emptyPicture(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) picture.data.set([x, y, 128, 255], (y * width + x) * 4);
  }
  return picture;
}

describe('sampleCrop', () => {
  test("copies the pixels of an aligned crop at the picture's own scale", () => {
    const picture = ramp(40, 40);
    const view = sampleCrop(picture, { centerX: 20, centerY: 20, side: 16, angle: 0 }, 16);
    for (let row = 0; row < 16; row++) {
      for (let column = 0; column < 16; column++)
        assert.ok(Math.abs(view[row * 16 + column]! * 255 - (12 + column)) < 1e-3);
    }
  });

  test('samples turned, reduced and overhanging crops at the right positions', () => {
    const picture = ramp(120, 90);
    for (const [crop, size] of [
      [TILTED, 50],
      [TILTED, 20],
      [{ ...TILTED, centerX: 5, side: 80 }, 32],
    ] as const) {
      const view = sampleCrop(picture, crop, size);
      for (const [row, column] of [
        [2, 3],
        [10, 15],
        [size - 3, size - 4],
      ] as const) {
        const at = cropToPicture(crop, (column + 0.5) / size, (row + 0.5) / size);
        const expected = Math.min(119, Math.max(0, at.x - 0.5));
        assert.ok(
          Math.abs(view[row * size + column]! * 255 - expected) < 2,
          `side ${crop.side} → ${size} at ${row},${column}`,
        );
      }
    }
  });

  test('averages stripes that are finer than the grid to grey', () => {
    const stripes = emptyPicture(512, 512);
    for (let index = 0; index < 512 * 512; index++)
      stripes.data.fill(index % 2 === 0 ? 0 : 255, index * 4, index * 4 + 3);
    const view = sampleCrop(stripes, { centerX: 256, centerY: 256, side: 512, angle: 0 }, 100);
    assert.ok(view.every((value) => Math.abs(value - 0.5) < 0.01));
  });

  test('reads the present pixels of a picture that has changed since the last call', () => {
    const picture = ramp(64, 64);
    const crop: SquareCrop = { centerX: 32, centerY: 32, side: 64, angle: 0 };
    assert.notEqual(sampleCrop(picture, crop, 8)[0], 1);
    picture.data.fill(255);
    assert.equal(sampleCrop(picture, crop, 8)[0], 1);
  });
});
