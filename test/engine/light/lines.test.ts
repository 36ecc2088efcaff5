import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Face } from '../../../ui/engine/faces/face';
import { LINE_ZONES } from '../../../ui/engine/faces/line-zones';
import { lightLayer } from '../../../ui/engine/layers/light-layer';
import { linesField } from '../../../ui/engine/light/lines-field';
import type { Picture } from '../../../ui/engine/picture/picture';
import { amplitude, DARK, drawnFace, drawnPicture, drawTool, LIGHT, SIDE, wave, type Drawn } from './drawn-skin';

const MIDDLE = SIDE / 2;
/** Half width of a line, in pixels of a face 256 pixels wide. */
const SIGMA = 1.4;
const DEPTH = 0.12;

/** A face whose forehead is a circle in the middle of the picture. */
function roundForehead(): Face {
  const face = drawnFace();
  const [forehead] = LINE_ZONES;
  for (const [step, index] of forehead.entries()) {
    const turn = (2 * Math.PI * step) / forehead.length - 1.2;
    face.landmarks[2 * index] = MIDDLE + 110 * Math.sin(turn);
    face.landmarks[2 * index + 1] = MIDDLE - 110 * Math.cos(turn);
  }
  return face;
}

function lines(picture: Picture): Drawn {
  return drawTool(picture, linesField, lightLayer, 1, roundForehead());
}

const shadow = (distance: number): number => 1 - DEPTH * Math.exp(-0.5 * (distance / SIGMA) ** 2);

/** How much darker green is at a place than far beside it, as a share. */
function depthAt({ data }: Picture, x: number, y: number): number {
  const green = (row: number): number => data[4 * (row * SIDE + x) + 1]!;
  return 1 - (2 * green(y)) / (green(y - 14) + green(y + 14));
}

for (const [name, tone] of [
  ['light', LIGHT],
  ['dark', DARK],
] as const) {
  describe(`Lines on ${name} skin`, () => {
    // Promise: T6
    test('takes half of a line’s shadow, never more than 70 %, in its zone only', () => {
      const { picture, result } = lines(drawnPicture(tone, (_, y) => shadow(y - MIDDLE)));
      const left = depthAt(result, MIDDLE, MIDDLE) / depthAt(picture, MIDDLE, MIDDLE);
      // 8 bits round a line of seven levels by half a level.
      const rounding = 0.5 / (DEPTH * picture.data[4 * (MIDDLE * SIDE + MIDDLE) + 1]!);
      assert.ok(left >= 0.3 - rounding && left < 0.5, `${left} left`);
      for (let y = 0; y < SIDE; y++) {
        const at = 4 * (y * SIDE + 20);
        assert.deepEqual(result.data.subarray(at, at + 4), picture.data.subarray(at, at + 4));
      }
    });

    // Promise: T6
    test('keeps pores and spots: they have no direction', () => {
      const pores = lines(drawnPicture(tone, (x, y) => wave(3.2, 0.05)(x, y) * (1 + 0.05 * Math.cos(2 * y))));
      const kept = amplitude(pores.result, 3.2) / amplitude(pores.picture, 3.2);
      assert.ok(kept > 0.97 && kept < 1.03, `pores ${kept}`);
      const spot = lines(drawnPicture(tone, (x, y) => shadow(Math.hypot(x - MIDDLE, y - MIDDLE))));
      const left = depthAt(spot.result, MIDDLE, MIDDLE) / depthAt(spot.picture, MIDDLE, MIDDLE);
      assert.ok(left > 0.85, `spot ${left}`);
    });
  });
}

describe('Lines', () => {
  test('makes no layer for skin without lines', () => {
    assert.equal(lines(drawnPicture(LIGHT, (x) => 0.8 + (0.2 * x) / SIDE)).layer, null);
  });
});
