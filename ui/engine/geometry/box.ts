/** An axis-aligned rectangle in picture pixels; (x, y) is its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The size of a picture, in pixels. */
export interface Size {
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

/** The smallest box of whole pixels that holds a box inside a picture of this size. Outside the picture a side is 0. */
export function wholePixels({ x, y, width, height }: Box, picture: Size): Box {
  return clipToPicture(
    { left: Math.floor(x), top: Math.floor(y), right: Math.ceil(x + width), bottom: Math.ceil(y + height) },
    picture.width,
    picture.height,
  );
}

/** As `wholePixels`, but never empty: a box outside the picture gives pixels of the nearest border. */
export function nearestPixels(box: Box, picture: Size): Box {
  const x = Math.min(picture.width - 1, Math.max(0, Math.floor(box.x)));
  const y = Math.min(picture.height - 1, Math.max(0, Math.floor(box.y)));
  return {
    x,
    y,
    width: Math.max(1, Math.min(picture.width, Math.ceil(box.x + box.width)) - x),
    height: Math.max(1, Math.min(picture.height, Math.ceil(box.y + box.height)) - y),
  };
}

/** The smallest box that holds both boxes. */
export function unionBox(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** Whether two boxes share an area; boxes that only touch do not. */
export function boxesOverlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether a point lies in a box: its left and upper edge count, its right and lower edge do not. */
export function isInBox(box: Box, x: number, y: number): boolean {
  return x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
}
