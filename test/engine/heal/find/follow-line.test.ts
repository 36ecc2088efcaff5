import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { normalNoise } from '../../../../ui/engine/heal/fill/noise';
import { connectedSpots, type ConnectedSpot } from '../../../../ui/engine/heal/find/connected-spots';
import { followLine, type Line } from '../../../../ui/engine/heal/find/follow-line';
import { localContrast, type LocalContrast } from '../../../../ui/engine/heal/find/local-contrast';
import type { PartColours } from '../../../../ui/engine/heal/find/part-colours';
import { thresholdFor } from '../../../../ui/engine/heal/find/spot-rules';

const GRID = 64;
/** Two pixels a cell. */
const SIZE = 2 * GRID;
/** Column and row of the spot's middle, in cells. */
const MIDDLE = 32;

/** Skin with grain of a given deviation, 0.06 lighter where `drawn` holds. Pixels count from the spot's middle. */
function colours(drawn: (x: number, y: number) => boolean, grain = 0.005): PartColours {
  const noise = normalNoise(SIZE * SIZE, 1);
  const data = Float32Array.from({ length: 3 * SIZE * SIZE }, (_, index) => {
    const pixel = index % (SIZE * SIZE);
    const [x, y] = [(pixel % SIZE) - 2 * MIDDLE, Math.floor(pixel / SIZE) - 2 * MIDDLE];
    return [0.7, 0.5, 0.4][Math.floor(index / (SIZE * SIZE))]! + grain * noise[pixel]! + (drawn(x, y) ? 0.06 : 0);
  });
  return { left: 0, top: 0, side: GRID, data, size: SIZE };
}

/** A spot of 2 × 2 cells in the middle of the grid. */
function spot(): ConnectedSpot {
  const map = new Float32Array(GRID * GRID);
  for (let row = MIDDLE - 1; row <= MIDDLE; row++) map.fill(0.9, row * GRID + MIDDLE - 1, row * GRID + MIDDLE + 1);
  return connectedSpots(map, new Float32Array(GRID * GRID), GRID, 0.1, 0.06)[0]!;
}

const contrastOf = (part: PartColours): LocalContrast => localContrast(spot(), part, GRID);
const follow = (part: PartColours): Line => followLine(contrastOf(part), GRID);

describe('followLine', () => {
  test('follows a thin scar from its middle to its ends and no farther, in any direction', () => {
    for (const turn of [0, 0.6, Math.PI / 2, 2.4]) {
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      const line = follow(colours((x, y) => Math.abs(x * cos + y * sin) <= 10 && Math.abs(y * cos - x * sin) <= 1));
      assert.ok(line.course === 'ends', line.course);
      const reach = line.cells.map((cell) => ((cell % GRID) - MIDDLE) * cos + (Math.floor(cell / GRID) - MIDDLE) * sin);
      const [from, to] = [Math.min(...reach), Math.max(...reach)];
      assert.ok(from < -4 && to > 3.5, `${from} to ${to} cells`);
      assert.ok(from > -7 && to < 6.5, `${from} to ${to} cells`);
    }
  });

  test('follows a scar over the gaps that grain tears into it', () => {
    const line = follow(colours((x, y) => Math.abs(x) <= 10 && Math.abs(y) <= 1 && x !== 4 && x !== -5));
    assert.ok(line.course === 'ends', line.course);
    const columns = line.cells.map((cell) => (cell % GRID) - MIDDLE);
    const [from, to] = [Math.min(...columns), Math.max(...columns)];
    assert.ok(from < -4 && to > 3, `${from} to ${to} cells`);
  });

  test('says that a wrinkle goes on', () => {
    assert.equal(follow(colours((_, y) => Math.abs(y) <= 1)).course, 'goes-on');
  });

  test('finds no line in a round spot, in strong grain, or on even skin', () => {
    assert.equal(follow(colours((x, y) => Math.hypot(x, y) <= 4)).course, 'none');
    assert.equal(follow(colours((x, y) => Math.abs(x) <= 10 && Math.abs(y) <= 1, 0.1)).course, 'none');
    assert.equal(follow(colours(() => false, 0)).course, 'none');
  });

  test('gives only cells of the grid for a spot in its corner', () => {
    const corner = { ...spot(), cells: [0], u: 0.5 / GRID, v: 0.5 / GRID };
    const part = colours((x, y) => Math.abs(y + 2 * MIDDLE) <= 1 && x + 2 * MIDDLE <= 8);
    const line = followLine(localContrast(corner, part, GRID), GRID);
    assert.ok(line.course !== 'ends' || line.cells.every((cell) => cell >= 0 && cell < GRID * GRID));
  });
});

describe('localContrast', () => {
  test('measures a roughness that raises the threshold on rough skin', () => {
    const [smooth, rough] = [0.002, 0.06].map((grain) =>
      thresholdFor(contrastOf(colours(() => false, grain)).roughness),
    );
    assert.ok(smooth! < 0.03 && rough! > 0.1, `${smooth}, ${rough}`);
  });
});
