import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { borrowGrain } from '../../../../ui/engine/heal/fill/borrow-grain';
import { normalNoise } from '../../../../ui/engine/heal/fill/noise';
import { emptyMatte, emptyPicture, type Matte, type Picture } from '../../../../ui/engine/picture/picture';

const SIZE = 240;
const HOLE = { x: 100, y: 100, width: 40, height: 40 };
const SKIN = [190, 150, 130];

const inHole = (x: number, y: number): boolean => Math.hypot(x - 119.5, y - 119.5) < 20;

function holes(): Matte {
  const matte = emptyMatte(SIZE, SIZE);
  for (let index = 0; index < SIZE * SIZE; index++)
    if (inHole(index % SIZE, Math.floor(index / SIZE))) matte.data[index] = 255;
  return matte;
}

/** Skin with grain of 5 levels, and `within` times that in the hole. */
function skin(within: number): Picture {
  const picture = emptyPicture(SIZE, SIZE);
  const noise = normalNoise(SIZE * SIZE, 3);
  for (let index = 0; index < SIZE * SIZE; index++) {
    const grain = 5 * noise[index]! * (inHole(index % SIZE, Math.floor(index / SIZE)) ? within : 1);
    picture.data.set([...SKIN.map((level) => level + grain), 255], index * 4);
  }
  return picture;
}

/** Mean and deviation of green, in levels, where `where` holds. */
function statistics({ data }: Picture, where: (x: number, y: number) => boolean): { mean: number; deviation: number } {
  const values: number[] = [];
  for (let index = 0; index < SIZE * SIZE; index++)
    if (where(index % SIZE, Math.floor(index / SIZE))) values.push(data[index * 4 + 1]!);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
}

const middle = (x: number, y: number): boolean => Math.hypot(x - 119.5, y - 119.5) < 14;

describe('borrowGrain', () => {
  test('gives a smooth hole the grain of the skin beside it, keeps its tone, and changes nothing else', () => {
    const picture = skin(0.2);
    const before = picture.data.slice();
    borrowGrain(picture, holes(), HOLE);
    const { mean, deviation } = statistics(picture, middle);
    assert.ok(deviation > 4 && deviation < 6, `deviation ${deviation}`);
    assert.ok(Math.abs(mean - SKIN[1]!) < 1, `mean ${mean}`);
    for (let index = 0; index < SIZE * SIZE; index++) {
      const pixel = picture.data.subarray(index * 4, index * 4 + 4);
      if (inHole(index % SIZE, Math.floor(index / SIZE))) assert.equal(pixel[3], 255);
      else assert.deepEqual(pixel, before.subarray(index * 4, index * 4 + 4));
    }
  });

  test('leaves a hole whose grain is strong enough', () => {
    const picture = skin(1.1);
    const before = picture.data.slice();
    borrowGrain(picture, holes(), HOLE);
    assert.deepEqual(picture.data, before);
  });

  test('takes no grain from other holes or from other colours', () => {
    const others = holes();
    for (let index = 0; index < SIZE * SIZE; index++) others.data[index] = 255;
    const walled = skin(0.2);
    for (let index = 0; index < SIZE * SIZE; index++)
      if (!inHole(index % SIZE, Math.floor(index / SIZE))) walled.data.set([90, 120, 160], index * 4);
    const cases: [Picture, Matte][] = [
      [skin(0.2), others],
      [walled, holes()],
    ];
    for (const [picture, matte] of cases) {
      const before = picture.data.slice();
      borrowGrain(picture, matte, HOLE);
      assert.deepEqual(picture.data, before);
    }
  });

  test('takes no crease from beside the hole', () => {
    const picture = skin(0.2);
    for (let index = 0; index < SIZE * SIZE; index++) {
      const x = index % SIZE;
      const y = Math.floor(index / SIZE);
      const calm = x < 100;
      if (y % 26 < 3 && !calm && !inHole(x, y))
        picture.data.set(
          SKIN.map((level) => level - 50),
          index * 4,
        );
    }
    borrowGrain(picture, holes(), HOLE);
    const { deviation } = statistics(picture, middle);
    assert.ok(deviation > 2, `deviation ${deviation}, from the side without creases`);
    for (let index = 0; index < SIZE * SIZE; index++) {
      if (middle(index % SIZE, Math.floor(index / SIZE))) assert.ok(picture.data[index * 4 + 1]! > SKIN[1]! - 25);
    }
  });
});
