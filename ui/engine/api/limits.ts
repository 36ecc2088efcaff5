/** Faces smaller than this (pixels along the longer side) are left alone. */
export const SMALLEST_FACE = 64;
/** Faces smaller than this are retouched, with a note that little can be gained. */
export const SMALL_FACE = 100;
/** A picture needs room for the smallest face. */
export const SMALLEST_SIDE = SMALLEST_FACE;
/** Beyond these, in pixels, the working copies no longer fit in a browser's memory. */
export const LARGEST_SIDE = 12000;
export const LARGEST_AREA = 80_000_000;
