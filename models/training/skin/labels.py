"""Labels bare skin in the training portraits.

    /usr/bin/python3 -m models.training.skin.labels --portraits ../shared/portraits

Needs landmarks and person masks (models/training/prepare). Per portrait: a colour model of the face's own skin,
learned between the landmarks, seeds a GrabCut inside the person; landmark polygons take eyes, brows, lips and
nostrils out. Where colour model and GrabCut disagree nobody is believed: the pixel counts for nothing.
Writes .cache/training/skin/labels.npz: pictures at most SIDE pixels long, `label` 0–255 and `trust` 0 or 255.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from .features import BEARD, OVAL, dilate, erode, polygon, protected

ROOT = Path(__file__).resolve().parents[3]
CACHE = ROOT / ".cache" / "training"
SIDE = 384
"""Longer side of the labelled pictures in pixels."""
WIDEST = np.array([26.0, 6.0, 6.5])
"""Largest standard deviation of one face's skin in L*, a*, b* (OpenCV's 8-bit scale)."""
SHADE = 0.07
"""Distance of shares of red and green within which darker is shade of the same skin."""
SMALLEST = 90
"""Faces smaller than this, in pixels of the original, are not labelled."""
SHINES = 165.0
"""L* (OpenCV's 8-bit scale) of skin below which what is brighter within the face is taken for shine. Above it might be fair hair."""


def skin_model(lab: np.ndarray, seed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Centre and inverse covariance of the seed's colours, trimmed three times. `lab` is float L*a*b* (OpenCV's 8-bit scale)."""
    colours = lab[seed > 0]
    for _ in range(3):
        centre = np.median(colours, 0)
        covariance = np.cov((colours - centre).T) + np.diag([60.0, 5.0, 5.0])
        # Sunglasses or hair among the seeds would widen the model until everything is skin.
        shrink = np.minimum(1, WIDEST / np.sqrt(np.diag(covariance)))
        covariance *= np.outer(shrink, shrink)
        inverse = np.linalg.inv(covariance)
        delta = colours - centre
        distance = np.einsum("ij,jk,ik->i", delta, inverse, delta)
        colours = colours[distance <= np.quantile(distance, 0.93)]
    return centre, inverse


def distance_to_skin(lab: np.ndarray, model) -> np.ndarray:
    """Squared Mahalanobis distance of every pixel to the skin colour."""
    centre, inverse = model
    # Necks and chests lie in shade: darkness alone counts half on the way down.
    delta = lab - centre
    delta[..., 0] = np.where(delta[..., 0] < 0, 0.75 * delta[..., 0], delta[..., 0])
    return np.einsum("hwi,ij,hwj->hw", delta, inverse, delta)


def label(picture: np.ndarray, points: np.ndarray, face: float, person: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Skin and trust (both uint8, 0–255) of one BGR picture; landmarks and face size in its pixels; person 0–1."""
    shape = picture.shape[:2]
    lab = cv2.cvtColor(cv2.bilateralFilter(picture, 7, 25, 3), cv2.COLOR_BGR2LAB).astype(np.float32)
    oval = polygon(points, OVAL, shape)
    parts = protected(points, face, shape)
    core = erode(oval, 0.07 * face)
    beard = polygon(points, BEARD, shape)
    seed = (core > 0) & (dilate(parts, 0.02 * face) == 0) & (beard == 0)
    model = skin_model(lab, seed)
    distance = distance_to_skin(lab, model)

    near = distance < 9
    far = distance > 22
    centre_x = points[:, 0].mean()
    rows, columns = np.mgrid[: shape[0], : shape[1]]
    # The mesh ends a little below the hairline. Further up is hair or a cap, or else a bald head.
    top = points[:, 1].min()
    above = (rows < top - 0.06 * face) & (np.abs(columns - centre_x) < 1.2 * face)
    outside = (person < 0.15) | (rows < top - 0.5 * face)
    near &= ~above | (distance < 5)
    state = np.full(shape, cv2.GC_PR_BGD, np.uint8)
    state[near] = cv2.GC_PR_FGD
    state[far] = cv2.GC_BGD
    state[seed & (distance < 6)] = cv2.GC_FGD
    state[outside] = cv2.GC_BGD
    cut = state.copy()
    cv2.grabCut(cv2.cvtColor(lab.astype(np.uint8), cv2.COLOR_LAB2BGR), cut, None, np.zeros((1, 65)), np.zeros((1, 65)), 4, cv2.GC_INIT_WITH_MASK)
    # Dark skin shines in the colour of the lamp, which is far from its own: within the face that is skin all the same.
    plain = (core > 0) & (beard == 0) & (dilate(parts, 0.04 * face) == 0)
    shine = plain & (lab[..., 0] > model[0][0] + 12) & (lab[..., 1] > 125) & (model[0][0] < SHINES)
    chosen = (((cut == cv2.GC_FGD) | (cut == cv2.GC_PR_FGD)) | shine) & (parts < 128)
    chosen = keep_attached(chosen, oval, face)

    doubt = (chosen & (distance > 14)) | (~chosen & near & ~outside & (parts < 64))
    doubt |= (person > 0.15) & (person < 0.6) & chosen
    doubt |= above & chosen & (distance > 6)
    # What a shadow darkens is far from the lit skin's colour, in the face and on the neck: it may well be skin.
    neck = (rows > points[:, 1].max() - 0.1 * face) & (rows < points[:, 1].max() + 0.5 * face) & (np.abs(columns - centre_x) < 0.5 * face)
    shade = ((core > 0) | (neck & (person > 0.5))) & is_shade(picture, seed)
    doubt |= shade & ~chosen & (parts < 64)
    inside = core > 0
    doubt &= ~((inside & chosen & (distance < 18)) | shine)
    skin = cv2.GaussianBlur(chosen.astype(np.float32), (0, 0), 0.7)
    trust = cv2.erode((~doubt).astype(np.uint8) * 255, np.ones((3, 3), np.uint8))
    trust[parts > 128] = 255
    return np.round(255 * skin).astype(np.uint8), trust


def is_shade(picture: np.ndarray, seed: np.ndarray) -> np.ndarray:
    """Where a BGR picture has the seed's shares of red and green, give or take, and less light."""
    smooth = cv2.GaussianBlur(picture, (0, 0), 1).astype(np.float32) + 8
    light = smooth.sum(2)
    shares = smooth[..., 1:] / light[..., None]
    return (np.linalg.norm(shares - np.median(shares[seed], 0), axis=2) < SHADE) & (light < np.median(light[seed]))


def keep_attached(chosen: np.ndarray, oval: np.ndarray, face: float) -> np.ndarray:
    """Drops specks: keeps what touches the face, and islands (hands, chest) of at least a hundredth of the face's square."""
    mask = cv2.morphologyEx(chosen.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)) & chosen
    count, islands, stats, _ = cv2.connectedComponentsWithStats(mask)
    for index in range(1, count):
        island = islands == index
        if stats[index, cv2.CC_STAT_AREA] < 0.01 * face * face and not (island & (oval > 128)).any():
            mask[island] = 0
    return mask > 0


def read_person(file: str, width: int, height: int) -> np.ndarray:
    """The cached person mask of a portrait, 0–1, at height × width: the letterbox is cut off again."""
    mask = cv2.imread(str(CACHE / "person" / (file.replace("/", "_").replace(".", "_") + ".png")), cv2.IMREAD_GRAYSCALE)
    side = max(width, height)
    square = cv2.resize(mask, (side, side), interpolation=cv2.INTER_LINEAR).astype(np.float32) / 255
    left, top = (side - width) // 2, (side - height) // 2
    return square[top : top + height, left : left + width]


def labelled(portraits: Path, file: str, face: dict):
    """Shrunk picture (BGR), label, trust, face entry in its pixels; None where the face cannot be used."""
    if face["score"] < 0.9 or face["size"] < SMALLEST:
        return None
    picture = cv2.imread(str(portraits / file))
    shrink = min(1.0, SIDE / max(picture.shape[:2]))
    picture = cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    height, width = picture.shape[:2]
    points = np.array(face["landmarks"]) * shrink
    skin, trust = label(picture, points, face["size"] * shrink, read_person(file, width, height))
    return picture, skin, trust, points


def dropped() -> set[str]:
    """The files whose labels are wrong, found by eye."""
    return set(json.loads(Path(__file__).with_name("dropped.json").read_text())["files"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--portraits", type=Path, required=True)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    faces = json.loads((CACHE / "landmarks.json").read_text())
    left_out = dropped()
    arrays = {}
    for file, face in sorted(faces.items()):
        result = None if file in left_out else labelled(options.portraits, file, face)
        if result is None:
            continue
        picture, skin, trust, _ = result
        arrays[file] = np.dstack([picture[..., ::-1], skin, trust])
    (CACHE / "skin").mkdir(parents=True, exist_ok=True)
    np.savez(CACHE / "skin" / "labels.npz", **arrays)
    print(f"{len(arrays)} portraits labelled")


if __name__ == "__main__":
    main()
