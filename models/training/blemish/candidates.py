"""Where a spot might be: blobs that stand out of the skin, to be sorted by eye into labels.json.

    python3 -m models.training.blemish.candidates --portraits ../shared/portraits

Writes .cache/training/blemish/candidates.json: {file: [[x, y, radius], ...]} in picture pixels, strongest first.
"""

import argparse
import json
import pathlib

import cv2
import numpy as np

from ..blend.faces import BROWS, EYES, LIPS, OVAL, cut, polygon, skin_of

ROOT = pathlib.Path(__file__).resolve().parents[3]
CACHE = ROOT / ".cache" / "training"
SIZE = 768
SCALES = (1.6, 2.2, 3.1, 4.4, 6.2)
"""Gaussian sigmas in pixels of the 768 crop: spots of about 1 to 4.5 % of the face across."""

STEP = 1.6
"""Ratio of the two Gaussians of a difference."""

RADIUS = 1.7
"""A blob's radius in sigmas of the scale that answers most."""

FLOORS = {"dark": 1.3, "bright": 2.0, "red": 0.7}
"""Least difference, in L* or a*, below which a response counts as the camera's noise."""

SHARES = {"dark": 1.0, "bright": 0.55, "red": 1.1}
"""How much each response is worth: bright dots are mostly shine."""

ROUNDEST = 0.3
"""Least ratio of the two curvatures at the peak: below it the blob is a line."""

BUSY = 1.5
"""How much the mean response around a blob, in hair and along folds, lowers its strength."""

NOSTRILS = ((98, 97, 2, 326, 327, 460, 250, 462, 370, 94, 141, 242, 20, 240), (64, 98, 240, 235, 219, 48), (294, 327, 460, 455, 439, 278))

MOST = 24


def candidates(picture, face, most=MOST):
    """[[x, y, radius], ...] in pixels of `picture` (BGR), at most `most`, strongest first."""
    crop, _ = cut(picture, face, SIZE)
    skin = fillable_skin(picture, face)
    found = strongest(peaks(crop, skin), most)
    back = to_picture(face)
    return [[*np.round(back @ [x, y, 1], 1).tolist(), round(radius * 1.6 * face["size"] / SIZE, 1)] for x, y, radius in found]


def fillable_skin(picture, face):
    """The skin of the 768 crop, without outlines, eyes, lips and nostrils, its small holes filled: bool.

    A dark mole is a hole in what looks like skin.
    """
    crop, points = cut(picture, face)
    skin = (skin_of(crop, points) > 100).astype(np.uint8)
    skin = cv2.morphologyEx(skin, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (17, 17)))
    skin &= cv2.erode(polygon(points, OVAL), np.ones((13, 13), np.uint8)) >> 7
    for indices, grow in [(LIPS, 11), *((eye, 23) for eye in EYES), *((brow, 9) for brow in BROWS), *((nostril, 9) for nostril in NOSTRILS)]:
        skin[cv2.dilate(polygon(points, indices), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (grow, grow))) > 0] = 0
    return cv2.resize(skin, (SIZE, SIZE), interpolation=cv2.INTER_NEAREST) > 0


def peaks(crop, skin):
    """(strength, x, y, sigma) of every round blob in the skin, in pixels of the crop."""
    lab = cv2.cvtColor(crop.astype(np.float32) / 255, cv2.COLOR_BGR2LAB)
    if skin.sum() < 500:
        return []
    found = []
    for sigma in SCALES:
        light, red = (difference(lab[..., channel], skin, sigma) for channel in (0, 1))
        for kind, response in (("dark", -light), ("bright", light), ("red", red)):
            spread = 1.4826 * np.median(np.abs(response[skin]))
            around = inside(np.abs(response), skin, 3 * sigma)
            strength = SHARES[kind] * response / (max(FLOORS[kind], spread) + BUSY * around)
            reach = 2 * int(round(1.5 * sigma)) + 1
            top = (response == cv2.dilate(response, np.ones((reach, reach), np.uint8))) & skin & (strength > 0.45)
            roundness = curvature_ratio(response)
            found += [(float(strength[y, x]), int(x), int(y), sigma) for y, x in zip(*np.nonzero(top & (roundness > ROUNDEST)))]
    return found


def difference(channel, skin, sigma):
    """Difference of Gaussians that only looks at skin, so that lips, eyes and background leave no rim."""
    return inside(channel, skin, sigma) - inside(channel, skin, sigma * STEP)


def inside(channel, skin, sigma):
    weight = skin.astype(np.float32)
    total = cv2.GaussianBlur(channel * weight, (0, 0), sigma)
    return total / np.maximum(cv2.GaussianBlur(weight, (0, 0), sigma), 1e-3)


def curvature_ratio(response):
    """Smaller over larger curvature of a peak, 0 to 1: 1 is round, 0 a line."""
    smooth = cv2.GaussianBlur(response, (0, 0), 1)
    xx, yy, xy = (cv2.Sobel(smooth, cv2.CV_32F, *order, ksize=3) for order in ((2, 0), (0, 2), (1, 1)))
    half, turn = (xx + yy) / 2, np.sqrt(((xx - yy) / 2) ** 2 + xy**2)
    return np.where(half + turn < 0, (half + turn) / np.minimum(half - turn, -1e-6), 0)


def strongest(found, most):
    """Non-maximum suppression over places, scales and channels: [(x, y, radius)], strongest first."""
    kept = []
    for _, x, y, sigma in sorted(found, reverse=True):
        radius = RADIUS * sigma
        if all(np.hypot(x - u, y - v) > max(radius, r, 7) for u, v, r in kept):
            kept.append((x, y, radius))
            if len(kept) == most:
                break
    return kept


def to_crop(face):
    """2 x 3 matrix from picture pixels to pixels of the 768 crop; the same turn as `cut`."""
    scale = SIZE / (1.6 * face["size"])
    cos, sin = np.cos(face["angle"]) * scale, np.sin(face["angle"]) * scale
    x, y = face["centre"]
    return np.array([[cos, sin, SIZE / 2 - cos * x - sin * y], [-sin, cos, SIZE / 2 + sin * x - cos * y]])


def to_picture(face):
    """2 x 3 matrix from pixels of the 768 crop to picture pixels."""
    return cv2.invertAffineTransform(to_crop(face))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--portraits", required=True)
    arguments.add_argument("--set", default="faces/", help="beginning of the file names")
    arguments.add_argument("--most", type=int, default=MOST, help="candidates a face")
    options = arguments.parse_args()
    cv2.setNumThreads(1)
    landmarks = json.loads((CACHE / "landmarks.json").read_text())
    out = CACHE / "blemish" / "candidates.json"
    known = json.loads(out.read_text()) if out.exists() else {}
    for name, face in sorted(landmarks.items()):
        if name.startswith(options.set) and face["score"] >= 0.9 and face["size"] >= 170:
            known[name] = candidates(cv2.imread(str(pathlib.Path(options.portraits) / name)), face, options.most)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(found)}" for name, found in sorted(known.items())) + "\n}\n")
    print(f"{sum(map(len, known.values()))} candidates on {len(known)} faces -> {out}")


if __name__ == "__main__":
    main()
