import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectedSpots } from '../../../../ui/engine/heal/find/connected-spots';
import { followLine, type Line } from '../../../../ui/engine/heal/find/follow-line';
import { isAtBorder, isWrinkle, thresholdFor } from '../../../../ui/engine/heal/find/spot-rules';
import { normalNoise } from '../../../../ui/engine/heal/fill/noise';
import type { PartColours } from '../../../../ui/engine/heal/find/part-colours';
import { localContrast, type LocalContrast } from '../../../../ui/engine/heal/find/local-contrast';

const GRID = 64;
const SIZE = 2 * GRID;
/** The find's middle, in cells. */
const MIDDLE = 32;

/** Skin with grain of this deviation, paler by .06 where `drawn` holds; pixels are counted from the find's middle. */
function colours(drawn: (x: number, y: number) => boolean, grain = 0.005): PartColours {
  const noise = normalNoise(SIZE * SIZE, 1);
  const data = Float32Array.from({ length: 3 * SIZE * SIZE }, (_, index) => {
    const pixel = index % (SIZE * SIZE);
    const [x, y] = [(pixel % SIZE) - 2 * MIDDLE, Math.floor(pixel / SIZE) - 2 * MIDDLE];
    return [0.7, 0.5, 0.4][Math.floor(index / (SIZE * SIZE))]! + grain * noise[pixel]! + (drawn(x, y) ? 0.06 : 0);
  });
  return { left: 0, top: 0, side: GRID, data, size: SIZE };
}

function findOf(probability: number): Parameters<typeof isAtBorder>[0] {
  const map = new Float32Array(GRID * GRID);
  for (let row = MIDDLE - 1; row <= MIDDLE; row++)
    map.fill(probability, row * GRID + MIDDLE - 1, row * GRID + MIDDLE + 1);
  return connectedSpots(map, new Float32Array(GRID * GRID), GRID, 0.1, 0.06)[0]!;
}

const around = (seen: PartColours): LocalContrast => localContrast(findOf(0.9), seen, GRID);
const follow = (seen: PartColours): Line => followLine(around(seen), GRID);

test('a thin scar of which the middle was found is followed to its ends, and no farther, in any direction', () => {
  for (const turn of [0, 0.6, Math.PI / 2, 2.4]) {
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const line = follow(colours((x, y) => Math.abs(x * cos + y * sin) <= 10 && Math.abs(y * cos - x * sin) <= 1));
    assert.ok(line.course === 'ends', line.course);
    const reach = line.cells.map((cell) => ((cell % GRID) - MIDDLE) * cos + (Math.floor(cell / GRID) - MIDDLE) * sin);
    assert.ok(
      Math.min(...reach) < -4 && Math.max(...reach) > 3.5,
      `${Math.min(...reach)} to ${Math.max(...reach)} cells`,
    );
    assert.ok(Math.min(...reach) > -7 && Math.max(...reach) < 6.5);
  }
});

test('a scar that grain tears apart is followed over the gaps', () => {
  const line = follow(colours((x, y) => Math.abs(x) <= 10 && Math.abs(y) <= 1 && x !== 4 && x !== -5));
  assert.ok(line.course === 'ends', line.course);
  const columns = line.cells.map((cell) => (cell % GRID) - MIDDLE);
  assert.ok(
    Math.min(...columns) < -4 && Math.max(...columns) > 3,
    `${Math.min(...columns)} to ${Math.max(...columns)} cells`,
  );
});

test('a wrinkle goes on; a round spot, and what hardly stands out of its grain, are no line', () => {
  assert.equal(follow(colours((_, y) => Math.abs(y) <= 1)).course, 'goes-on');
  assert.equal(follow(colours((x, y) => Math.hypot(x, y) <= 4)).course, 'none');
  assert.equal(follow(colours((x, y) => Math.abs(x) <= 10 && Math.abs(y) <= 1, 0.1)).course, 'none');
  assert.equal(follow(colours(() => false, 0)).course, 'none');
});

test('a find at the border of the grid is looked at as far as it goes', () => {
  const corner = { ...findOf(0.9), cells: [0], u: 0.5 / GRID, v: 0.5 / GRID };
  const seen = colours((x, y) => Math.abs(y + 2 * MIDDLE) <= 1 && x + 2 * MIDDLE <= 8);
  const line = followLine(localContrast(corner, { ...seen }, GRID), GRID);
  assert.ok(line.course !== 'ends' || line.cells.every((cell) => cell >= 0 && cell < GRID * GRID));
});

test('the rougher a place, the surer the network must be; what it is sure of needs no more', () => {
  const [smooth, rough] = [0.002, 0.06].map((grain) => thresholdFor(around(colours(() => false, grain)).roughness));
  assert.ok(smooth! < 0.03 && rough! > 0.1, `${smooth}, ${rough}`);
  assert.equal(thresholdFor(1), 0.4);
});

test('what the network is not sure of is no spot on a wrinkle or at the border of the skin', () => {
  const upTo = (cell: number): boolean => cell % GRID < MIDDLE + 3;
  assert.deepEqual(
    [0.2, 0.5].map((probability) => isAtBorder(findOf(probability), GRID, upTo)),
    [true, false],
  );
  assert.deepEqual(
    [0.2, 0.5].map((probability) => isWrinkle(findOf(probability), { course: 'goes-on' })),
    [true, false],
  );
  assert.ok(!isAtBorder(findOf(0.2), GRID, () => true) && !isWrinkle(findOf(0.2), { course: 'none' }));
});
