import type { Box } from '../../geometry/box';
import { cropBounds } from '../../geometry/row-span';
import { cropToPicture, pictureToCrop } from '../../geometry/square-crop';
import { emptyMatte, type Matte } from '../../picture/picture';
import { insidePolygons } from '../../picture/rasterise-polygon';
import { ENOUGH_SKIN } from '../healable-skin';
import { holeValue } from '../hole';
import type { Spot } from '../spot';

/** Hole values between which the fill fades in: up to OUTLINE the pixel stays, from FULL on it is all fill. */
const OUTLINE = 0.35;
const FULL = 0.75;

/** The hole value at which this share (0–1) of a pixel is replaced. */
export function valueOfShare(share: number): number {
  return OUTLINE + (FULL - OUTLINE) * share;
}

/** The holes of all spots at the picture's size. */
export interface HoleMap {
  /** 0 keeps the pixel, 255 replaces it; between them the two are mixed. */
  readonly matte: Matte;
  /** Bounding box of each spot's hole, in picture pixels and in the spots' order. */
  readonly boxes: readonly Box[];
  /** The boxes of thin lines, in which no grain of the picture stays. */
  readonly lines: readonly Box[];
}

/**
 * Draws the holes of spots. The skin matte attenuates a hole, so that a matte of 0 is never part of one. A spot with
 * outlines is clipped to their outside instead. Overlapping holes unite.
 *
 * @param skin matte at the picture's size
 */
export function drawHoles(spots: readonly Spot[], skin: Matte): HoleMap {
  const matte = emptyMatte(skin.width, skin.height);
  const boxes = spots.map((spot) => drawHole(spot, skin, matte));
  return { matte, boxes, lines: boxes.filter((_, index) => spots[index]!.isLine) };
}

/** Draws one hole into `matte`. Returns its bounding box, which is empty if the hole has no pixels. */
function drawHole(spot: Spot, skin: Matte, matte: Matte): Box {
  const bounds = holeBounds(spot, matte.width, matte.height);
  const allowed = allowedIn(bounds, spot, skin);
  let [left, top, right, bottom] = [matte.width, matte.height, 0, 0];
  for (let y = bounds.y; y < bounds.y + bounds.height; y++) {
    for (let x = bounds.x; x < bounds.x + bounds.width; x++) {
      const at = pictureToCrop(spot.crop, x + 0.5, y + 0.5);
      const value = holeValue(spot.hole, at.x * spot.gridSize, at.y * spot.gridSize);
      if (value <= OUTLINE) continue;
      const index = y * matte.width + x;
      const share = Math.round(255 * Math.min(1, (value - OUTLINE) / (FULL - OUTLINE)) * allowed(x, y));
      if (share === 0) continue;
      matte.data[index] = Math.max(matte.data[index]!, share);
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  return right === 0
    ? { x: bounds.x, y: bounds.y, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top };
}

/** The largest share (0–1) to which a pixel of the box may be replaced. */
function allowedIn(box: Box, { outlines }: Spot, skin: Matte): (x: number, y: number) => number {
  if (outlines === null) return (x, y) => Math.min(1, skin.data[y * skin.width + x]! / ENOUGH_SKIN);
  const features = insidePolygons(outlines, box);
  return (x, y) => (features.data[(y - box.y) * box.width + x - box.x] === 0 ? 1 : 0);
}

/** A box around the hole's patch, clipped to the picture. */
function holeBounds(spot: Spot, width: number, height: number): Box {
  const { hole, gridSize, crop } = spot;
  const centre = cropToPicture(crop, (hole.left + hole.width / 2) / gridSize, (hole.top + hole.height / 2) / gridSize);
  const side = (Math.max(hole.width, hole.height) / gridSize) * crop.side;
  return cropBounds({ centerX: centre.x, centerY: centre.y, side, angle: crop.angle }, width, height);
}
