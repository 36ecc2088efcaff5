import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { emptyPicture } from '../../../ui/engine/picture/picture';
import { halve, pyramidLevel, withPyramid } from '../../../ui/engine/picture/pyramid';

describe('halve', () => {
  test('averages four pixels of every channel, rounded, and repeats an odd last column', () => {
    const data = Uint8ClampedArray.from({ length: 3 * 2 * 4 }, (_, index) => (index * 89) % 256);
    const { width, height, data: halved } = halve({ width: 3, height: 2, data });
    assert.deepEqual([width, height], [2, 1]);
    const mean = (columns: readonly number[], channel: number): number =>
      Math.floor((columns.reduce((sum, x) => sum + data[x * 4 + channel]! + data[12 + x * 4 + channel]!, 0) + 2) / 4);
    assert.deepEqual(
      [...halved],
      [
        [0, 1],
        [2, 2],
      ].flatMap((columns) => [0, 1, 2, 3].map((channel) => mean(columns, channel))),
    );
  });
});

describe('withPyramid', () => {
  test('makes each reduced level once', () => {
    const picture = withPyramid(emptyPicture(16, 12));
    assert.equal(picture.level(0), picture);
    assert.equal(picture.level(2), picture.level(2));
    assert.equal(pyramidLevel(picture, 1), picture.level(1));
  });

  test('reduces as a plain picture is reduced', () => {
    const plain = emptyPicture(13, 9);
    for (let index = 0; index < plain.data.length; index++) plain.data[index] = (index * 89) % 256;
    for (const level of [0, 1, 2, 3])
      assert.deepEqual(withPyramid(plain).level(level).data, pyramidLevel(plain, level).data);
  });

  test('returns a picture that has a pyramid as it is', () => {
    const picture = withPyramid(emptyPicture(4, 4));
    assert.equal(withPyramid(picture), picture);
  });

  test('leaves a copy of the picture without reduced levels', () => {
    const picture = withPyramid(emptyPicture(8, 8));
    assert.equal(picture.level(1).data[0], 0);
    const copy = { ...picture, data: picture.data.slice().fill(255) };
    assert.equal(pyramidLevel(copy, 1).data[0], 255);
  });
});
