import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Face } from '../../../../ui/engine/faces/face';
import { cropToPicture, pictureToCrop } from '../../../../ui/engine/geometry/square-crop';
import { bodyViews } from '../../../../ui/engine/heal/find/body-views';
import { findSpots } from '../../../../ui/engine/heal/find/find-spots';
import { predictSpots, type SpotMaps } from '../../../../ui/engine/heal/find/predict-spots';
import type { NetworkRunner } from '../../../../ui/engine/networks/runner';
import { emptyMatte, emptyPicture, type Matte, type Picture } from '../../../../ui/engine/picture/picture';
import { CPU_KERNELS } from '../../../../ui/engine/pipeline/pixel-kernels';
import { DEFAULT_LIMITS } from '../../../../ui/engine/api/settings';

const WIDTH = 1000;
const HEIGHT = 800;
const GRID = 384;

function face(centerX: number, angle = 0): Face {
  return {
    box: { x: centerX - 75, y: 150, width: 150, height: 200 },
    score: 1,
    landmarks: new Float32Array(936),
    angle,
    size: 200,
    crop: { centerX, centerY: 250, side: 320, angle },
  };
}

/** A matte that is skin where `bare` holds. */
function skinWhere(bare: (x: number, y: number) => boolean): Matte {
  const matte = emptyMatte(WIDTH, HEIGHT);
  for (let index = 0; index < matte.data.length; index++)
    if (bare(index % WIDTH, Math.floor(index / WIDTH))) matte.data[index] = 255;
  return matte;
}

/** A picture of one skin colour. */
function plain(): Picture {
  const picture = emptyPicture(WIDTH, HEIGHT);
  for (let index = 0; index < WIDTH * HEIGHT; index++) picture.data.set([200, 160, 140, 255], index * 4);
  return picture;
}

describe('bodyViews', () => {
  test('gives none for clothes up to the chin', () => {
    const one = face(500);
    assert.deepEqual(
      bodyViews(
        one,
        [one],
        skinWhere((x, y) => Math.abs(x - 500) < 150 && y < 405),
      ),
      [],
    );
  });

  test('gives the neck alone if only the neck is bare', () => {
    const one = face(500);
    const [neck, ...more] = bodyViews(
      one,
      [one],
      skinWhere((x, y) => y < 600 && Math.abs(x - 500) < 60),
    );
    assert.deepEqual([neck!.centerX, neck!.centerY, neck!.side, more.length].map(Math.round), [500, 538, 320, 0]);
  });

  test('gives the neck and both shoulders if all are bare', () => {
    const one = face(500);
    assert.equal(
      bodyViews(
        one,
        [one],
        skinWhere(() => true),
      ).length,
      3,
    );
  });

  test('follows the roll of the face', () => {
    const lying = face(500, Math.PI / 2);
    const [beside] = bodyViews(
      lying,
      [lying],
      skinWhere((x) => x < 300),
    );
    assert.ok(beside!.centerX < 300 && beside!.angle === lying.angle);
  });

  test('leaves out skin that the crop of another face shows', () => {
    const upper = face(500);
    const lower: Face = { ...face(500), crop: { ...face(500).crop, centerY: 560 } };
    const skin = skinWhere((x, y) => Math.abs(x - 500) < 150 && y < 700);
    assert.equal(bodyViews(upper, [upper], skin).length, 1);
    assert.equal(bodyViews(upper, [upper, lower], skin).length, 0);
  });
});

describe('predictSpots and findSpots', () => {
  test('runs on the face and its neck, keeps only very sure spots of the neck, and lets the face crop decide inside it', async () => {
    const one = face(500);
    const skin = skinWhere((x, y) => Math.abs(x - 500) < 60 && y < 650);
    /** Points in the picture and the probability of a blemish there, in the neck's view only. */
    const blemishes = [
      { x: 480, y: 520, sure: 0.99 },
      { x: 520, y: 560, sure: 0.95 },
      { x: 500, y: 395, sure: 1 },
    ];
    let runs = 0;
    const runner: NetworkRunner = {
      executionProvider: 'wasm',
      run: (_, { image }) => {
        runs++;
        assert.ok(image !== undefined && 'crop' in image);
        const { crop } = image;
        const output = new Float32Array(2 * GRID * GRID);
        if (crop.centerY !== one.crop.centerY) {
          for (const { x, y, sure } of blemishes) {
            const at = pictureToCrop(crop, x, y);
            const [column, row] = [Math.floor(at.x * GRID), Math.floor(at.y * GRID)];
            for (let dy = -2; dy <= 2; dy++)
              output.fill(sure, (row + dy) * GRID + column - 2, (row + dy) * GRID + column + 3);
          }
        }
        return Promise.resolve({ spots: output });
      },
      release: () => Promise.resolve(),
    };
    const maps = await predictSpots(plain(), one, [one], skin, runner);
    assert.deepEqual([runs, maps.map(({ view }) => view)], [2, ['face', 'body']]);
    const { spots } = await findSpots(plain(), maps, skin, 'all', DEFAULT_LIMITS, CPU_KERNELS);
    assert.deepEqual(
      spots.map(({ report: { x, y } }) => [Math.round(x), Math.round(y)]),
      [[480, 520]],
    );
    const [spot] = spots;
    const middle = cropToPicture(
      spot!.crop,
      (spot!.hole.left + spot!.hole.width / 2) / GRID,
      (spot!.hole.top + spot!.hole.height / 2) / GRID,
    );
    assert.ok(Math.hypot(middle.x - 480, middle.y - 520) < 2, 'the hole lies on the spot');
    const onFace: SpotMaps[] = maps.map((map) => ({ ...map, view: 'face' }));
    assert.equal((await findSpots(plain(), onFace, skin, 'all', DEFAULT_LIMITS, CPU_KERNELS)).spots.length, 3);
  });
});
