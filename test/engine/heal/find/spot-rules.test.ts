import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connectedSpots, type ConnectedSpot } from '../../../../ui/engine/heal/find/connected-spots';
import type { Line } from '../../../../ui/engine/heal/find/follow-line';
import {
  isAtBorder,
  isLightOnSkin,
  isSetInSkin,
  isWrinkle,
  thresholdFor,
} from '../../../../ui/engine/heal/find/spot-rules';

const GRID = 128;
const MIDDLE = 30;
/** Core radii in face sizes: wider than any milium, and as small as one. */
const WIDE = 0.016;
const SMALL = 0.01;
const NO_LINE: Line = { course: 'none' };
const SCAR: Line = { course: 'ends', cells: [] };
const WRINKLE: Line = { course: 'goes-on' };

/** The spot of the cells for which `inside` holds, with this probability. */
function spotOf(probability: number, inside: (x: number, y: number) => boolean): ConnectedSpot {
  const map = Float32Array.from({ length: GRID * GRID }, (_, cell) =>
    inside((cell % GRID) - MIDDLE, Math.floor(cell / GRID) - MIDDLE) ? probability : 0,
  );
  return connectedSpots(map, new Float32Array(GRID * GRID), GRID, 0.1, 0.06)[0]!;
}

const disc = (x: number, y: number): boolean => Math.hypot(x, y) < 4.2;
const slantingBar = (x: number, y: number): boolean => Math.abs(x - y) < 3 && Math.abs(x + y) < 12;

describe('thresholdFor', () => {
  test('rises with roughness', () => {
    assert.ok(thresholdFor(0.002) < thresholdFor(0.02));
    assert.ok(thresholdFor(0.002) < 0.03);
  });

  test('asks no more than 0.4', () => {
    assert.equal(thresholdFor(1), 0.4);
  });
});

describe('isAtBorder', () => {
  const leftPart = (cell: number): boolean => cell % GRID < MIDDLE + 6;

  test('holds for an unsure spot where skin ends, and not for a sure one', () => {
    assert.equal(isAtBorder(spotOf(0.2, disc), GRID, leftPart), true);
    assert.equal(isAtBorder(spotOf(0.5, disc), GRID, leftPart), false);
  });

  test('does not hold inside skin', () => {
    assert.equal(
      isAtBorder(spotOf(0.2, disc), GRID, () => true),
      false,
    );
  });
});

describe('isWrinkle', () => {
  test('holds for an unsure spot on a line that goes on, and not for a sure one', () => {
    assert.equal(isWrinkle(spotOf(0.2, disc), WRINKLE), true);
    assert.equal(isWrinkle(spotOf(0.5, disc), WRINKLE), false);
  });

  test('does not hold without a line', () => {
    assert.equal(isWrinkle(spotOf(0.2, disc), NO_LINE), false);
  });
});

describe('isSetInSkin', () => {
  const around = (cell: number): boolean => !disc((cell % GRID) - MIDDLE, Math.floor(cell / GRID) - MIDDLE);

  test('holds for a sure and round spot with skin around it', () => {
    assert.equal(isSetInSkin(spotOf(0.9, disc), GRID, around), true);
  });

  test('does not hold for an unsure or a long spot, or without skin around it', () => {
    assert.equal(isSetInSkin(spotOf(0.6, disc), GRID, around), false);
    assert.equal(isSetInSkin(spotOf(0.9, slantingBar), GRID, around), false);
    assert.equal(
      isSetInSkin(spotOf(0.9, disc), GRID, () => false),
      false,
    );
  });
});

describe('isLightOnSkin', () => {
  test('holds for a wide highlight', () => {
    assert.equal(isLightOnSkin(spotOf(0.5, disc), 'shining', NO_LINE, WIDE), true);
    assert.equal(isLightOnSkin(spotOf(0.9, slantingBar), 'shining', NO_LINE, WIDE), true);
  });

  test('does not hold for a sure and round one, such as a milium', () => {
    assert.equal(isLightOnSkin(spotOf(0.9, disc), 'shining', NO_LINE, WIDE), false);
  });

  test('judges a milium by its core where faint skin runs into it', () => {
    const map = Float32Array.from({ length: GRID * GRID }, (_, cell) => {
      const [x, y] = [(cell % GRID) - MIDDLE, Math.floor(cell / GRID) - MIDDLE];
      return disc(x, y) ? 0.9 : slantingBar(x, y) ? 0.2 : 0;
    });
    const milium = connectedSpots(map, new Float32Array(GRID * GRID), GRID, 0.3, 0.14)[0]!;
    assert.equal(isLightOnSkin(milium, 'shining', NO_LINE, WIDE), false);
  });

  test('holds for anything wide that glares, such as a piercing', () => {
    assert.equal(isLightOnSkin(spotOf(0.9, disc), 'glaring', NO_LINE, WIDE), true);
    assert.equal(isLightOnSkin(spotOf(0.5, slantingBar), 'glaring', SCAR, WIDE), true);
  });

  test('does not hold for a shining scar, and holds for a shining wrinkle', () => {
    assert.equal(isLightOnSkin(spotOf(0.5, slantingBar), 'shining', SCAR, WIDE), false);
    assert.equal(isLightOnSkin(spotOf(0.5, slantingBar), 'shining', WRINKLE, WIDE), true);
  });

  test('does not hold for a small spot', () => {
    for (const redness of ['shining', 'glaring'] as const)
      assert.equal(isLightOnSkin(spotOf(0.4, slantingBar), redness, NO_LINE, SMALL), false);
  });

  test('does not hold for a spot that is darker or hardly brighter than its skin', () => {
    for (const redness of ['brighter', 'unknown', 0.7] as const)
      assert.equal(isLightOnSkin(spotOf(0.4, slantingBar), redness, NO_LINE, WIDE), false);
  });
});
