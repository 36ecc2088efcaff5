import type { SpotPlace } from '../../api/choices';
import type { NetworkRunner } from '../../networks/runner';
import { emptyMatte, emptyPicture, type Picture } from '../../picture/picture';
import type { Box } from '../../geometry/box';
import { grainReach } from './borrow-grain';
import { CONTEXT, inpaint, LARGEST_WINDOW } from './inpaint';

/** A place that was filled: the picture's pixels in a box, and how far each is replaced (0–255, row-major). */
export interface Patch {
  readonly box: Box;
  readonly pixels: Uint8ClampedArray;
  readonly share: Uint8Array;
}

/** Outer share of a place's radius over which the fill fades. */
const RIM = 0.3;

/**
 * Fills a round place that a designer pointed at, whatever lies there; only what is fully opaque is filled. Null
 * if nothing of it lies in the picture. The picture is not changed.
 */
export async function fillPlace(
  picture: Picture,
  place: SpotPlace,
  runner: NetworkRunner,
  fill: typeof inpaint = inpaint,
): Promise<Patch | null> {
  const box = clip(
    { x: place.x - place.radius, y: place.y - place.radius, width: 2 * place.radius, height: 2 * place.radius },
    picture,
  );
  if (box.width === 0 || box.height === 0) return null;
  // All that the network's window and the grain may be taken from, so that the fill is the same as if it were made in the whole picture.
  const side = Math.max(box.width, box.height);
  const seen = side / 2 + 2 + Math.max(LARGEST_WINDOW / 2 + CONTEXT, grainReach(side));
  const window = clip({ x: place.x - seen, y: place.y - seen, width: 2 * seen, height: 2 * seen }, picture);
  const part = cut(picture, window);
  const inPart: Box = { ...box, x: box.x - window.x, y: box.y - window.y };
  const matte = emptyMatte(part.width, part.height);
  const share = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const index = (inPart.y + y) * part.width + inPart.x + x;
      const distance = Math.hypot(box.x + x + 0.5 - place.x, box.y + y + 0.5 - place.y) / place.radius;
      if (part.data[index * 4 + 3] === 255)
        share[y * box.width + x] = matte.data[index] = 255 * Math.min(1, Math.max(0, (1 - distance) / RIM));
    }
  }
  await fill(part, { matte, boxes: [inPart], lines: [] }, runner, () => undefined);
  return { box, pixels: cut(part, inPart).data, share };
}

/** The pixels of a box that lies in the picture, as a picture of its own. */
export function cut(picture: Picture, { x, y, width, height }: Box): Picture {
  const part = emptyPicture(width, height);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * picture.width + x) * 4;
    part.data.set(picture.data.subarray(from, from + width * 4), row * width * 4);
  }
  return part;
}

function clip({ x, y, width, height }: Box, picture: Picture): Box {
  const left = Math.max(0, Math.floor(x));
  const top = Math.max(0, Math.floor(y));
  return {
    x: left,
    y: top,
    width: Math.max(0, Math.min(picture.width, Math.ceil(x + width)) - left),
    height: Math.max(0, Math.min(picture.height, Math.ceil(y + height)) - top),
  };
}
