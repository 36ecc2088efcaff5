import type { SpotPlace } from '../../api/choices';
import { wholePixels, type Box } from '../../geometry/box';
import type { NetworkRunner } from '../../networks/runner';
import { cropPicture } from '../../picture/crop-picture';
import { emptyMatte, type Picture } from '../../picture/picture';
import { grainReach } from './borrow-grain';
import { CONTEXT, inpaint, LARGEST_WINDOW } from './inpaint';

/** A filled region of the picture, in one box. */
export interface Patch {
  /** In picture pixels. */
  readonly box: Box;
  /** The box after filling. */
  readonly filled: Picture;
  /** Share of each pixel that was replaced: 0–255, row-major. */
  readonly share: Uint8Array;
}

/** Outer share of the radius over which the fill fades. */
const RIM = 0.3;

/**
 * Fills a disc that the designer placed, on skin or not. Only opaque pixels are filled. The picture is not changed.
 *
 * @param place centre and radius in picture pixels
 * @param fill inpaints the holes in place
 * @returns null if the disc lies outside the picture
 * @throws the runner's errors
 */
export async function fillPlace(
  picture: Picture,
  place: SpotPlace,
  runner: NetworkRunner,
  fill: typeof inpaint = inpaint,
): Promise<Patch | null> {
  const box = wholePixels(
    { x: place.x - place.radius, y: place.y - place.radius, width: 2 * place.radius, height: 2 * place.radius },
    picture,
  );
  if (box.width === 0 || box.height === 0) return null;
  // The part holds all that the network and the grain can read, so the fill equals one made in the whole picture.
  const side = Math.max(box.width, box.height);
  const margin = side / 2 + 2 + Math.max(LARGEST_WINDOW / 2 + CONTEXT, grainReach(side));
  const window = wholePixels(
    { x: place.x - margin, y: place.y - margin, width: 2 * margin, height: 2 * margin },
    picture,
  );
  const part = cropPicture(picture, window);
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
  return { box, filled: cropPicture(part, inPart), share };
}
