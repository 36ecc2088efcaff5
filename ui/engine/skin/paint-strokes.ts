import type { BrushEffect, BrushStroke } from '../api/brush';
import type { Matte, Picture } from '../picture/picture';
import { clipToPicture, type Box } from '../geometry/box';

/**
 * Paints strokes into a copy of the matte, in their order. Excluding strokes lower it to 0, those of the other effect
 * raise it to 255. Pixels of the picture that are not fully opaque are never raised.
 *
 * @param raising the effect that raises; strokes of the others, except `exclude`, do not count
 * @param strokes in picture pixels
 * @param picture of the matte's size
 */
export function paintStrokes(
  matte: Matte,
  strokes: readonly BrushStroke[],
  picture: Picture,
  raising: BrushEffect = 'include',
): Matte {
  const painted: Matte = { ...matte, data: matte.data.slice() };
  for (const stroke of strokes)
    if (stroke.effect === raising || stroke.effect === 'exclude') paintStroke(painted, stroke, picture);
  return painted;
}

function paintStroke(matte: Matte, stroke: BrushStroke, picture: Picture): void {
  const box = strokeBounds(stroke, matte);
  if (box.width === 0 || box.height === 0) return;
  const coverage = strokeCoverage(stroke, box);
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const share = coverage[y * box.width + x]!;
      if (share === 0) continue;
      const index = (box.y + y) * matte.width + box.x + x;
      const value = matte.data[index]!;
      if (stroke.effect === 'exclude') matte.data[index] = Math.round((value * (255 - share)) / 255);
      else if (picture.data[index * 4 + 3] === 255) matte.data[index] = Math.max(value, share);
    }
  }
}

/** Brush coverage of the box's pixels, 0–255, row-major: the maximum over the stroke's segments. */
function strokeCoverage({ points, radius, feather }: BrushStroke, box: Box): Uint8Array {
  const coverage = new Uint8Array(box.width * box.height);
  const hard = radius * (1 - feather);
  for (let index = 0; index < points.length; index += 2) {
    const to = { x: points[index]!, y: points[index + 1]! };
    const from = index === 0 ? to : { x: points[index - 2]!, y: points[index - 1]! };
    const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - radius) - box.x);
    const right = Math.min(box.width, Math.ceil(Math.max(from.x, to.x) + radius) - box.x);
    const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - radius) - box.y);
    const bottom = Math.min(box.height, Math.ceil(Math.max(from.y, to.y) + radius) - box.y);
    const along = { x: to.x - from.x, y: to.y - from.y };
    const length = along.x ** 2 + along.y ** 2;
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const dx = box.x + x + 0.5 - from.x;
        const dy = box.y + y + 0.5 - from.y;
        const t = length === 0 ? 0 : Math.min(1, Math.max(0, (dx * along.x + dy * along.y) / length));
        const distance = Math.hypot(dx - t * along.x, dy - t * along.y);
        if (distance >= radius) continue;
        const share = distance <= hard ? 1 : (radius - distance) / (radius - hard);
        const value = Math.round(255 * share * share * (3 - 2 * share));
        if (value > coverage[y * box.width + x]!) coverage[y * box.width + x] = value;
      }
    }
  }
  return coverage;
}

/** The stroke's bounding box, clipped to the matte; its sides may be 0. */
function strokeBounds({ points, radius }: BrushStroke, { width, height }: Matte): Box {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let index = 0; index < points.length; index += 2) {
    left = Math.min(left, Math.floor(points[index]! - radius));
    right = Math.max(right, Math.ceil(points[index]! + radius));
    top = Math.min(top, Math.floor(points[index + 1]! - radius));
    bottom = Math.max(bottom, Math.ceil(points[index + 1]! + radius));
  }
  return clipToPicture({ left, top, right, bottom }, width, height);
}
