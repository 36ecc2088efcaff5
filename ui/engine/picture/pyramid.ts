import type { Picture } from './picture';

/**
 * A picture that does not change any more, with its halved copies. Each copy is made when it is first read and lives as
 * long as this object. The networks read a picture at several scales; reading all full-size pixels for each is slow.
 *
 * The copies belong to the object and not to its pixels: a spread or a copy of it is a plain `Picture` without copies.
 */
export class PyramidPicture implements Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
  readonly deep: Uint16Array | undefined;
  readonly #levels: Picture[];

  /** @param picture shares its pixels with the new object; nobody may change them from now on */
  constructor(picture: Picture) {
    this.width = picture.width;
    this.height = picture.height;
    this.data = picture.data;
    this.deep = picture.deep;
    this.#levels = [this];
  }

  /** The picture reduced by 2^level in both directions (see `pyramidLevel`). */
  level(level: number): Picture {
    while (this.#levels.length <= level) this.#levels.push(halve(this.#levels.at(-1)!));
    return this.#levels[level]!;
  }
}

/** The picture with room for its halved copies. A picture that has a pyramid already is returned as it is. */
export function withPyramid(picture: Picture): PyramidPicture {
  return picture instanceof PyramidPicture ? picture : new PyramidPicture(picture);
}

/**
 * The picture reduced by 2^level in both directions with a 2×2 box filter (level 0 is the picture itself).
 * Odd rows and columns at the right and bottom repeat their last pixel.
 *
 * A `PyramidPicture` makes each level once. Any other picture may change between two calls, so its levels are made
 * anew.
 */
export function pyramidLevel(picture: Picture, level: number): Picture {
  if (picture instanceof PyramidPicture) return picture.level(level);
  let reduced = picture;
  for (let step = 0; step < level; step++) reduced = halve(reduced);
  return reduced;
}

/** Mask of every other channel of a pixel. Sums of four 8-bit values fit into 16 bits, so channels stay apart. */
const PAIR = 0x00ff00ff;
/** Two in each half: rounds to nearest in the division by four. */
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
