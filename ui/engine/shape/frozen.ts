import type { BrushStroke } from '../api/brush';
import type { ShapeGrid } from './shape-grid';
import { FIXED } from './solve-field';

/** Cells around a stroke whose nodes stay, too: the movement between nodes is interpolated from so many. */
const MARGIN = 2;

/** Fixes the nodes in and around strokes, so that no pixel under a stroke moves. Changes `fixed`. */
export function freezeNodes(fixed: Uint8Array, grid: ShapeGrid, strokes: readonly BrushStroke[]): void {
  const { columns, left, top, cellX, cellY } = grid;
  const margin = MARGIN * Math.max(cellX, cellY);
  for (let node = 0; node < fixed.length; node++) {
    const x = left + (node % columns) * cellX;
    const y = top + Math.floor(node / columns) * cellY;
    if (strokes.some((stroke) => distanceTo(stroke, x, y) <= stroke.radius + margin)) fixed[node] = FIXED;
  }
}

/** Distance of a place from the line of a stroke, in pixels. */
function distanceTo({ points }: BrushStroke, x: number, y: number): number {
  let least = Infinity;
  for (let index = 0; index < points.length; index += 2) {
    const [toX, toY] = [points[index]!, points[index + 1]!];
    const [fromX, fromY] = index === 0 ? [toX, toY] : [points[index - 2]!, points[index - 1]!];
    const [alongX, alongY] = [toX - fromX, toY - fromY];
    const length = alongX ** 2 + alongY ** 2;
    const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - fromX) * alongX + (y - fromY) * alongY) / length));
    least = Math.min(least, Math.hypot(x - fromX - t * alongX, y - fromY - t * alongY));
  }
  return least;
}
