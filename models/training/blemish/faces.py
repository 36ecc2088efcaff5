"""Cached face crops at the detector's scale: 768 x 768 RGB, skin of face and neck, and where a real spot may already be."""

import json
import pathlib

import cv2
import numpy as np

from ..blend.faces import cut, skin_of
from ..skin.labels import CACHE

SIZE = 768
SIGMAS = (1.5, 2.2, 3.2, 4.6, 6.6)
"""Blob sizes of the candidate filter, in pixels of the 768 crop: spots of about .4 to 3 % of the face."""

LONGEST = 44
"""Pixels of the 768 crop, about 9 % of the face: what is longer is no spot."""


def load_faces(portraits, landmarks_file, folder, files, smallest=170):
    """[(name, crop SIZE x SIZE x 3 RGB uint8, skin SIZE x SIZE uint8, doubt SIZE x SIZE uint8)], made once, then cached.

    Needs models.training.skin.labels.
    """
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    landmarks = json.loads(pathlib.Path(landmarks_file).read_text())
    labels = np.load(CACHE / "skin" / "labels.npz")
    faces = []
    for name in sorted(files):
        face = landmarks.get(name)
        if face is None or face["score"] < 0.9 or face["size"] < smallest:
            continue
        cached = folder / (name.replace("/", "_") + ".npz")
        if not cached.exists():
            picture = cv2.imread(str(pathlib.Path(portraits) / name))
            crop, _ = cut(picture, face, SIZE)
            small, points = cut(picture, face)
            skin = cv2.resize(skin_of(small, points), (SIZE, SIZE), interpolation=cv2.INTER_LINEAR)
            if name in labels.files:
                skin = np.maximum(skin, believed_skin(labels[name], face))
            np.savez(cached, crop=crop[..., ::-1], skin=skin, doubt=candidates(crop, skin))
        data = np.load(cached)
        faces.append((name, data["crop"], data["skin"], data["doubt"]))
    return faces


def believed_skin(entry, face):
    """The skin label of a whole portrait, cut as the face's crop: where spots are painted on the face only, the neck is learned to have none."""
    shrink = entry.shape[1] / face["width"]
    scaled = {**face, "size": face["size"] * shrink, "centre": [v * shrink for v in face["centre"]]}
    skin = np.where(entry[..., 4] > 128, entry[..., 3], 0)
    return cut(np.ascontiguousarray(skin), scaled, SIZE)[0]


def candidates(crop, skin):
    """Where any blob stands out of the skin, real spot or not: 255, else 0.

    These pixels are never taught as clean skin: a portrait's own blemishes are not labelled, and a network
    told that they are background learns to see painted spots only.
    """
    lab = cv2.cvtColor(crop, cv2.COLOR_BGR2LAB).astype(np.float32)
    inside = skin > 100
    mask = np.zeros(skin.shape, np.uint8)
    if inside.sum() < 500:
        return mask
    for channel, floor in ((0, 2.2), (1, 1.2)):
        for sigma in SIGMAS:
            blob = cv2.GaussianBlur(lab[..., channel], (0, 0), sigma) - cv2.GaussianBlur(lab[..., channel], (0, 0), sigma * 1.6)
            spread = 1.4826 * np.median(np.abs(blob[inside]))
            found = (np.abs(blob) > max(floor, 3.2 * spread)) & inside
            reach = int(2 * sigma) | 1
            mask |= cv2.dilate(found.astype(np.uint8), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    return compact(mask) * 255


def compact(mask):
    """Keep components that a spot could be. Long ones are folds, lip and nose outlines: known not to be spots."""
    count, parts, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    spot_like = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) <= LONGEST
    spot_like[0] = False
    return spot_like[parts].astype(np.uint8)
