import type { Box } from '../geometry/box';
import type { Picture } from '../picture/picture';

/** The smallest box that holds every pixel whose alpha is above 0; null if there is none. */
export function opaqueBox({ width, height, data }: Picture): Box | null {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index++) {
      if (pixels[index]! <= 0xffffff) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (top > y) top = y;
      bottom = y;
    }
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** A copy of the part of a picture that lies in the box. The box must lie inside the picture, in whole pixels. */
export function cropPicture(picture: Picture, { x, y, width, height }: Box): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * picture.width + x) * 4;
    data.set(picture.data.subarray(start, start + width * 4), row * width * 4);
  }
  return { width, height, data };
}
