/** A rectangle in canvas pixels. */
export interface CanvasBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The part of a rectangle that lies on the canvas. Its sides may be 0. */
export function onCanvas({ left, top, right, bottom }: PsBounds, { width, height }: PsDocument): CanvasBox {
  const x = Math.max(0, left);
  const y = Math.max(0, top);
  return { x, y, width: Math.max(0, Math.min(right, width) - x), height: Math.max(0, Math.min(bottom, height) - y) };
}

export function boundsOf({ x, y, width, height }: CanvasBox): PsBounds {
  return { left: x, top: y, right: x + width, bottom: y + height };
}

/** Photoshop answers larger requests with reduced pixels, in silence. */
const LARGEST_TILE = 4_000_000;

/** Bands of a box, from the top, of at most 4 megapixels each. */
export function bandsOf(box: CanvasBox): CanvasBox[] {
  const rows = Math.max(1, Math.floor(LARGEST_TILE / box.width));
  const bands: CanvasBox[] = [];
  for (let y = 0; y < box.height; y += rows)
    bands.push({ x: box.x, y: box.y + y, width: box.width, height: Math.min(rows, box.height - y) });
  return bands;
}
