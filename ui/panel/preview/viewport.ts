import type { Box } from '../../engine/api/report';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The view on a picture: all of it, or enlarged around a point. */
export type Zoom =
  | { readonly mode: 'fit' }
  /** `scale`: device pixels of a picture pixel (1 is 100 %). `center`: picture point in the middle of the canvas. */
  | { readonly mode: 'scale'; readonly scale: number; readonly center: Place };

/** Maps picture pixels to CSS pixels of the canvas: canvas = offset + scale · picture. */
export interface Viewport {
  readonly scale: number;
  readonly offset: Place;
}

export const FIT: Zoom = { mode: 'fit' };
const MARGIN = 8;
const SMALLEST_SCALE = 0.05;
const LARGEST_SCALE = 16;

/** @param stage size of the canvas in CSS pixels @param density device pixels of a CSS pixel */
export function viewportOf(zoom: Zoom, picture: Size, stage: Size, density: number): Viewport {
  if (zoom.mode === 'fit') {
    const scale = Math.min(
      (stage.width - 2 * MARGIN) / picture.width,
      (stage.height - 2 * MARGIN) / picture.height,
      4 / density,
    );
    return {
      scale,
      offset: { x: (stage.width - scale * picture.width) / 2, y: (stage.height - scale * picture.height) / 2 },
    };
  }
  const scale = zoom.scale / density;
  return { scale, offset: { x: stage.width / 2 - scale * zoom.center.x, y: stage.height / 2 - scale * zoom.center.y } };
}

export function toPicture({ scale, offset }: Viewport, point: Place): Place {
  return { x: (point.x - offset.x) / scale, y: (point.y - offset.y) / scale };
}

export function toStage({ scale, offset }: Viewport, point: Place): Place {
  return { x: offset.x + scale * point.x, y: offset.y + scale * point.y };
}

/** Zooms by a factor; the picture stays fixed under `at`, in CSS pixels of the canvas. */
export function zoomAt(
  viewport: Viewport,
  factor: number,
  at: Place,
  picture: Size,
  stage: Size,
  density: number,
): Zoom {
  return zoomTo(viewport, viewport.scale * density * factor, at, picture, stage, density);
}

/** Zooms to `scale` device pixels of a picture pixel; the picture stays fixed under `at`. */
export function zoomTo(
  viewport: Viewport,
  scale: number,
  at: Place,
  picture: Size,
  stage: Size,
  density: number,
): Zoom {
  const bounded = boundedScale(scale);
  const point = toPicture(viewport, at);
  const css = bounded / density;
  const center = { x: point.x + (stage.width / 2 - at.x) / css, y: point.y + (stage.height / 2 - at.y) / css };
  return { mode: 'scale', scale: bounded, center: within(center, picture) };
}

export function boundedScale(scale: number): number {
  return Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, scale));
}

/** The zoom with a point of the picture in view: moved to the middle if it is outside. */
export function withInView(zoom: Zoom, viewport: Viewport, point: Place, stage: Size): Zoom {
  const at = toStage(viewport, point);
  const isInside = at.x >= MARGIN && at.y >= MARGIN && at.x <= stage.width - MARGIN && at.y <= stage.height - MARGIN;
  return zoom.mode === 'fit' || isInside ? zoom : { ...zoom, center: { x: point.x, y: point.y } };
}

/** Moves the picture by a distance in CSS pixels. A picture that fits does not move. */
export function panBy(zoom: Zoom, by: Place, picture: Size, density: number): Zoom {
  if (zoom.mode === 'fit') return zoom;
  const css = zoom.scale / density;
  return { ...zoom, center: within({ x: zoom.center.x - by.x / css, y: zoom.center.y - by.y / css }, picture) };
}

/**
 * The visible part of the picture, in picture pixels, when it needs a preview of its own; null while the preview of the
 * whole picture is sharp enough. @param side longest side of a preview, in pixels
 */
export function detailRegion(zoom: Zoom, picture: Size, stage: Size, density: number, side: number): Box | null {
  if (zoom.mode === 'fit' || Math.max(picture.width, picture.height) <= side) return null;
  const viewport = viewportOf(zoom, picture, stage, density);
  const from = toPicture(viewport, { x: 0, y: 0 });
  const to = toPicture(viewport, { x: stage.width, y: stage.height });
  const x = Math.max(0, Math.floor(from.x));
  const y = Math.max(0, Math.floor(from.y));
  const width = Math.min(picture.width, Math.ceil(to.x)) - x;
  const height = Math.min(picture.height, Math.ceil(to.y)) - y;
  if (width <= 0 || height <= 0 || (width >= picture.width && height >= picture.height)) return null;
  return { x, y, width, height };
}

function within(center: Place, { width, height }: Size): Place {
  return { x: Math.min(width, Math.max(0, center.x)), y: Math.min(height, Math.max(0, center.y)) };
}

export function distance(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
