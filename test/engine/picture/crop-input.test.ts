import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cropInput, cropValues } from '../../../ui/engine/picture/crop-input';
import { emptyPicture } from '../../../ui/engine/picture/picture';

describe('cropValues', () => {
  test("maps black and white to the input's range", () => {
    const picture = emptyPicture(8, 4);
    for (let y = 0; y < 4; y++) picture.data.fill(255, (y * 8 + 4) * 4, (y + 1) * 8 * 4);
    const left = cropInput(picture, { centerX: 2, centerY: 2, side: 4, angle: 0 }, 4, [-1, 1]);
    const right = cropInput(picture, { centerX: 6, centerY: 2, side: 4, angle: 0 }, 4, [-1, 1]);
    assert.deepEqual([...new Set(cropValues(left))], [-1]);
    assert.deepEqual([...new Set(cropValues(right))], [1]);
  });

  test('gives a new array in each call', () => {
    const input = cropInput(emptyPicture(4, 4), { centerX: 2, centerY: 2, side: 4, angle: 0 }, 4);
    cropValues(input).fill(9);
    assert.ok(cropValues(input).every((value) => value === 0));
  });
});
