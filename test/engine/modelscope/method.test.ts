// ModelScope's published numbers: resampling, crop, three-way rule, windows, feather, soft light.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { softLight } from '../../../ui/engine/layers/soft-light';
import type { NetworkRunner, Tensors } from '../../../ui/engine/networks/runner';
import { modelscopeRows, type ModelscopeMap } from '../../../ui/engine/modelscope/blend-map';
import { cropAround, detectorBox } from '../../../ui/engine/modelscope/face-crop';
import { featherAt, featherSide } from '../../../ui/engine/modelscope/feather';
import { fillWindows } from '../../../ui/engine/modelscope/fill-windows';
import { spotsOfCrop } from '../../../ui/engine/modelscope/find-spots';
import { nearestTaps, resizePlanes } from '../../../ui/engine/modelscope/resize';
import { keepPlane, removalOf } from '../../../ui/engine/modelscope/spot-map';
import { drawHoles } from '../../../ui/engine/heal/fill/hole-map';
import { emptyMatte, emptyPicture, type Matte, type Picture } from '../../../ui/engine/picture/picture';
import { FULL_VIEW } from '../../../ui/engine/blend/map-view';

/** Resizes one row. */
const resizeRow = (values: readonly number[], width: number, alignCorners: boolean): number[] => [
  ...resizePlanes(Float32Array.from(values), { width: values.length, height: 1 }, { width, height: 1 }, alignCorners),
];

describe('resizePlanes', () => {
  test('keeps both ends with aligned corners', () => {
    assert.deepEqual(resizeRow([0, 10, 20], 5, true), [0, 5, 10, 15, 20]);
  });

  test('aligns the borders of cells without aligned corners', () => {
    assert.deepEqual(resizeRow([0, 8], 4, false), [0, 2, 6, 8]);
  });

  test('does not average when it reduces', () => {
    assert.deepEqual(resizeRow([0, 9, 0, 0, 9, 0], 2, false), [9, 9]);
  });
});

describe('nearestTaps', () => {
  test('reads the cells that PyTorch reads', () => {
    assert.deepEqual([...nearestTaps(4, 6)], [0, 0, 1, 2, 2, 3]);
    assert.deepEqual([...nearestTaps(6, 4)], [0, 1, 3, 4]);
  });
});

describe('cropAround', () => {
  test('has 1.5 times the side of the box, in whole pixels, clipped to the picture', () => {
    assert.deepEqual(cropAround({ x: 100, y: 120, width: 41, height: 60 }, 640, 480), {
      x: 75,
      y: 105,
      width: 90,
      height: 90,
    });
    assert.deepEqual(cropAround({ x: -10, y: 120, width: 60, height: 60 }, 640, 480), {
      x: 0,
      y: 105,
      width: 65,
      height: 90,
    });
    assert.deepEqual(cropAround({ x: 600, y: 450, width: 60, height: 60 }, 640, 480), {
      x: 585,
      y: 435,
      width: 55,
      height: 45,
    });
  });
});

describe('detectorBox', () => {
  test('is 1.72 / 1.5 of the landmarks, and higher', () => {
    const box = detectorBox({ landmarks: Float32Array.of(100, 100, 200, 100, 200, 250, 100, 250) });
    assert.deepEqual(box, { x: 64, y: 81, width: 172, height: 172 });
  });
});

describe('removalOf', () => {
  test('removes a pixel completely from 0.5, in part from 0.35, and not below', () => {
    assert.deepEqual(
      [0, 0.349, 0.36, 0.499, 0.5, 1].map((p) => removalOf(p)),
      [0, 0, 0.36, 0.499, 1, 1],
    );
  });

  test('moves both thresholds', () => {
    assert.ok(removalOf(0.3, 1) > 0 && removalOf(0.6, -1) < 1);
  });
});

describe('keepPlane', () => {
  test('holds the share of each pixel that stays', () => {
    const probabilities = new Float32Array(768 * 768);
    probabilities[0] = 0.9;
    probabilities[767] = 0.4;
    const keep = keepPlane(probabilities, { width: 768, height: 768 });
    assert.equal(keep[0], 0);
    assert.ok(Math.abs(keep[767]! - 0.6) < 1e-6);
    assert.equal(keep[1], 1);
  });
});

/** A runner that fills every window with one colour, and records its inputs. */
function oneColour(value: number): { readonly runner: NetworkRunner; readonly windows: Tensors[] } {
  const windows: Tensors[] = [];
  const run = (name: string, inputs: Tensors): Promise<Tensors> => {
    assert.equal(name, 'modelscope-inpainting');
    windows.push(inputs);
    return Promise.resolve({ filled: new Float32Array(3 * 576 * 576).fill(value) });
  };
  return { windows, runner: { executionProvider: 'wasm', run, release: () => Promise.resolve() } };
}

describe('fillWindows', () => {
  const size = { width: 700, height: 600 };
  const planes = Float32Array.from({ length: 3 * 700 * 600 }, (_, index) => Math.sin(index) * 0.9);
  const noHole = new Float32Array(700 * 600).fill(1);
  /** A pixel to replace, and one to replace in part. */
  const [gone, half] = [550 * 700 + 650, 10 * 700 + 20];
  const keep = noHole.slice();
  keep[gone] = 0;
  keep[half] = 0.6;

  test('runs no network without a hole', async () => {
    const { windows, runner } = oneColour(0.25);
    assert.deepEqual(await fillWindows(planes, noHole, size, runner, () => undefined), planes);
    assert.equal(windows.length, 0);
  });

  test('runs only windows with a hole in their middle', async () => {
    const { windows, runner } = oneColour(0.25);
    await fillWindows(planes, keep, size, runner, () => undefined);
    assert.equal(windows.length, 2, 'two of four windows');
  });

  test('mixes the fill by the hole, and keeps other pixels to the bit', async () => {
    const filled = await fillWindows(planes, keep, size, oneColour(0.25).runner, () => undefined);
    for (const [index, value] of filled.entries()) {
      const pixel = index % (700 * 600);
      if (pixel === gone) assert.equal(value, 0.25);
      else if (pixel === half) assert.ok(Math.abs(value - (0.6 * planes[index]! + 0.4 * 0.25)) < 1e-6);
      else assert.equal(value, planes[index]);
    }
  });

  test('gives the network the crop times keep, with a hole beyond the crop', async () => {
    const { windows, runner } = oneColour(0.25);
    await fillWindows(planes, keep, size, runner, () => undefined);
    // The first window starts 32 pixels outside the crop. The second starts 480 pixels inside and ends beyond the crop.
    const [first, last] = [windows[0]!, windows[1]!];
    const at = (x: number, y: number): number => y * 576 + x;
    assert.deepEqual(
      [first['keep']![at(31, 40)], first['keep']![at(32, 32)], first['image']![at(32, 32)]],
      [0, 1, planes[0]],
    );
    assert.ok(Math.abs(first['image']![at(52, 42)]! - 0.6 * planes[half]!) < 1e-6);
    assert.equal(first['image']![at(575, 575)], planes[543 * 700 + 543]);
    assert.deepEqual(
      [last['keep']![at(219, 119)], last['keep']![at(220, 119)], last['keep']![at(219, 120)]],
      [1, 0, 0],
    );
    assert.equal(last['image']![at(650 - 480, 550 - 480)], 0);
  });
});

describe('featherAt', () => {
  const side = featherSide(500);
  const inside = 250;
  const along = (x: number): number => featherAt(side, x, side, inside);

  test('rises over a 25th of the crop, from 0 at the first cell, and falls to 0.05 at the last', () => {
    for (const [x, value] of [
      [0, 0],
      [1, 0.05],
      [10, 0.5],
      [20, 1],
      [250, 1],
      [480, 1],
      [481, 0.95],
      [499, 0.05],
    ] as const) {
      assert.ok(Math.abs(along(x) - value) < 1e-6, `${x}: ${along(x)}`);
    }
  });

  test('is the smaller of row and column', () => {
    assert.equal(featherAt(side, 5, side, 2), along(2));
    assert.equal(featherAt(side, 2, side, 5), along(2));
  });
});

function flatMap(left: number, value: number): ModelscopeMap {
  return { box: { x: left, y: 0, width: 100, height: 100 }, map: new Float32Array(3 * 512 * 512).fill(value) };
}

function flatPicture(width: number, height: number, level: number): Picture {
  const picture = emptyPicture(width, height);
  picture.data.fill(level);
  return picture;
}

function allSkin(width: number, height: number): Matte {
  const skin = emptyMatte(width, height);
  skin.data.fill(255);
  return skin;
}

describe('modelscopeRows', () => {
  test("give in W3C's soft light the result of Pegtop's formula at every level", () => {
    const skin = allSkin(100, 100);
    for (const map of [0.3, 0.45, 0.6, 0.72]) {
      for (let level = 1; level < 255; level += 6) {
        const row = modelscopeRows([flatMap(0, map)], flatPicture(100, 100, level), skin, FULL_VIEW).row(50)!.values;
        const base = level / 255;
        const wanted = (1 - 2 * map) * base * base + 2 * map * base;
        assert.ok(Math.abs(255 * (softLight(base, 0.5 + row[150]!) - wanted)) < 0.01, `level ${level}, map ${map}`);
      }
    }
  });

  const [a, b] = [flatMap(0, 0.3), flatMap(80, 0.4)];
  const readRow = (maps: ModelscopeMap[], skin = allSkin(180, 100)): number[] => [
    ...modelscopeRows(maps, flatPicture(180, 100, 120), skin, FULL_VIEW).row(50)!.values,
  ];

  test('do not depend on the order of maps', () => {
    const both = readRow([a, b]);
    for (const [index, value] of readRow([b, a]).entries()) assert.ok(Math.abs(both[index]! - value) < 1e-6);
  });

  test('average maps where they overlap', () => {
    const both = readRow([a, b]);
    assert.ok(Math.abs(both[40 * 3]! + 0.2) < 1e-6 && Math.abs(both[140 * 3]! + 0.1) < 1e-6);
    assert.ok(both[90 * 3]! < -0.1 && both[90 * 3]! > -0.2, 'between the two where they overlap');
  });

  test('weight a single map by its feather', () => {
    const columns = featherSide(100);
    assert.ok(Math.abs(readRow([a])[2 * 3]! + 0.2 * featherAt(columns, 2, columns, 50)) < 1e-6);
  });

  test('make only the parts of the change that are asked for', () => {
    const picture = flatPicture(100, 100, 120);
    const colourOnly = { hue: 1, saturation: 1, light: 0 };
    for (const value of modelscopeRows([flatMap(0, 0.3)], picture, allSkin(100, 100), FULL_VIEW, colourOnly).row(50)!
      .values)
      assert.ok(Math.abs(value) < 1e-6, `grey has light alone: ${value}`);
  });

  test('are neutral where there is no skin', () => {
    const skin = allSkin(180, 100);
    skin.data.fill(0, 50 * 180, 51 * 180);
    assert.deepEqual([...new Set(readRow([a, b], skin))], [0]);
  });
});

describe('spotsOfCrop', () => {
  const crop = { x: 30, y: 20, width: 384, height: 192 };
  const probabilities = new Float32Array(768 * 768);
  for (let y = 100; y < 120; y++) for (let x = 200; x < 208; x++) probabilities[y * 768 + x] = x < 204 ? 0.9 : 0.4;
  for (let y = 400; y < 408; y++) for (let x = 600; x < 640; x++) probabilities[y * 768 + x] = 0.45;
  const spots = spotsOfCrop(crop, probabilities, 0, () => true);

  test('makes each connected region a spot', () => {
    assert.equal(spots.length, 2);
    assert.deepEqual([spots[0]!.report.x, spots[0]!.report.y], [30 + 102, 20 + 27.5]);
  });

  test('leaves out a region without a wanted pixel', () => {
    assert.equal(spotsOfCrop(crop, probabilities, 0, (x) => x < 200).length, 1);
  });

  test('gives holes that remove what the three-way rule removes', () => {
    const { matte } = drawHoles(spots, allSkin(460, 240));
    const keep = keepPlane(probabilities, crop);
    for (let y = 0; y < 240; y++) {
      for (let x = 0; x < 460; x++) {
        const inside = x >= 30 && x < 414 && y >= 20 && y < 212;
        const removal = inside ? 1 - keep[(y - 20) * 384 + x - 30]! : 0;
        assert.equal(matte.data[y * 460 + x], Math.round(255 * removal), `${x}, ${y}`);
      }
    }
  });
});
