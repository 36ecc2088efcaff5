import type { Box } from '../geometry/box';
import type { Picture } from '../picture/picture';

/** The smallest box that holds every pixel whose alpha is above 0; null if there is none. */
function opaqueBox({ width, height, data }: Picture): Box | null {
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

/** Transparent pixels around the opaque ones, so that a host's interpolation at the border reads the same values. */
const MARGIN = 2;
/** Sides lie on multiples of this: a host's reduced copies, halved up to four times, then average the same pixels. */
const STEP = 16;

/** The box that a cropped layer keeps: the opaque box with a margin, on multiples of `STEP`, inside the picture. */
export function cropBox(picture: Picture): Box | null {
  const box = opaqueBox(picture);
  if (box === null) return null;
  const low = (value: number): number => Math.max(0, Math.floor((value - MARGIN) / STEP) * STEP);
  const high = (value: number, limit: number): number => Math.min(limit, Math.ceil((value + MARGIN) / STEP) * STEP);
  const [x, y] = [low(box.x), low(box.y)];
  return {
    x,
    y,
    width: high(box.x + box.width, picture.width) - x,
    height: high(box.y + box.height, picture.height) - y,
  };
}
