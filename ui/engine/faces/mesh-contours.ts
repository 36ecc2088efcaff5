/**
 * Landmark indices of MediaPipe's canonical face mesh (468 vertices), as contours. LEFT and RIGHT are sides of the
 * picture of an upright face, not of the person.
 */

/** Edge of the eyelids, from the outer corner along the lower lid and back along the upper one. */
export const LEFT_EYE = [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246] as const;
export const RIGHT_EYE = [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466] as const;

/**
 * Around the lashes: the next ring of vertices, just below the lower lashes and on the upper lid. One more vertex (113,
 * 342) lies beyond the outer corner, at the end of the upper lashes.
 */
export const LEFT_LASHES = [130, 25, 110, 24, 23, 22, 26, 112, 243, 190, 56, 28, 27, 29, 30, 247, 113] as const;
export const RIGHT_LASHES = [
  359, 255, 339, 254, 253, 252, 256, 341, 463, 414, 286, 258, 257, 259, 260, 467, 342,
] as const;

/** Upper edge of the brow, from the temple inwards. */
export const LEFT_BROW_TOP = [70, 63, 105, 66, 107] as const;
export const RIGHT_BROW_TOP = [300, 293, 334, 296, 336] as const;
/** Lower edge of the brow, and the fold of the upper lid; equal positions lie below each other. */
export const LEFT_BROW_BOTTOM = [46, 53, 52, 65, 55] as const;
export const RIGHT_BROW_BOTTOM = [276, 283, 282, 295, 285] as const;
export const LEFT_LID_FOLD = [225, 224, 223, 222, 221] as const;
export const RIGHT_LID_FOLD = [445, 444, 443, 442, 441] as const;

/** Rim of the nostril. */
export const LEFT_NOSTRIL = [238, 239, 79, 166, 59, 75, 60, 20] as const;
export const RIGHT_NOSTRIL = [458, 459, 309, 392, 289, 305, 290, 250] as const;

/** Outer edge of the lips. */
export const LIPS = [
  61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146,
] as const;

/** Outline of the face: forehead below the hairline, temples, cheeks, jaw, chin. */
export const FACE_OVAL = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
  172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
] as const;
