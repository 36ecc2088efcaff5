/** Smallest face that is retouched: pixels along its longer side. */
export const SMALLEST_FACE = 64;
/** Faces with a longer side below this, in pixels, get a note that the effect is small. */
export const SMALL_FACE = 100;
/** Shortest side of a picture, in pixels: room for the smallest face. */
export const SMALLEST_SIDE = SMALLEST_FACE;
/** Longest side of a picture, in pixels. */
export const LARGEST_SIDE = 12000;
/** Largest area of a picture, in pixels. Working copies of larger pictures do not fit in a browser's memory. */
export const LARGEST_AREA = 80_000_000;
