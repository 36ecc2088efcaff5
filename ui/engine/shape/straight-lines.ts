import { luma } from '../picture/luma';
import type { Picture } from '../picture/picture';
import { pyramidLevel } from '../picture/pyramid';
import { nodeMix, type ShapeGrid } from './shape-grid';
import type { Bend } from './solve-field';

/** Weight of a bend of a certain line. */
const WEIGHT = 2;
/** Cells from the middle of a bend to its ends. */
const REACH = 2;
/** Pixels for each cell of the grid in which lines are searched. */
const SAMPLES = 4;
/** Least difference of lightness along a line, in levels a sample, and where a line is certain. */
const FAINT = 3;
const CLEAR = 10;
/** Least coherence of the gradients around a node: 1 where all have one direction. */
const COHERENT = 0.6;

/**
 * The bends of straight edges in the background, so that a field can keep them straight.
 * @param background 1 for nodes of the background
 */
export function straightLines(picture: Picture, grid: ShapeGrid, background: Uint8Array): Bend[] {
  const level = Math.max(0, Math.floor(Math.log2(Math.min(grid.cellX, grid.cellY) / SAMPLES)));
  const small = pyramidLevel(picture, level);
  const scale = 2 ** level;
  const bends: Bend[] = [];
  for (let row = REACH; row < grid.rows - REACH; row++) {
    for (let column = REACH; column < grid.columns - REACH; column++) {
      if (background[row * grid.columns + column] === 0) continue;
      const edge = edgeAt(small, grid, column, row, scale);
      if (edge !== null) bends.push(bendOf(grid, column, row, edge));
    }
  }
  return bends;
}

/** The direction across an edge, a unit vector, and how certain the edge is. */
interface Edge {
  readonly x: number;
  readonly y: number;
  readonly certainty: number;
}

/** The edge through the cells around a node; null without a clear one. By the structure tensor of the lightness. */
function edgeAt(small: Picture, grid: ShapeGrid, column: number, row: number, scale: number): Edge | null {
  const [left, right] = [grid.left + (column - 1) * grid.cellX, grid.left + (column + 1) * grid.cellX];
  const [top, bottom] = [grid.top + (row - 1) * grid.cellY, grid.top + (row + 1) * grid.cellY];
  const [fromX, toX] = [Math.max(1, Math.floor(left / scale)), Math.min(small.width - 2, Math.ceil(right / scale))];
  const [fromY, toY] = [Math.max(1, Math.floor(top / scale)), Math.min(small.height - 2, Math.ceil(bottom / scale))];
  let [xx, xy, yy] = [0, 0, 0];
  for (let y = fromY; y <= toY; y++) {
    for (let x = fromX; x <= toX; x++) {
      const dx = (lightAt(small, x + 1, y) - lightAt(small, x - 1, y)) / 2;
      const dy = (lightAt(small, x, y + 1) - lightAt(small, x, y - 1)) / 2;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
  }
  const spread = Math.hypot(xx - yy, 2 * xy);
  const coherence = spread / Math.max(1e-6, xx + yy);
  // One edge crosses a window of n rows in n samples, so the mean over a row of samples is its strength.
  const strength = Math.sqrt((xx + yy) / Math.max(1, Math.max(toX - fromX, toY - fromY) + 1));
  if (coherence < COHERENT || strength < FAINT) return null;
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const certainty = Math.min(1, (strength - FAINT) / (CLEAR - FAINT));
  return { x: Math.cos(angle), y: Math.sin(angle), certainty: certainty * coherence };
}

function lightAt({ data, width }: Picture, x: number, y: number): number {
  const at = 4 * (y * width + x);
  return luma(data[at]!, data[at + 1]!, data[at + 2]!);
}

/** The second derivative, along the edge, of the movement across it. */
function bendOf(grid: ShapeGrid, column: number, row: number, { x, y, certainty }: Edge): Bend {
  const nodes: number[] = [];
  const factors: number[] = [];
  for (const [step, factor] of [
    [-REACH, 1],
    [0, -2],
    [REACH, 1],
  ] as const) {
    const { node, across, down } = nodeMix(grid, column - step * y, row + step * x);
    nodes.push(node, node + 1, node + grid.columns, node + grid.columns + 1);
    factors.push(
      factor * (1 - across) * (1 - down),
      factor * across * (1 - down),
      factor * (1 - across) * down,
      factor * across * down,
    );
  }
  return {
    weight: WEIGHT * certainty,
    nodes,
    acrossX: factors.map((factor) => factor * x),
    acrossY: factors.map((factor) => factor * y),
  };
}
