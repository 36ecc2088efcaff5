"""Real spots as donors: what a labelled spot adds to the skin around it, to be added to other faces.

A painter's look is a cue that a network learns instead of the real thing; a donor has the real outline, colour and
shine. It is the density that the spot adds to a smooth fill of its place: ln(light of the fill + STRAY) - ln(light of the
spot + STRAY), in linear light. Blood and melanin absorb the same share of light on every skin, so a donor from light skin
looks right on dark skin. Differences in CIELAB look grey there.
"""

from dataclasses import dataclass

import cv2
import numpy as np

REACH = 2.2
"""Half side of a donor's patch, in radii of its spot."""
CLEAREST = 2.0
"""CIELAB distance to the fill from which a pixel belongs to the spot."""


STRAY = 0.004
"""Linear light (0-1) that the darkest skin reflects, as in judge/features.py."""


@dataclass
class Donor:
    kind: str
    density: np.ndarray
    """S x S x 3 float32, RGB, natural logarithms, fading to 0 at its rim."""
    radius: float


def collect(faces, labels, least=0.0):
    """The donors of all labelled spots of `faces` [(name, crop RGB uint8, skin, doubt)], a list for each kind there is.

    Labels are in crop pixels: (x, y, radius, kind), or with how sure (0-1) as a fifth; less sure than `least` is no donor.
    """
    donors = {"blemish": [], "mark": []}
    for name, crop, *_ in faces:
        for x, y, radius, kind, *sure in labels.get(name, ()):
            if kind not in donors or sure and sure[0] < least:
                continue
            donor = cut_donor(crop, x, y, max(2.0, radius), kind)
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
    encoded = [p.astype(np.float32) / 255 for p in (patch, fill)]
    lab, smooth = (cv2.cvtColor(p, cv2.COLOR_RGB2LAB) for p in encoded)
    fade = np.clip((1.5 - distance) / 0.4, 0, 1)[..., None]
    if np.sqrt((((lab - smooth) * fade) ** 2).sum(2)).max() < CLEAREST:
        return None
    spot, skin = (np.log(to_linear(p) + STRAY) for p in encoded)
    return Donor(kind, ((skin - spot) * fade).astype(np.float32), radius)


def place(lab, donor, x, y, generator, zoom):
    """Adds a donor, turned, mirrored, resized and made weaker or stronger, at x, y of `lab` in place; its mask, 0-1.

    `zoom`: scale of `lab` against the crops that donors come from.
    """
    density = donor.density[:, ::-1] if generator.random() < 0.5 else donor.density
    size = density.shape[0]
    scale = zoom * np.exp(generator.uniform(-0.35, 0.45))
    out = int(np.ceil(size * scale * 1.2)) | 1
    turn = cv2.getRotationMatrix2D(((size - 1) / 2, (size - 1) / 2), generator.uniform(0, 360), scale)
    turn[:, 2] += (out - size) / 2
    turned = cv2.warpAffine(np.ascontiguousarray(density), turn, (out, out), flags=cv2.INTER_LINEAR) * generator.uniform(0.7, 1.35)
    mask = np.zeros(lab.shape[:2], np.float32)
    left, top = int(round(x)) - out // 2, int(round(y)) - out // 2
    rows = slice(max(0, top), min(lab.shape[0], top + out))
    columns = slice(max(0, left), min(lab.shape[1], left + out))
    if rows.start >= rows.stop or columns.start >= columns.stop:
        return mask
    part = turned[rows.start - top:rows.stop - top, columns.start - left:columns.stop - left]
    before = np.ascontiguousarray(lab[rows, columns])
    light = to_linear(np.clip(cv2.cvtColor(before, cv2.COLOR_LAB2RGB), 0, 1))
    spotted = np.clip((light + STRAY) * np.exp(-part) - STRAY, 0, 1).astype(np.float32)
    lab[rows, columns] = cv2.cvtColor(to_encoded(spotted), cv2.COLOR_RGB2LAB)
    strength = np.sqrt((cv2.GaussianBlur(lab[rows, columns] - before, (0, 0), 0.8) ** 2).sum(2))
    mask[rows, columns] = np.clip(strength / max(CLEAREST, 0.5 * float(strength.max())), 0, 1)
    return mask


def to_linear(srgb):
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4).astype(np.float32)


def to_encoded(light):
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055).astype(np.float32)
