"""Reads rendered people (RGBA, class mask, JSON a person) into one array file for the training.

    python3 -m models.training.skin.rendered FOLDER [FOLDER ...]

A generator of people wrote the folder: NNNNN.png (RGBA) and NNNNN.class.png, whose grey level / 20 is the class.

    0 background     4 mouth and teeth    8 hair       12 shaved scalp
    1 face skin      5 eyes               9 beard
    2 body skin      6 brows             10 clothes
    3 lips           7 lashes            11 glasses

Writes .cache/training/skin/rendered.npz and rendered.json.
"""

import json
import sys
from pathlib import Path

import cv2
import numpy as np

from .classes import SKIN, bits
from .labels import CACHE, tone_of

GREY_STEP = 20
FACE, BODY, LIPS, MOUTH, EYES, BEARD = 1, 2, 3, 4, 5, 9
SETS = np.array([bits("background"), bits("face skin"), bits("body skin"), bits("lips"), bits("teeth"), bits("eyes"),
                 bits("brows"), bits("eyes"), bits("hair"), bits("beard"), bits("clothes"), bits("glasses"),
                 bits("face skin", "hair")], np.uint16)
"""The set of classes of each rendered class; a shaved scalp is skin or hair."""
DENSE, THIN = 0.4, 0.12
"""Share of beard pixels nearby above which all is beard, and below which all is skin."""
FACE_SIZE = 2.45
"""Size of a face in distances between its eyes, as the landmark network would have it."""


def label(classes: np.ndarray) -> np.ndarray:
    """The set of classes that each pixel may have, of a mask of rendered classes."""
    face_rows, face_columns = np.nonzero(classes == FACE)
    near_lips = cv2.dilate((classes == LIPS).astype(np.uint8), np.ones((25, 25))) > 0
    # The generator paints nails as mouth: they lie far from any lips.
    classes = np.where((classes == MOUTH) & ~near_lips, BODY, classes)
    allowed = SETS[classes]
    if len(face_rows) == 0 or len(face_columns) == 0:
        return allowed
    beard = cv2.blur((classes == BEARD).astype(np.float32), (9, 9))
    jaw = np.isin(classes, (FACE, BODY, BEARD))
    allowed[jaw & (beard > THIN)] = SKIN | bits("beard")
    allowed[jaw & (beard > DENSE)] = bits("beard")
    allowed[(classes == BEARD) & (beard <= THIN)] = SKIN | bits("beard")
    return allowed


def place_of(classes: np.ndarray):
    """Centre, size, angle and eyes of the rendered face in pixels; None where no two eyes are seen."""
    rows, columns = np.nonzero(np.isin(classes, (FACE, LIPS, MOUTH, EYES, 6, 7, 11)))
    eye_rows, eye_columns = np.nonzero(classes == EYES)
    if len(eye_rows) < 12:
        return None
    middle = eye_columns.mean()
    left, right = eye_columns < middle, eye_columns >= middle
    if not left.any() or not right.any():
        return None
    eyes = [[float(eye_columns[side].mean()), float(eye_rows[side].mean())] for side in (left, right)]
    apart = np.hypot(eyes[1][0] - eyes[0][0], eyes[1][1] - eyes[0][1])
    size = max(FACE_SIZE * float(apart), 0.8 * float(np.ptp(rows)))
    angle = float(np.arctan2(eyes[1][1] - eyes[0][1], eyes[1][0] - eyes[0][0])) if apart > 0.2 * size else 0.0
    return {"centre": [float(columns.mean()), float(np.mean([rows.min(), rows.max()]))], "size": size,
            "angle": angle, "eyes": eyes}


def main() -> None:
    arrays, places = {}, {}
    for folder in sys.argv[1:]:
        for path in sorted(Path(folder).glob("*.class.png")):
            name = path.name.split(".")[0]
            picture = cv2.imread(str(path.with_name(f"{name}.png")), cv2.IMREAD_UNCHANGED)
            mask = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
            if picture is None or mask is None:
                continue
            height, width = mask.shape
            classes = np.clip(np.round(mask / GREY_STEP), 0, len(SETS) - 1).astype(np.int64)
            place = place_of(classes)
            if place is None:
                print(f"{path}: no two eyes, left out")
                continue
            picture = cv2.cvtColor(cv2.resize(picture, (width, height), interpolation=cv2.INTER_CUBIC), cv2.COLOR_BGRA2RGBA)
            allowed = label(classes)
            key = f"{Path(folder).name}/{name}"
            arrays[key] = np.dstack([picture[..., :3], allowed & 255, allowed >> 8, picture[..., 3]]).astype(np.uint8)
            places[key] = place | tone_of(picture[..., :3], (allowed & SKIN > 0) & (allowed & ~SKIN == 0))
    (CACHE / "skin").mkdir(parents=True, exist_ok=True)
    np.savez(CACHE / "skin" / "rendered.npz", **arrays)
    (CACHE / "skin" / "rendered.json").write_text(json.dumps(places))
    print(f"{len(arrays)} rendered people")


if __name__ == "__main__":
    main()
