import type { Box } from '../geometry/box';

/** Cells along the longer side of a grid. */
const CELLS = 96;
/** The same in a rough grid. */
export const ROUGH_CELLS = 48;

/** A grid over a box of the picture. Node (column, row) lies at (left + column · cellX, top + row · cellY). */
export interface ShapeGrid {
  /** Picture pixels of the upper left node. */
  readonly left: number;
  readonly top: number;
  /** Distance of neighbouring nodes in picture pixels. Both are nearly equal. */
  readonly cellX: number;
  readonly cellY: number;
  /** Number of nodes along each side. */
  readonly columns: number;
  readonly rows: number;
}

/** The grid of a box in picture pixels. Its outer nodes lie on the box. @param cells along the longer side */
export function shapeGrid({ x, y, width, height }: Box, cells = CELLS): ShapeGrid {
  const cell = Math.max(width, height) / cells;
  const [across, down] = [Math.max(4, Math.round(width / cell)), Math.max(4, Math.round(height / cell))];
  return { left: x, top: y, cellX: width / across, cellY: height / down, columns: across + 1, rows: down + 1 };
}

/** Visits every node with its index and its place in picture pixels. */
export function eachNode(grid: ShapeGrid, visit: (node: number, x: number, y: number) => void): void {
  for (let row = 0, node = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++, node++)
      visit(node, grid.left + column * grid.cellX, grid.top + row * grid.cellY);
}

/** Movement of the nodes of a grid, in cells; `columns * rows` values each. */
export interface NodeField {
  readonly grid: ShapeGrid;
  readonly dx: Float32Array;
  readonly dy: Float32Array;
}

/** A field that moves nothing. */
export function stillField(grid: ShapeGrid): NodeField {
  const count = grid.columns * grid.rows;
  return { grid, dx: new Float32Array(count), dy: new Float32Array(count) };
}

/** Bilinear weights of a place on a grid, given in cells. Places outside count as on the border. */
export interface NodeMix {
  /** The upper left node. */
  readonly node: number;
  readonly across: number;
  readonly down: number;
}

/** The nodes around a place, given in cells from the upper left node. */
export function nodeMix({ columns, rows }: ShapeGrid, column: number, row: number): NodeMix {
  const [x, y] = [Math.min(columns - 1, Math.max(0, column)), Math.min(rows - 1, Math.max(0, row))];
  const [left, top] = [Math.min(columns - 2, Math.floor(x)), Math.min(rows - 2, Math.floor(y))];
  return { node: top * columns + left, across: x - left, down: y - top };
}

/** A value between four nodes. */
export function mixNodes(values: Float32Array, columns: number, { node, across, down }: NodeMix): number {
  const upper = values[node]! + across * (values[node + 1]! - values[node]!);
  const lower = values[node + columns]! + across * (values[node + columns + 1]! - values[node + columns]!);
  return upper + down * (lower - upper);
}

/** The movement of a field on another grid over the same box. */
export function onGrid(field: NodeField, grid: ShapeGrid): NodeField {
  const moved = stillField(grid);
  const [across, down] = [grid.cellX / field.grid.cellX, grid.cellY / field.grid.cellY];
  for (let row = 0, node = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++, node++) {
      const mix = nodeMix(field.grid, column * across, row * down);
      moved.dx[node] = mixNodes(field.dx, field.grid.columns, mix) / across;
      moved.dy[node] = mixNodes(field.dy, field.grid.columns, mix) / down;
    }
  }
  return moved;
}
