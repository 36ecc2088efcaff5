import type { Choices } from '../api/choices';
import { wholePixels, type Box } from '../geometry/box';
import { emptyMatte, type Matte, type Picture } from '../picture/picture';
import { paintStrokes } from '../skin/paint-strokes';

/**
 * The marked places, 0–255, of the picture's size: boxes with a soft rim inside their edges, then the strokes.
 * @param rim width of a box's soft rim, in pixels
 */
export function markedArea(
  picture: Picture,
  { clothes: { boxes }, strokes }: Pick<Choices, 'clothes' | 'strokes'>,
  rim: number,
): Matte {
  const area = emptyMatte(picture.width, picture.height);
  for (const box of boxes) fillBox(area, box, rim);
  return paintStrokes(area, strokes, picture, 'clothes');
}

/** Raises the matte inside a box. Changes `area`. */
function fillBox(area: Matte, box: Box, rim: number): void {
  const inside = wholePixels(box, area);
  for (let y = inside.y; y < inside.y + inside.height; y++) {
    const down = Math.min(y + 0.5 - box.y, box.y + box.height - y - 0.5);
    for (let x = inside.x; x < inside.x + inside.width; x++) {
      const across = Math.min(x + 0.5 - box.x, box.x + box.width - x - 0.5);
      const share = Math.min(1, Math.max(0, Math.min(across, down) / rim));
      const index = y * area.width + x;
      area.data[index] = Math.max(area.data[index]!, Math.round(255 * share * share * (3 - 2 * share)));
    }
  }
}

/** The smallest box of whole pixels that holds every value above 0; null for an empty matte. */
export function boundsOf({ width, height, data }: Matte): Box | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * width, (y + 1) * width);
    const first = row.findIndex((value) => value > 0);
    if (first < 0) continue;
    left = Math.min(left, first);
    right = Math.max(
      right,
      row.findLastIndex((value) => value > 0),
    );
    top = Math.min(top, y);
    bottom = y;
  }
  return right < 0 ? null : { x: left, y: top, width: right + 1 - left, height: bottom + 1 - top };
}
