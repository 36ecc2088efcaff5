/**
 * Length over width of a set of cells: the longer axis over the shorter one of the ellipse with the same second
 * moments. 1 for a disc; about length over width for a line.
 *
 * @param cells at least one grid cell, as row · size + column
 * @param size columns of the grid
 */
export function elongationOf(cells: readonly number[], size: number): number {
  const columns = cells.map((index) => index % size);
  const rows = cells.map((index) => Math.floor(index / size));
  const centreX = mean(columns);
  const centreY = mean(rows);
  // A cell is a square of side 1; its second moment is 1/12.
  const xx = 1 / 12 + mean(columns.map((column) => (column - centreX) ** 2));
  const yy = 1 / 12 + mean(rows.map((row) => (row - centreY) ** 2));
  const xy = mean(columns.map((column, index) => (column - centreX) * (rows[index]! - centreY)));
  const middle = (xx + yy) / 2;
  const half = Math.hypot((xx - yy) / 2, xy);
  return Math.sqrt((middle + half) / (middle - half));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
