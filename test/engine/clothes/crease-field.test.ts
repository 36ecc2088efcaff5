import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { creaseField } from '../../../ui/engine/clothes/crease-field';
import { markedArea } from '../../../ui/engine/clothes/marked-area';
import { NO_CHOICES } from '../../../ui/engine/api/choices';
import type { Box } from '../../../ui/engine/geometry/box';
import { compose } from '../../../ui/engine/layers/compose';
import { flatten } from '../../../ui/engine/layers/flatten';
import { greyLayer } from '../../../ui/engine/layers/grey-layer';
import type { Picture } from '../../../ui/engine/picture/picture';
import { emptyMatte } from '../../../ui/engine/picture/picture';
import { creaseBand, energy, logLight } from '../../bench/clothes/measures';

const SIDE = 360;
const SHOULDERS = 300;
const BOX: Box = { x: 60, y: 60, width: 240, height: 240 };
const INNER: Box = { x: 90, y: 90, width: 180, height: 180 };

/** Cloth with a colour for each place. */
function drawn(colour: (x: number, y: number) => readonly [number, number, number]): Picture {
  const data = new Uint8ClampedArray(4 * SIDE * SIDE);
  for (let index = 0; index < SIDE * SIDE; index++)
    data.set([...colour(index % SIDE, Math.floor(index / SIDE)), 255], 4 * index);
  return { width: SIDE, height: SIDE, data };
}

/** Light of 0.9 to 1.1 with slanted creases of .02 shoulder widths. */
function crease(x: number, y: number): number {
  return 1 + 0.09 * Math.sin((2 * Math.PI * (x + 0.4 * y)) / (0.1 * SHOULDERS));
}

function ironed(picture: Picture): { readonly after: Picture; readonly layer: Picture | null } {
  const cloth = emptyMatte(SIDE, SIDE);
  cloth.data.fill(255);
  const field = creaseField(picture, cloth, BOX, SHOULDERS);
  const share = markedArea(picture, { ...NO_CHOICES, clothes: { amount: 100, boxes: [BOX] } }, 6);
  const rows = greyLayer([{ grid: field, factor: 1 }], picture, share);
  const input = { role: 'clothes', blendMode: 'soft-light', opacity: 1, rows } as const;
  const layers = compose({ source: picture, healed: picture, holes: null, layers: [input] });
  return { after: flatten(picture, layers), layer: layers[0]?.picture ?? null };
}

function largestChange(before: Picture, after: Picture, where: (x: number, y: number) => boolean): number {
  let most = 0;
  for (let at = 0; at < before.data.length; at++)
    if (where((at >> 2) % SIDE, Math.floor((at >> 2) / SIDE)))
      most = Math.max(most, Math.abs(before.data[at]! - after.data[at]!));
  return most;
}

describe('creaseField', () => {
  // Promise: W2
  test('takes creases out of dark, middle and light cloth by grey alone, and nothing outside of the box', () => {
    for (const level of [40, 120, 200]) {
      const picture = drawn((x, y) => [level * crease(x, y), level * crease(x, y), 0.8 * level * crease(x, y)]);
      const { after, layer } = ironed(picture);
      const left =
        energy(creaseBand(logLight(after, INNER), SHOULDERS)) / energy(creaseBand(logLight(picture, INNER), SHOULDERS));
      assert.ok(left < 0.65, `level ${level}: ${left} of the creases are left`);
      const outside = (x: number, y: number): boolean =>
        x < BOX.x || y < BOX.y || x >= BOX.x + BOX.width || y >= BOX.y + BOX.height;
      assert.equal(largestChange(picture, after, outside), 0);
      assert.ok(layer !== null);
      for (let at = 0; at < layer.data.length; at += 4) {
        assert.equal(layer.data[at], layer.data[at + 1]);
        assert.equal(layer.data[at], layer.data[at + 2]);
      }
    }
  });

  // Promise: W3
  test('keeps stripes, coloured patterns and buttons', () => {
    const everywhere = (): boolean => true;
    const striped = drawn((_, y) => (y % 24 < 12 ? [230, 230, 230] : [40, 50, 90]));
    const stripes = largestChange(striped, ironed(striped).after, everywhere);
    assert.ok(stripes <= 0.05 * 190, `stripes change by ${stripes} levels of 190`);
    const wave = (x: number): number => 20 * Math.sin((2 * Math.PI * x) / 18);
    const coloured = drawn((x) => [140 + wave(x), 120 - wave(x), 120 - wave(x)]);
    const pattern = largestChange(coloured, ironed(coloured).after, everywhere);
    assert.ok(pattern <= 0.1 * 20, `a coloured pattern changes by ${pattern} levels of 20`);
    const isButton = (x: number, y: number): boolean => Math.hypot(x - 180, y - 180) < 5;
    const button = drawn((x, y) => (isButton(x, y) ? [220, 220, 200] : [90, 100, 130]));
    const buttons = largestChange(button, ironed(button).after, isButton);
    assert.ok(buttons <= 1, `a button changes by ${buttons} levels`);
  });

  test('does not tint cloth near white', () => {
    const white = drawn((x, y) => [255, 250 * (0.96 + 0.03 * crease(x, y)), 246]);
    assert.equal(
      largestChange(white, ironed(white).after, () => true),
      0,
    );
  });
});
