import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectedSpots, type ConnectedSpot } from '../../../../ui/engine/heal/find/connected-spots';
import type { Line } from '../../../../ui/engine/heal/find/follow-line';
import { isLightOnSkin } from '../../../../ui/engine/heal/find/spot-rules';

const GRID = 128;
const WIDE = 0.016;
const SMALL = 0.01;
const NO_LINE: Line = { course: 'none' };

/** A find that covers the cells for which `inside` holds, of this probability. */
function find(probability: number, inside: (x: number, y: number) => boolean): ConnectedSpot {
  return findOf((x, y) => (inside(x, y) ? probability : 0));
}

function findOf(probability: (x: number, y: number) => number): ConnectedSpot {
  const map = Float32Array.from({ length: GRID * GRID }, (_, cell) =>
    probability((cell % GRID) - 30, Math.floor(cell / GRID) - 30),
  );
  return connectedSpots(map, new Float32Array(GRID * GRID), GRID, 0.3, 0.14)[0]!;
}

const disc = (x: number, y: number): boolean => Math.hypot(x, y) < 4.2;
const slantingBar = (x: number, y: number): boolean => Math.abs(x - y) < 3 && Math.abs(x + y) < 12;

test('a disc is round at any size, and a bar as long as it is, in any direction', () => {
  assert.ok(find(1, disc).elongation < 1.05);
  assert.equal(find(1, (x, y) => x === 0 && y === 0).elongation, 1);
  assert.ok(Math.abs(find(1, (x, y) => x >= 0 && x < 4 && y >= 0 && y < 12).elongation - 3) < 0.01);
  assert.ok(find(1, slantingBar).elongation > 3);
});

test('what shines and is wide is light on skin, unless it is round and the network sure, as of a milium', () => {
  assert.equal(isLightOnSkin(find(0.9, disc), 'shining', NO_LINE, WIDE), false);
  assert.equal(isLightOnSkin(find(0.5, disc), 'shining', NO_LINE, WIDE), true);
  assert.equal(isLightOnSkin(find(0.9, slantingBar), 'shining', NO_LINE, WIDE), true);
  assert.equal(isLightOnSkin(find(0.9, disc), 'glaring', NO_LINE, WIDE), true, 'a piercing');
});

test('a thin line that ends is a scar even if it shines; one that goes on, or glares, is not', () => {
  const scar: Line = { course: 'ends', cells: [] };
  assert.equal(isLightOnSkin(find(0.5, slantingBar), 'shining', scar, WIDE), false);
  assert.equal(isLightOnSkin(find(0.5, slantingBar), 'shining', { course: 'goes-on' }, WIDE), true);
  assert.equal(isLightOnSkin(find(0.5, slantingBar), 'glaring', scar, WIDE), true);
});

test('a milium that runs into something faint is judged and healed by itself', () => {
  const alone = find(0.9, disc);
  const running = findOf((x, y) => (disc(x, y) ? 0.9 : slantingBar(x, y) ? 0.2 : 0));
  assert.equal(running.cells.length, alone.cells.length);
  assert.deepEqual([running.coreRadius, running.elongation], [alone.coreRadius, alone.elongation]);
  assert.equal(isLightOnSkin(running, 'shining', NO_LINE, WIDE), false);
});

test('what is small, or hardly brighter than its skin, or darker, is no light on skin', () => {
  for (const redness of ['shining', 'glaring'] as const)
    assert.equal(isLightOnSkin(find(0.4, slantingBar), redness, NO_LINE, SMALL), false);
  for (const redness of ['brighter', 'unknown', 0.7] as const)
    assert.equal(isLightOnSkin(find(0.4, slantingBar), redness, NO_LINE, WIDE), false);
});
