import type { Box } from '../geometry/box';
import type { Picture } from './picture';

/** A copy of the part of a picture that lies in the box. The box must lie inside the picture, in whole pixels. */
export function cropPicture(picture: Picture, { x, y, width, height }: Box): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * picture.width + x) * 4;
    data.set(picture.data.subarray(start, start + width * 4), row * width * 4);
  }
  return { width, height, data };
}
