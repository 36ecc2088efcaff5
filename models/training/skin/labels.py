"""Makes training labels from outlines drawn by eye, landmarks and a hair network. Brightness and colour decide nothing.

    python3 -m models.training.skin.labels --shared ../shared

Needs landmarks and person masks (models/training/prepare), and onnxruntime for the hair network. A label is the set of
classes that a pixel may have (classes.py): the outlines say skin or not; landmarks, the person mask and the hair
network say which other class, where they can. Writes .cache/training/skin/drawn.npz and drawn.json, and labels.npz for
the other trainings: whole pictures at most WHOLE_SIDE pixels long, RGB, skin 0–255, and 255 where that is known.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from .classes import ANY, NOT_SKIN, SKIN, bits
from .features import BEARD, BROWS, EYES, INNER_LIPS, LIPS, OVAL, dilate, polygon

ROOT = Path(__file__).resolve().parents[3]
CACHE = ROOT / ".cache" / "training"
SIDE = 512
"""Longer side of the labelled crops in pixels."""
WHOLE_SIDE = 384
"""Longer side in pixels of the whole pictures of labels.npz."""
SAME_PERSON = {"faces/f005.jpg": "whole/w01.jpg", "faces/f097.jpg": "whole/w02.jpg"}
"""Two files of one photograph: the first is held out with the second."""
HAIR, NO_HAIR = 0.6, 0.15
"""Probabilities of the hair network above which it is believed, and below which it sees none."""


def person_plane(file: str, width: int, height: int) -> np.ndarray:
    """The cached person mask of a picture, 0–1, at height × width: the letterbox is cut off again."""
    mask = cv2.imread(str(CACHE / "person" / (file.replace("/", "_").replace(".", "_") + ".png")), cv2.IMREAD_GRAYSCALE)
    side = max(width, height)
    square = cv2.resize(mask, (side, side), interpolation=cv2.INTER_LINEAR).astype(np.float32) / 255
    left, top = (side - width) // 2, (side - height) // 2
    return square[top : top + height, left : left + width]


class HairNetwork:
    """MediaPipe's hair network (shared/models/hair_segmentation.onnx): 512² RGB 0–1 → hair 0–1."""

    def __init__(self, path: Path):
        # Only labels need this package: a message names it where it is missing.
        try:
            import onnxruntime
        except ImportError as error:
            raise SystemExit("The hair labels need onnxruntime: pip install onnxruntime.") from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def __call__(self, rgb: np.ndarray) -> np.ndarray:
        """Hair 0–1 (H × W) of a uint8 RGB picture, which is put into a square with its edges repeated."""
        height, width = rgb.shape[:2]
        side = max(height, width)
        top, left = (side - height) // 2, (side - width) // 2
        square = cv2.copyMakeBorder(rgb, top, side - height - top, left, side - width - left, cv2.BORDER_REPLICATE)
        small = cv2.resize(square, (512, 512), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        hair = self.session.run(None, {"image": small.transpose(2, 0, 1)[None]})[0][0, 0]
        return cv2.resize(hair, (side, side), interpolation=cv2.INTER_LINEAR)[top : top + height, left : left + width]


def in_face_frame(points: np.ndarray, face: dict, shape) -> tuple[np.ndarray, np.ndarray]:
    """Each pixel's place right of and below the face's centre, in face sizes, in the face's own upright frame."""
    rows, columns = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    cos, sin = np.cos(face["angle"]), np.sin(face["angle"])
    x, y = (columns - face["centre"][0]) / face["size"], (rows - face["centre"][1]) / face["size"]
    return x * cos + y * sin, -x * sin + y * cos


def label(drawn: np.ndarray, points: np.ndarray, face: dict, person: np.ndarray, hair: np.ndarray) -> np.ndarray:
    """The set of classes that each pixel may have (H × W, uint16).

    drawn: 255 skin, 0 not, 128 unsure; points: 468 landmarks, face: centre, size and angle, all in pixels of the
    crop; person, hair: 0–1.
    """
    shape, size = drawn.shape, face["size"]
    oval = polygon(points, OVAL, shape) > 127
    across, down = in_face_frame(points, face, shape)
    jaw = ((points[132] + points[361]) / 2 - face["centre"]) / size
    jaw_height = -jaw[0] * np.sin(face["angle"]) + jaw[1] * np.cos(face["angle"])
    head = oval | ((down < jaw_height) & (np.abs(across) < 0.75))
    near_jaw = (dilate(oval.astype(np.uint8) * 255, 0.05 * size) > 0) | ((down < jaw_height + 0.06) & (np.abs(across) < 0.8))
    allowed = np.where(head, bits("face skin"), np.where(near_jaw, SKIN, bits("body skin"))).astype(np.uint16)

    other = np.full(shape, NOT_SKIN, np.uint16)
    is_hair, no_hair = hair > HAIR, hair < NO_HAIR
    below = ~oval & (down > jaw_height + 0.1)
    other[no_hair] = NOT_SKIN & ~bits("hair")
    other[(person < 0.05) & no_hair & ~oval] = bits("background")
    other[(person > 0.9) & no_hair & below] = bits("clothes", "jewellery")
    other[(person > 0.9) & no_hair & below & (down > 1.0)] = bits("clothes")
    other[is_hair & ~oval] = bits("hair")
    jaw_mask = polygon(points, BEARD, shape) > 127
    other[oval & ~jaw_mask] = bits("hair", "glasses", "brows", "eyes")
    other[oval & ~jaw_mask & is_hair] = bits("hair", "brows")
    other[oval & jaw_mask] = bits("beard", "lips")
    other[is_hair & below & (np.abs(across) < 0.5) & (down < 0.85)] = bits("beard", "hair")
    for brow in BROWS:
        inside = dilate(polygon(points, brow, shape), 0.012 * size) > 127
        other[inside] = bits("brows", "hair", "glasses")
        other[inside & ~is_hair] = bits("brows", "glasses")
    for eye in EYES:
        other[dilate(polygon(points, eye, shape), 0.03 * size) > 127] = bits("eyes", "glasses")
        other[polygon(points, eye, shape) > 127] = bits("eyes")
    other[dilate(polygon(points, LIPS, shape), 0.02 * size) > 127] = bits("lips", "beard")
    other[polygon(points, LIPS, shape) > 127] = bits("lips")
    mouth = polygon(points, INNER_LIPS, shape) > 127
    other[mouth] = bits("teeth", "lips")
    allowed[drawn < 60] = other[drawn < 60]
    unsure = (drawn >= 60) & (drawn <= 200)
    allowed[unsure] = ANY
    allowed[unsure & jaw_mask & oval] = bits("face skin", "beard", "lips")
    # Nobody's skin hides a mouth: what lies open between the lips is teeth.
    allowed[(cv2.erode(mouth.astype(np.uint8), np.ones((3, 3))) > 0) & (drawn < 60)] = bits("teeth")
    return allowed


def read_entry(shared: Path, entry: dict, face: dict, hair_of: HairNetwork):
    """Planes (H × W × 6: RGB, low and high byte of the set, person 0–255) and geometry of a drawn picture."""
    picture = cv2.cvtColor(cv2.imread(str(shared / "portraits" / entry["file"])), cv2.COLOR_BGR2RGB)
    person = person_plane(entry["file"], picture.shape[1], picture.shape[0])
    left, top, right, bottom = (round(value) for value in entry["crop"])
    picture, person = picture[top:bottom, left:right], person[top:bottom, left:right]
    drawn = cv2.imread(str(shared / "labels" / entry["mask"]), cv2.IMREAD_GRAYSCALE)
    shrink = SIDE / max(picture.shape[:2])
    width, height = (round(side * shrink) for side in picture.shape[1::-1])
    hair = cv2.resize(hair_of(picture), (width, height), interpolation=cv2.INTER_AREA)
    picture = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA if shrink < 1 else cv2.INTER_CUBIC)
    person = cv2.resize(person, (width, height), interpolation=cv2.INTER_AREA)
    drawn = cv2.resize(drawn, (width, height), interpolation=cv2.INTER_NEAREST_EXACT)
    points = (np.array(face["landmarks"]) - [left, top]) * shrink
    moved = {"size": face["size"] * shrink, "angle": face["angle"],
             "centre": [(face["centre"][0] - left) * shrink, (face["centre"][1] - top) * shrink]}
    allowed = label(drawn, points, moved, person, hair)
    planes = np.dstack([picture, allowed & 255, allowed >> 8, np.round(255 * person)]).astype(np.uint8)
    return planes, moved | {"landmarks": np.round(points, 1).tolist()}, drawn


def whole_planes(shared: Path, entry: dict) -> np.ndarray:
    """A drawn picture as a whole, at most WHOLE_SIDE long: RGB, skin 0–255, and 255 where skin or not is known."""
    picture = cv2.cvtColor(cv2.imread(str(shared / "portraits" / entry["file"])), cv2.COLOR_BGR2RGB)
    left, top, right, bottom = (round(value) for value in entry["crop"])
    drawn = cv2.imread(str(shared / "labels" / entry["mask"]), cv2.IMREAD_GRAYSCALE)
    mask = np.full(picture.shape[:2], 128, np.uint8)
    place = mask[top:bottom, left:right]
    place[:] = cv2.resize(drawn, place.shape[::-1], interpolation=cv2.INTER_NEAREST_EXACT)
    shrink = min(1.0, WHOLE_SIDE / max(mask.shape))
    size = (round(mask.shape[1] * shrink), round(mask.shape[0] * shrink))
    skin, known = (cv2.resize(plane.astype(np.uint8) * 255, size, interpolation=cv2.INTER_AREA) for plane in (mask > 200, mask < 60))
    return np.dstack([cv2.resize(picture, size, interpolation=cv2.INTER_AREA), skin, np.where(skin + known.astype(int) > 250, 255, 0)]).astype(np.uint8)


def tone_of(rgb: np.ndarray, skin: np.ndarray) -> dict:
    """Individual typology angle of the skin's median colour in degrees, and the share of skin below half its median light."""
    colours = rgb[skin].astype(np.float32) / 255
    if len(colours) == 0:
        return {"ita": 30.0, "shade": 0.0}
    light, _, yellow = cv2.cvtColor(np.median(colours, 0).astype(np.float32)[None, None], cv2.COLOR_RGB2LAB)[0, 0]
    linear = (colours**2.2) @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    shade = float((linear < 0.5 * np.median(linear)).mean())
    return {"ita": float(np.degrees(np.arctan2(light - 50, yellow))), "shade": shade}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with portraits/, labels/ and models/")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    faces = json.loads((CACHE / "landmarks.json").read_text())
    entries = json.loads((options.shared / "labels/skin/index.json").read_text())["pictures"]
    held_out = {entry["file"] for entry in entries if entry["projectHeldOut"]}
    hair_of = HairNetwork(options.shared / "models/hair_segmentation.onnx")
    arrays, geometry, wholes = {}, {}, {}
    for entry in entries:
        file = entry["file"]
        if file not in faces:
            print(f"{file}: no landmarks, left out")
            continue
        planes, place, drawn = read_entry(options.shared, entry, faces[file], hair_of)
        arrays[file] = planes
        wholes[file] = whole_planes(options.shared, entry)
        kept_aside = file in held_out or SAME_PERSON.get(file) in held_out
        geometry[file] = place | tone_of(planes[..., :3], drawn > 200) | {"heldOut": kept_aside}
    (CACHE / "skin").mkdir(parents=True, exist_ok=True)
    np.savez(CACHE / "skin" / "drawn.npz", **arrays)
    np.savez(CACHE / "skin" / "labels.npz", **wholes)
    (CACHE / "skin" / "drawn.json").write_text(json.dumps(geometry))
    print(f"{len(arrays)} pictures labelled, {sum(place['heldOut'] for place in geometry.values())} of them held out")


if __name__ == "__main__":
    main()
