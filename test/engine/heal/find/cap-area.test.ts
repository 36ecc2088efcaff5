import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import { loadAssets } from '../../../../plugin/cli/load-assets';
import { capArea, MOST_HEALED } from '../../../../ui/engine/heal/find/cap-area';
import type { Spot } from '../../../../ui/engine/heal/spot';
import { holeAround } from '../../../../ui/engine/heal/hole';
import { networkInfo } from '../../../../ui/engine/networks/catalogue';
import type { NetworkRunner } from '../../../../ui/engine/networks/runner';
import { createWasmRunner } from '../../../../ui/engine/networks/wasm-runner';
import { emptyMatte, type Matte } from '../../../../ui/engine/picture/picture';
import { retouchPicture } from '../../../../ui/engine/pipeline/retouch-picture';
import { readPicture, SAMPLE } from '../../faces/sample-pictures';
import { settingsWith } from '../../../../ui/engine/api/settings';

const runner = createWasmRunner(loadAssets());
after(() => runner.release());

const GRID = 64;
const crop = { centerX: 160, centerY: 160, side: 320, angle: 0 };

/** A spot of 3 × 3 cells and a rim. */
function spotAt(column: number, row: number, score: number): Spot {
  const cells = [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => (row + y) * GRID + column + x));
  return {
    report: { x: 5 * column, y: 5 * row, radius: 10, kind: 'blemish', score },
    crop,
    gridSize: GRID,
    isLine: false,
    outlines: null,
    hole: holeAround(cells, GRID, 1),
  };
}

/** Skin in the first columns of a matte of 320 × 320 pixels. */
function skinIn(columns: number): Matte {
  const skin = emptyMatte(320, 320);
  for (let row = 0; row < 320; row++) skin.data.fill(255, row * 320, row * 320 + columns);
  return skin;
}

/** A face full of spots. */
const spots = Array.from({ length: 100 }, (_, index) =>
  spotAt(3 + 6 * (index % 10), 3 + 6 * Math.floor(index / 10), ((index * 37) % 100) / 100),
);

describe('capArea', () => {
  test('keeps all spots of a face with few', () => {
    assert.deepEqual(capArea(spots.slice(0, 5), skinIn(320)), { spots: spots.slice(0, 5), left: 0 });
  });

  test('keeps the likeliest spots of a full face, in their order, and counts the others', () => {
    const { spots: healed, left } = capArea(spots, skinIn(320));
    assert.ok(left > 0 && healed.length + left === spots.length);
    const likeliest = [...spots].sort((a, b) => b.report.score - a.report.score).slice(0, healed.length);
    assert.deepEqual(new Set(healed), new Set(likeliest));
    assert.deepEqual(
      healed,
      spots.filter((spot) => healed.includes(spot)),
    );
  });

  test('measures the skin in a crop, not the whole crop', () => {
    const healed = capArea(spots, skinIn(320)).spots.length;
    assert.ok(capArea(spots, skinIn(160)).spots.length <= Math.ceil(healed / 2));
  });

  // Promise: 22
  test('inpaints at most three tenths of the skin where the network flags most of a face, and reports the rest', async () => {
    const picture = await readPicture(sharp(SAMPLE).resize(768));
    const { shape, name } = networkInfo('blemish').outputs[0]!;
    const size = shape[3]!;
    const dense = Float32Array.from({ length: 2 * size * size }, (_, index) => {
      const cell = index % (size * size);
      return index < size * size && (cell % size) % 10 < 7 && Math.floor(cell / size) % 10 < 7 ? 0.95 : 0;
    });
    const flagging: NetworkRunner = {
      executionProvider: runner.executionProvider,
      run: (network, inputs) =>
        network === 'blemish' ? Promise.resolve({ [name]: dense }) : runner.run(network, inputs),
      release: () => runner.release(),
    };
    const outcome = await retouchPicture(
      picture,
      settingsWith({ heal: 'all', even: 0, brighten: 0 }),
      flagging,
      () => undefined,
    );
    assert.ok(outcome.state === 'retouched');
    assert.ok(
      outcome.report.spotsLeft > outcome.report.spots.length / 2,
      `${outcome.report.spotsLeft} left, ${outcome.report.spots.length} healed`,
    );
    const area = (matte: Matte): number => matte.data.reduce((sum, value) => sum + value / 255, 0);
    assert.ok(area(outcome.masks.holes!) <= MOST_HEALED * area(outcome.masks.skin));
  });
});
