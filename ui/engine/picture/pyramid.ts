import type { Picture } from './picture';

/**
 * Halved copies of a picture, made when first asked for and kept as long as the picture is: every network
 * looks at the picture at another scale, and reading all full-size pixels for each would dominate the run.
 */
const pyramids = new WeakMap<Picture, Picture[]>();

/**
 * The picture reduced by 2^level in both directions with a 2×2 box filter (level 0 is the picture itself).
 * Odd rows and columns at the right and bottom repeat their last pixel.
 */
export function pyramidLevel(picture: Picture, level: number): Picture {
  let levels = pyramids.get(picture);
  if (levels === undefined) {
    levels = [picture];
    pyramids.set(picture, levels);
  }
  while (levels.length <= level) levels.push(halve(levels[levels.length - 1]!));
  return levels[level]!;
}

/** Every other channel of a pixel: four values of 8 bits add up in 16 without touching each other. */
const PAIR = 0x00ff00ff;
/** One half before the division by four, in both halves. */
const ROUND = 0x00020002;

/** Box-filters a picture to half its size, rounded up. Alpha is averaged like the colours. */
export function halve(picture: Picture): Picture {
  const width = Math.max(1, (picture.width + 1) >> 1);
  const height = Math.max(1, (picture.height + 1) >> 1);
  const source = new Uint32Array(picture.data.buffer, picture.data.byteOffset, picture.width * picture.height);
  const halved = new Uint32Array(width * height);
  const lastColumn = picture.width - 1;
  for (let y = 0, out = 0; y < height; y++) {
    const row0 = Math.min(2 * y, picture.height - 1) * picture.width;
    const row1 = Math.min(2 * y + 1, picture.height - 1) * picture.width;
    for (let x = 0, x0 = 0; x < width; x++, x0 += 2) {
      const x1 = x0 < lastColumn ? x0 + 1 : x0;
      const a = source[row0 + x0]!;
      const b = source[row0 + x1]!;
      const c = source[row1 + x0]!;
      const d = source[row1 + x1]!;
      const even = (a & PAIR) + (b & PAIR) + (c & PAIR) + (d & PAIR) + ROUND;
      const odd = ((a >>> 8) & PAIR) + ((b >>> 8) & PAIR) + ((c >>> 8) & PAIR) + ((d >>> 8) & PAIR) + ROUND;
      halved[out++] = ((even >>> 2) & PAIR) | (((odd >>> 2) & PAIR) << 8);
    }
  }
  return { width, height, data: new Uint8ClampedArray(halved.buffer) };
}
