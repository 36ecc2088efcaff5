import type { Affine } from '../../../geometry/affine';
import type { Box, Point } from '../../../geometry/box';

const SMALLEST_ZOOM = 0.02;
const LARGEST_ZOOM = 64;

/** The visible part of the page: page point p lies at p × zoom + offset, in css pixels of the canvas. */
export interface Viewport {
  readonly zoom: number;
  readonly offset: Point;
}

/** The map from the page to css pixels of the canvas. */
export function viewportMatrix({ zoom, offset }: Viewport): Affine {
  return [
    [zoom, 0, offset.x],
    [0, zoom, offset.y],
  ];
}

/** The page point under a point in css pixels of the canvas. */
export function toPage({ zoom, offset }: Viewport, { x, y }: Point): Point {
  return { x: (x - offset.x) / zoom, y: (y - offset.y) / zoom };
}

/** Another zoom that keeps the page point under `anchor` (css pixels) where it is. */
export function zoomedAt(view: Viewport, zoom: number, anchor: Point): Viewport {
  const next = Math.min(LARGEST_ZOOM, Math.max(SMALLEST_ZOOM, zoom));
  const fixed = toPage(view, anchor);
  return { zoom: next, offset: { x: anchor.x - fixed.x * next, y: anchor.y - fixed.y * next } };
}

/** The view moved by (x, y) css pixels. */
export function panned({ zoom, offset }: Viewport, x: number, y: number): Viewport {
  return { zoom, offset: { x: offset.x + x, y: offset.y + y } };
}

/** The view that shows a box of the page in the middle of a canvas, at a zoom of at most 1. Lengths in css pixels. */
export function fitted(box: Box, size: { readonly width: number; readonly height: number }, margin: number): Viewport {
  const zoom = Math.min(
    1,
    Math.max(
      SMALLEST_ZOOM,
      Math.min(
        (size.width - 2 * margin) / Math.max(1, box.width),
        (size.height - 2 * margin) / Math.max(1, box.height),
      ),
    ),
  );
  return {
    zoom,
    offset: {
      x: size.width / 2 - (box.x + box.width / 2) * zoom,
      y: size.height / 2 - (box.y + box.height / 2) * zoom,
    },
  };
}
