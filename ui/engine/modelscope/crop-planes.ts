import type { Picture } from '../picture/picture';
import type { Box } from '../geometry/box';

/** 8-bit level → input value of ModelScope's networks, -1 to 1, rounded to float32 as ModelScope does. */
const SIGNED = Float32Array.from({ length: 256 }, (_, level) => Math.fround(Math.fround(level / 255) - 0.5) * 2);

/**
 * Reads the pixels of a box as planar RGB, -1 to 1, without alpha.
 * @param box in whole pixels, inside the picture
 */
export function readPlanes({ data, width }: Picture, box: Box): Float32Array {
  const area = box.width * box.height;
  const planes = new Float32Array(3 * area);
  for (let y = 0, index = 0; y < box.height; y++) {
    let pixel = ((box.y + y) * width + box.x) * 4;
    for (let x = 0; x < box.width; x++, index++, pixel += 4) {
      planes[index] = SIGNED[data[pixel]!]!;
      planes[area + index] = SIGNED[data[pixel + 1]!]!;
      planes[2 * area + index] = SIGNED[data[pixel + 2]!]!;
    }
  }
  return planes;
}
