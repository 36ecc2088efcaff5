"""Holes of the shapes that spots leave: one to five warped discs, mostly small, on skin."""

import cv2
import numpy as np


def draw_hole_mask(skin, generator, largest=26):
    """A hole mask (bool, shape of `skin`) whose discs are centred on skin; radius 2 to `largest` pixels."""
    size = skin.shape[0]
    mask = np.zeros((size, size), np.uint8)
    rows, columns = np.nonzero(skin > 128)
    if len(rows) == 0:
        rows, columns = np.array([size // 2]), np.array([size // 2])
    for _ in range(generator.integers(1, 6)):
        at = generator.integers(0, len(rows))
        radius = 2 + (largest - 2) * generator.random() ** 2.2
        angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
        wobble = 1 + sum(generator.normal(0, 0.22 / k) * np.cos(k * angles + generator.uniform(0, 6.3)) for k in (1, 2, 3))
        stretch = np.exp(generator.normal(0, 0.2))
        points = np.stack([columns[at] + radius * wobble * np.cos(angles) * stretch, rows[at] + radius * wobble * np.sin(angles) / stretch], 1)
        cv2.fillPoly(mask, [np.round(points).astype(np.int32)], 1)
    return mask.astype(bool)
