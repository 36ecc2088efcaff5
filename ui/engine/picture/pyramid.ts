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

/** Box-filters a picture to half its size, rounded up. Alpha is averaged like the colours. */
export function halve(picture: Picture): Picture {
  const width = Math.max(1, (picture.width + 1) >> 1);
  const height = Math.max(1, (picture.height + 1) >> 1);
  const source = picture.data;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const row0 = Math.min(2 * y, picture.height - 1) * picture.width;
    const row1 = Math.min(2 * y + 1, picture.height - 1) * picture.width;
    for (let x = 0; x < width; x++) {
      const x0 = 2 * x;
      const x1 = Math.min(2 * x + 1, picture.width - 1);
      const a = (row0 + x0) * 4;
      const b = (row0 + x1) * 4;
      const c = (row1 + x0) * 4;
      const d = (row1 + x1) * 4;
      const out = (y * width + x) * 4;
      for (let channel = 0; channel < 4; channel++) {
        data[out + channel] = (source[a + channel]! + source[b + channel]! + source[c + channel]! + source[d + channel]! + 2) >> 2;
      }
    }
  }
  return { width, height, data };
}
