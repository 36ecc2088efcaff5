/**
 * A decoded picture: RGBA, 8 bits a channel, straight (not premultiplied) alpha, rows from top to
 * bottom, sRGB-encoded, orientation already applied. `data.length === width * height * 4`.
 */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** One value a pixel, 0 (none) to 255 (all), row-major; `data.length === width * height`. */
export interface Matte {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A fully transparent picture of the given size in pixels. */
export function emptyPicture(width: number, height: number): Picture {
  return { width, height, data: new Uint8ClampedArray(width * height * 4) };
}

/** A matte of the given size in pixels, zero everywhere. */
export function emptyMatte(width: number, height: number): Matte {
  return { width, height, data: new Uint8Array(width * height) };
}
