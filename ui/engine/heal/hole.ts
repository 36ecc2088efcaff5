/**
 * The shape to fill for one spot, as a patch of the spot's grid. Values are 1 inside, 0.5 at the outline and 0 outside.
 * `data` is row-major and has `width * height` values. The patch starts at grid column `left` and grid row `top`, in
 * cells; it may reach beyond the grid.
 */
export interface Hole {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/**
 * A hole that covers the given cells and a margin around them. Its rim is softened by one cell.
 *
 * @param cells at least one grid cell, as row · size + column
 * @param size columns, and rows, of the grid
 * @param grow margin in cells
 */
export function holeAround(cells: readonly number[], size: number, grow: number): Hole {
  let left = size;
  let top = size;
  let right = 0;
  let bottom = 0;
  for (const index of cells) {
    left = Math.min(left, index % size);
    right = Math.max(right, index % size);
    top = Math.min(top, Math.floor(index / size));
    bottom = Math.max(bottom, Math.floor(index / size));
  }
  const margin = grow + 2;
  left -= margin;
  top -= margin;
  const width = right + margin + 1 - left;
  const height = bottom + margin + 1 - top;
  const grown = new Float32Array(width * height);
  for (const index of cells) stampDisc(grown, width, (index % size) - left, Math.floor(index / size) - top, grow);
  return { left, top, width, height, data: soften(grown, width, height) };
}

/** The hole's value (0–1) at grid position (x, y) in cells: bilinear between cell centres, 0 outside the patch. */
export function holeValue(hole: Hole, x: number, y: number): number {
  const column = x - hole.left - 0.5;
  const row = y - hole.top - 0.5;
  if (column < 0 || row < 0 || column > hole.width - 1 || row > hole.height - 1) return 0;
  const x0 = column | 0;
  const y0 = row | 0;
  const fx = column - x0;
  const fy = row - y0;
  const index = y0 * hole.width + x0;
  const right = x0 < hole.width - 1 ? 1 : 0;
  const down = y0 < hole.height - 1 ? hole.width : 0;
  const upper = hole.data[index]! * (1 - fx) + hole.data[index + right]! * fx;
  const lower = hole.data[index + down]! * (1 - fx) + hole.data[index + down + right]! * fx;
  return upper * (1 - fy) + lower * fy;
}

function stampDisc(grid: Float32Array, width: number, column: number, row: number, radius: number): void {
  const radiusSquared = (radius + 0.5) ** 2;
  for (let y = -radius; y <= radius; y++) {
    for (let x = -radius; x <= radius; x++) {
      if (x * x + y * y <= radiusSquared) grid[(row + y) * width + column + x] = 1;
    }
  }
}

/** 3 × 3 binomial blur. The patch has a margin of empty cells, so its outermost ring stays 0. */
function soften(grid: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(grid.length);
  const weights = [1, 2, 1];
  for (let row = 1; row < height - 1; row++) {
    for (let column = 1; column < width - 1; column++) {
      let sum = 0;
      for (let y = 0; y < 3; y++) {
        for (let x = 0; x < 3; x++) sum += weights[y]! * weights[x]! * grid[(row + y - 1) * width + column + x - 1]!;
      }
      out[row * width + column] = sum / 16;
    }
  }
  return out;
}
