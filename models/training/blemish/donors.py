"""Real spots as donors: what a labelled spot adds to the skin around it, to be added to other faces.

A painter's look is a cue that a network learns instead of the real thing; a donor has the real outline, colour and
shine. It is the spot's difference, in CIELAB, to a smooth fill of its place.
"""

from dataclasses import dataclass

import cv2
import numpy as np

REACH = 2.2
"""Half side of a donor's patch, in radii of its spot."""
CLEAREST = 2.0
"""CIELAB distance to the fill from which a pixel belongs to the spot."""


@dataclass
class Donor:
    kind: str
    difference: np.ndarray
    """S x S x 3 float32, CIELAB units, fading to 0 at its rim."""
    radius: float
    tone: float
    """L* of the skin it lies on."""


def collect(faces, labels):
    """The donors of all labelled spots of `faces` [(name, crop RGB uint8, skin, doubt)], a list for each kind there is; labels in crop pixels."""
    donors = {"blemish": [], "mark": []}
    for name, crop, *_ in faces:
        for x, y, radius, kind in labels.get(name, ()):
            donor = cut_donor(crop, x, y, max(2.0, radius), kind) if kind in donors else None
            if donor is not None:
                donors[kind].append(donor)
    return [same for same in donors.values() if same]


def cut_donor(crop, x, y, radius, kind):
    half = int(np.ceil(REACH * radius)) + 2
    left, top = int(round(x)) - half, int(round(y)) - half
    if left < 4 or top < 4 or left + 2 * half + 5 > crop.shape[1] or top + 2 * half + 5 > crop.shape[0]:
        return None
    patch = np.ascontiguousarray(crop[top:top + 2 * half + 1, left:left + 2 * half + 1])
    grid_y, grid_x = np.mgrid[:2 * half + 1, :2 * half + 1]
    distance = np.hypot(grid_x + left - x, grid_y + top - y) / radius
    fill = cv2.inpaint(patch, (distance < 1.5).astype(np.uint8), 3, cv2.INPAINT_NS)
    lab, smooth = (cv2.cvtColor(p.astype(np.float32) / 255, cv2.COLOR_RGB2LAB) for p in (patch, fill))
    fade = np.clip((1.5 - distance) / 0.4, 0, 1)[..., None]
    difference = ((lab - smooth) * fade).astype(np.float32)
    if np.sqrt((difference**2).sum(2)).max() < CLEAREST:
        return None
    return Donor(kind, difference, radius, float(np.median(lab[..., 0])))


def place(lab, donor, x, y, generator, zoom):
    """Adds a donor, turned, mirrored, resized and made weaker or stronger, at x, y of `lab` in place; its mask, 0-1.

    `zoom`: scale of `lab` against the crops that donors come from.
    """
    difference = donor.difference[:, ::-1] if generator.random() < 0.5 else donor.difference
    size = difference.shape[0]
    scale = zoom * np.exp(generator.uniform(-0.35, 0.45))
    out = int(np.ceil(size * scale * 1.2)) | 1
    turn = cv2.getRotationMatrix2D(((size - 1) / 2, (size - 1) / 2), generator.uniform(0, 360), scale)
    turn[:, 2] += (out - size) / 2
    turned = cv2.warpAffine(np.ascontiguousarray(difference), turn, (out, out), flags=cv2.INTER_LINEAR)
    here = lab[min(int(y), lab.shape[0] - 1), min(int(x), lab.shape[1] - 1), 0]
    turned = turned * generator.uniform(0.7, 1.35)
    # A darkening takes a share of the light there is; on dark skin that is less of it.
    turned[..., 0] *= np.clip(here / max(10.0, donor.tone), 0.4, 1.5)
    mask = np.zeros(lab.shape[:2], np.float32)
    left, top = int(round(x)) - out // 2, int(round(y)) - out // 2
    rows = slice(max(0, top), min(lab.shape[0], top + out))
    columns = slice(max(0, left), min(lab.shape[1], left + out))
    if rows.start >= rows.stop or columns.start >= columns.stop:
        return mask
    part = turned[rows.start - top:rows.stop - top, columns.start - left:columns.stop - left]
    lab[rows, columns] += part
    strength = np.sqrt((cv2.GaussianBlur(turned, (0, 0), 0.8) ** 2).sum(2))[rows.start - top:rows.stop - top, columns.start - left:columns.stop - left]
    mask[rows, columns] = np.clip(strength / max(CLEAREST, 0.5 * float(strength.max())), 0, 1)
    return mask
