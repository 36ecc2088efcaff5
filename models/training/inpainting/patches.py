"""Cached patches of skin at the portraits' own resolution, for the inpainting network."""

import json
import pathlib

import cv2
import numpy as np

from ..blend.faces import CROP, cut, skin_of

PATCH = 160
PER_FACE = 10


def load_patches(portraits, landmarks_file, cache_file, files):
    """rgb N x 160 x 160 x 3 uint8 and skin N x 160 x 160 uint8 of the named portraits; made once, then cached."""
    cache_file = pathlib.Path(cache_file)
    if not cache_file.exists():
        build(pathlib.Path(portraits), json.loads(pathlib.Path(landmarks_file).read_text()), cache_file, sorted(files))
    return np.load(cache_file)


def build(portraits, landmarks, cache_file, files):
    generator = np.random.default_rng(5)
    rgb, skin = [], []
    for name in files:
        face = landmarks[name]
        if face["score"] < 0.9 or face["size"] < 150:
            continue
        picture = cv2.imread(str(portraits / name))
        mask = native_skin(picture, face)
        for scale in {1.0, min(1.0, 500 / face["size"])}:
            scaled = picture if scale == 1 else cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            small = mask if scale == 1 else cv2.resize(mask, scaled.shape[1::-1], interpolation=cv2.INTER_AREA)
            for left, top in places(small, generator):
                rgb.append(scaled[top:top + PATCH, left:left + PATCH, ::-1])
                skin.append(small[top:top + PATCH, left:left + PATCH])
    cache_file.parent.mkdir(parents=True, exist_ok=True)
    np.savez(cache_file, rgb=np.stack(rgb), skin=np.stack(skin))


def native_skin(picture, face):
    """The skin mask of the face crop, laid back over the picture; uint8 0-255."""
    crop, points = cut(picture, face)
    mask = skin_of(crop, points)
    scale = CROP / (1.6 * face["size"])
    cos, sin = np.cos(face["angle"]) * scale, np.sin(face["angle"]) * scale
    x, y = face["centre"]
    matrix = np.array([[cos, sin, CROP / 2 - cos * x - sin * y], [-sin, cos, CROP / 2 + sin * x - cos * y]])
    return cv2.warpAffine(mask, matrix, picture.shape[1::-1], flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)


def places(mask, generator):
    """Corners of patches whose centre is on skin."""
    height, width = mask.shape
    if height < PATCH or width < PATCH:
        return []
    rows, columns = np.nonzero(mask > 200)
    if len(rows) < 400:
        return []
    chosen = generator.integers(0, len(rows), PER_FACE)
    return [(int(np.clip(columns[i] - PATCH // 2, 0, width - PATCH)), int(np.clip(rows[i] - PATCH // 2, 0, height - PATCH)))
            for i in chosen]
