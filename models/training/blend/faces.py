"""Cached crops of the portraits for the blend network: 128 x 128 RGB, skin and under-eye mask per face."""

import json
import pathlib

import cv2
import numpy as np

CROP = 512
GRID = 128
FACE_SIZE = GRID / 1.6
"""Pixels of the face's longer side on the grid: the crop's side is 1.6 face sizes."""

OVAL = (10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152,
        148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109)
LIPS = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185)
EYES = ((33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246),
        (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466))
BROWS = ((70, 63, 105, 66, 107, 55, 65, 52, 53, 46), (300, 293, 334, 296, 336, 285, 295, 282, 283, 276))
LOWER_LIDS = ((33, 7, 163, 144, 145, 153, 154, 155, 133), (263, 249, 390, 373, 374, 380, 381, 382, 362))


def load_faces(portraits, landmarks_file, cache_file, smallest=110):
    """Arrays of all usable faces: rgb N x 128 x 128 x 3 uint8, skin and under_eyes N x 128 x 128 uint8, files."""
    cache_file = pathlib.Path(cache_file)
    if not cache_file.exists():
        build(pathlib.Path(portraits), json.loads(pathlib.Path(landmarks_file).read_text()), cache_file, smallest)
    return np.load(cache_file, allow_pickle=False)


def build(portraits, landmarks, cache_file, smallest):
    rgb, skin, under, files = [], [], [], []
    for name, face in sorted(landmarks.items()):
        if face["score"] < 0.9 or face["size"] < smallest:
            continue
        crop, points = cut(cv2.imread(str(portraits / name)), face)
        bare = skin_of(crop, points)
        if bare.mean() < 0.06:
            continue
        rgb.append(cv2.resize(crop[..., ::-1], (GRID, GRID), interpolation=cv2.INTER_AREA))
        skin.append(cv2.resize(bare, (GRID, GRID), interpolation=cv2.INTER_AREA))
        under.append(cv2.resize(under_eyes_of(points), (GRID, GRID), interpolation=cv2.INTER_AREA))
        files.append(name)
    cache_file.parent.mkdir(parents=True, exist_ok=True)
    np.savez(cache_file, rgb=np.stack(rgb), skin=np.stack(skin), under_eyes=np.stack(under), files=np.array(files))


def cut(picture, face, size=CROP):
    """The upright crop (side 1.6 face sizes, edges repeated), BGR size x size, and the landmarks in its pixels."""
    side = 1.6 * face["size"]
    shrink = min(1.0, size / side)
    if shrink < 1:
        picture = cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    scale = size / (side * shrink)
    cos, sin = np.cos(face["angle"]) * scale, np.sin(face["angle"]) * scale
    x, y = face["centre"][0] * shrink, face["centre"][1] * shrink
    matrix = np.array([[cos, sin, size / 2 - cos * x - sin * y], [-sin, cos, size / 2 + sin * x - cos * y]])
    crop = cv2.warpAffine(picture, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    points = np.array(face["landmarks"], np.float64) * shrink @ matrix[:, :2].T + matrix[:, 2]
    return crop, points


def polygon(points, indices, size=CROP):
    mask = np.zeros((size, size), np.uint8)
    cv2.fillPoly(mask, [np.round(points[list(indices)] * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    return mask


def features_of(points):
    """Eyes, brows and lips with a margin, uint8 0-255."""
    mask = np.zeros((CROP, CROP), np.uint8)
    for indices, grow in [(LIPS, 9), *((eye, 17) for eye in EYES), *((brow, 11) for brow in BROWS)]:
        mask |= cv2.dilate(polygon(points, indices), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (grow, grow)))
    return mask


def skin_of(crop, points):
    """Bare skin by the face's own colour: a robust Gaussian in L*a*b* from the cheeks and nose, inside and near the oval."""
    lab = cv2.cvtColor(cv2.GaussianBlur(crop, (0, 0), 2), cv2.COLOR_BGR2LAB).astype(np.float32)
    inner = cv2.erode(polygon(points, OVAL), np.ones((31, 31), np.uint8))
    features = features_of(points)
    seed = lab[(inner > 0) & (features == 0)]
    if len(seed) < 500:
        return np.zeros((CROP, CROP), np.uint8)
    for _ in range(3):
        centre = np.median(seed, 0)
        covariance = np.cov(seed.T) + np.diag([40, 6, 6])
        distance = np.einsum("ij,jk,ik->i", seed - centre, np.linalg.inv(covariance), seed - centre)
        seed = seed[distance < np.quantile(distance, 0.92)]
    delta = lab - centre
    distance = np.einsum("hwi,ij,hwj->hw", delta, np.linalg.inv(covariance), delta)
    likely = np.exp(-0.5 * np.clip(distance - 6, 0, None) / 4)
    oval = cv2.GaussianBlur(cv2.dilate(polygon(points, OVAL), np.ones((25, 25), np.uint8)), (0, 0), 6) / 255
    skin = likely * oval * (1 - features / 255.0)
    skin = cv2.morphologyEx((skin * 255).astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    return cv2.GaussianBlur(skin, (0, 0), 2)


def under_eyes_of(points):
    """Soft crescents from the lower lids a tenth of the face downwards."""
    mask = np.zeros((CROP, CROP), np.uint8)
    drop = 0.085 * CROP / 1.6
    for lid in LOWER_LIDS:
        upper = points[list(lid)] + [0, 0.012 * CROP / 1.6]
        along = np.linspace(-1, 1, len(upper))[:, None]
        lower = upper + np.concatenate([np.zeros_like(along), drop * (1 - 0.6 * along**2)], 1)
        cv2.fillPoly(mask, [np.round(np.concatenate([upper, lower[::-1]])).astype(np.int32)], 255)
    return cv2.GaussianBlur(mask, (0, 0), 6)
