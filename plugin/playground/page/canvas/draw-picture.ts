import { invert, mapBox, multiply, scaling, type Affine } from '../../../geometry/affine';
import type { DrawablePicture } from './image-store';
import { setTransform, type SurfaceContext } from './surface';

/** Tolerance in pixels within which a picture counts as lying on the pixel grid. */
const ON_GRID = 1e-3;
/** From this magnification on, pixels are drawn as squares. */
const SHOW_PIXELS = 3;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Draws the part of a picture that lies inside its node's box.
 *
 * `device` maps node space to the context's pixels, and `placement` maps picture pixels to node space. A picture whose
 * pixels coincide with the context's, also after quarter turns, is copied without resampling: layers of one picture
 * stay registered to the bit. A reduced one is drawn from a halving of the picture.
 */
export function drawPicture(
  context: SurfaceContext,
  picture: DrawablePicture,
  placement: Affine,
  device: Affine,
  node: Size,
): void {
  const whole = multiply(device, placement);
  const snapped = snapToGrid(whole);
  const [[a, c], [b, d]] = whole;
  const scale = Math.min(Math.hypot(a, b), Math.hypot(c, d));
  const level = snapped !== null || scale >= 1 ? 0 : Math.floor(Math.log2(1 / Math.max(scale, 1e-6)));
  const source = picture.level(level);
  const reduced = { x: source.width / picture.width, y: source.height / picture.height };
  const visible = visiblePart(placement, picture, node);
  if (visible === null) return;

  const map = snapped ?? multiply(whole, scaling(1 / reduced.x, 1 / reduced.y));
  const left = visible.left * reduced.x;
  const top = visible.top * reduced.y;
  const width = (visible.right - visible.left) * reduced.x;
  const height = (visible.bottom - visible.top) * reduced.y;
  context.save();
  setTransform(context, map);
  context.imageSmoothingEnabled = snapped === null && scale < SHOW_PIXELS;
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, left, top, width, height, left, top, width, height);
  context.restore();
}

/** Whether a placement turns or skews its picture, so that its corners can stick out of the node's box. */
export function sticksOut(placement: Affine): boolean {
  const [[a, c], [b, d]] = placement;
  const straight = Math.abs(b) < 1e-9 && Math.abs(c) < 1e-9;
  const quarter = Math.abs(a) < 1e-9 && Math.abs(d) < 1e-9;
  return !straight && !quarter;
}

/** The same map in whole numbers if it maps pixels onto pixels; otherwise null. */
function snapToGrid([[a, c, x], [b, d, y]]: Affine): Affine | null {
  const rounded: Affine = [
    [Math.round(a), Math.round(c), Math.round(x)],
    [Math.round(b), Math.round(d), Math.round(y)],
  ];
  const [[ra, rc, rx], [rb, rd, ry]] = rounded;
  const isTurn = Math.abs(ra) + Math.abs(rc) === 1 && Math.abs(rb) + Math.abs(rd) === 1;
  // An error in scale grows over the width of a picture, so its limit is far below that of an error in position.
  const scaleFits = [a - ra, b - rb, c - rc, d - rd].every((difference) => Math.abs(difference) < 1e-7);
  const positionFits = Math.abs(x - rx) < ON_GRID && Math.abs(y - ry) < ON_GRID;
  return isTurn && scaleFits && positionFits ? rounded : null;
}

/** The part of the picture inside the node's box, in picture pixels; null for none. */
function visiblePart(
  placement: Affine,
  picture: Size,
  node: Size,
): { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number } | null {
  const inverse = invert(placement);
  if (inverse === null) return null;
  const box = mapBox(inverse, { x: 0, y: 0, width: node.width, height: node.height });
  const left = Math.max(0, nearWhole(box.x));
  const top = Math.max(0, nearWhole(box.y));
  const right = Math.min(picture.width, nearWhole(box.x + box.width));
  const bottom = Math.min(picture.height, nearWhole(box.y + box.height));
  return right > left && bottom > top ? { left, top, right, bottom } : null;
}

function nearWhole(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < ON_GRID ? whole : value;
}
