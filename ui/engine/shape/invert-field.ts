import { mixNodes, nodeMix, type NodeField } from './shape-grid';

/** Steps of the search. Each makes the error smaller by the largest gradient of the field. */
const STEPS = 16;

/**
 * The inverse movement: the result's place (x, y) shows what was at (x, y) + inverse. By fixed-point steps
 * u ← −field(x + u). The field must keep the order of its nodes, see `keepOrder`.
 */
export function invertField(field: NodeField): NodeField {
  const { grid, dx, dy } = field;
  const inverse = { grid, dx: new Float32Array(dx.length), dy: new Float32Array(dy.length) };
  for (let row = 0, node = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++, node++) {
      let [x, y] = [-dx[node]!, -dy[node]!];
      if (x === 0 && y === 0 && isStill(field, row, column)) continue;
      for (let step = 0; step < STEPS; step++) {
        const mix = nodeMix(grid, column + x, row + y);
        // Half of each step: it converges also where the gradient is near 1.
        x += (-mixNodes(dx, grid.columns, mix) - x) / 2;
        y += (-mixNodes(dy, grid.columns, mix) - y) / 2;
      }
      inverse.dx[node] = x;
      inverse.dy[node] = y;
    }
  }
  return inverse;
}

/** Whether no node around a node moves. */
function isStill({ grid: { columns, rows }, dx, dy }: NodeField, row: number, column: number): boolean {
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++)
      if (dx[y * columns + x] !== 0 || dy[y * columns + x] !== 0) return false;
  return true;
}
