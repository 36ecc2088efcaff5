import type { Point } from '../../ui/engine/geometry/square-crop';

/**
 * A row-major map: 1 for every pixel whose centre lies inside one of the polygons, else 0. It counts crossings along
 * each row, independently of the engine's rasteriser, which it checks.
 */
export function insidePolygons(polygons: readonly (readonly Point[])[], width: number, height: number): Uint8Array {
  const inside = new Uint8Array(width * height);
  for (const polygon of polygons) {
    const ys = polygon.map(({ y }) => y);
    const first = Math.max(0, Math.floor(Math.min(...ys)));
    const last = Math.min(height - 1, Math.ceil(Math.max(...ys)));
    for (let row = first; row <= last; row++) {
      const crossings = crossingsAt(polygon, row + 0.5);
      for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
        const from = Math.max(0, Math.ceil(crossings[pair]! - 0.5));
        const to = Math.min(width - 1, Math.floor(crossings[pair + 1]! - 0.5));
        if (from <= to) inside.fill(1, row * width + from, row * width + to + 1);
      }
    }
  }
  return inside;
}

/** The x positions at which the outline crosses the horizontal line at `y`, in ascending order. */
function crossingsAt(polygon: readonly Point[], y: number): number[] {
  const crossings: number[] = [];
  for (const [index, end] of polygon.entries()) {
    const start = polygon.at(index - 1)!;
    if (start.y <= y === end.y <= y) continue;
    crossings.push(start.x + ((y - start.y) / (end.y - start.y)) * (end.x - start.x));
  }
  return crossings.sort((a, b) => a - b);
}
