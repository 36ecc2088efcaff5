/** An axis-aligned rectangle in picture pixels; (x, y) is its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The edges of a rectangle in picture pixels. */
export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The part of a rectangle that lies in a picture of the given size in pixels; its sides are 0 if there is none. */
export function clipToPicture({ left, top, right, bottom }: Edges, width: number, height: number): Box {
  const x = Math.max(0, left);
  const y = Math.max(0, top);
  return { x, y, width: Math.max(0, Math.min(width, right) - x), height: Math.max(0, Math.min(height, bottom) - y) };
}
