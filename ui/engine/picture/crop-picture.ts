import type { Box } from '../geometry/box';
import type { Picture } from './picture';

/** A copy of the part of a picture that lies in the box. The box must lie inside the picture, in whole pixels. */
export function cropPicture({ width, data, deep }: Picture, box: Box): Picture {
  const size = box.width * box.height * 4;
  const part = { width: box.width, height: box.height, data: new Uint8ClampedArray(size) };
  copyRows(data, part.data, width, box);
  if (deep === undefined) return part;
  const deepPart = { ...part, deep: new Uint16Array(size) };
  copyRows(deep, deepPart.deep, width, box);
  return deepPart;
}

function copyRows<Values extends Uint8ClampedArray | Uint16Array>(
  from: Values,
  to: Values,
  width: number,
  box: Box,
): void {
  for (let row = 0; row < box.height; row++) {
    const start = ((box.y + row) * width + box.x) * 4;
    to.set(from.subarray(start, start + box.width * 4), row * box.width * 4);
  }
}
