"""Parts of a face by its 468 face-mesh landmarks, drawn as masks."""

import cv2
import numpy as np

OVAL = (10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152,
        148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109)
LIPS = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185)
INNER_LIPS = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191)
EYES = ((33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246),
        (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466))
BROWS = ((70, 63, 105, 66, 107, 55, 65, 52, 53, 46), (300, 293, 334, 296, 336, 285, 295, 282, 283, 276))
NOSTRILS = ((166, 60, 20, 242, 141, 97, 75), (392, 290, 250, 462, 370, 326, 305))
BEARD = (132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361,
         432, 287, 326, 2, 97, 57, 212)
"""Where a beard grows: jaw, chin and upper lip."""


def polygon(points: np.ndarray, indices, shape) -> np.ndarray:
    """The polygon of some landmarks as a mask of 0–255; `points` in pixels of `shape` (height, width)."""
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.round(points[list(indices)] * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    return mask


def dilate(mask: np.ndarray, pixels: float) -> np.ndarray:
    size = 2 * max(1, round(pixels)) + 1
    return cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))


def erode(mask: np.ndarray, pixels: float) -> np.ndarray:
    return 255 - dilate(255 - mask, pixels)


def protected(points: np.ndarray, face: float, shape) -> np.ndarray:
    """Eyes with lashes, brows, lips and nostrils, 0–255. `face` is the face size in pixels."""
    mask = dilate(polygon(points, LIPS, shape), 0.006 * face)
    for eye in EYES:
        mask |= dilate(polygon(points, eye, shape), 0.018 * face)
    for brow in BROWS:
        mask |= dilate(polygon(points, brow, shape), 0.008 * face)
    for nostril in NOSTRILS:
        mask |= polygon(points, nostril, shape)
    return mask
