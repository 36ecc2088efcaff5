/**
 * A decoded picture: RGBA interleaved, 8 bits a channel, sRGB-encoded, straight (not premultiplied) alpha. Rows run
 * from top to bottom, with the orientation applied. `data.length === width * height * 4`.
 *
 * The type does not say whether the pixels may still change. Code that caches results of a picture requires a
 * `PyramidPicture`, whose pixels are final.
 */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
  /**
   * The same pixels at 16 bits a channel, RGBA, 0–65535; only of a picture that has more than 8 bits. `data` then holds
   * these values rounded to 8 bits (see `deep-picture.ts`), for networks and everything else that 8 bits suffice for.
   */
  readonly deep?: Uint16Array | undefined;
}

/** One value for each pixel, 0 (none) to 255 (full), row-major; `data.length === width * height`. */
export interface Matte {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A fully transparent picture of the given size in pixels. */
export function emptyPicture(width: number, height: number): Picture {
  return { width, height, data: new Uint8ClampedArray(width * height * 4) };
}

/** A copy whose pixels may change. */
export function copyPicture({ width, height, data, deep }: Picture): Picture {
  const copy = { width, height, data: data.slice() };
  return deep === undefined ? copy : { ...copy, deep: deep.slice() };
}

/** A matte of the given size in pixels, zero everywhere. */
export function emptyMatte(width: number, height: number): Matte {
  return { width, height, data: new Uint8Array(width * height) };
}
