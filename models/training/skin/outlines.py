"""More people for the training: outlines of models/training/skin/outlines.json, and studio portraits that need none.

    python3 -m models.training.skin.outlines crops --shared ../shared      # crops → .cache/training/outlined
    python3 -m models.training.skin.outlines labels --shared ../shared     # labels → .cache/training/skin/more.npz

Between the two, models/training/prepare runs on .cache/training/outlined, and its landmarks.json moves there.
An outline's units are 760ths of its crop's longer side. A band around each outline is unsure, so no border is judged
that a hand drew. On the studio portraits (white wall, white shirt, even light) skin is what is person, not hair and
not white: colour tells shirt from skin there, and no shadow is dark enough to matter.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from .classes import ANY, SKIN, bits
from .features import BROWS, EYES, LIPS, NOSTRILS, dilate, polygon
from .labels import CACHE, SIDE, HairNetwork, label, person_plane, tone_of

FOLDER = CACHE / "outlined"
UNITS = 760
BAND = 2.2
"""Half the width of the unsure band around an outline, in units."""
PLAIN = "london_"
"""Files of unretouched/ that begin so are studio portraits with white shirts."""
CHEEKS = (117, 118, 101, 36, 205, 187, 123)
"""Landmarks around one cheek."""
OTHER = ("beard", "jewellery", "glasses", "hair", "clothes")
"""Outlined beside skin; clothes are hats and scarves, a list of rings each: an outline and what it leaves out."""


def outlines() -> list[dict]:
    """The outlined people."""
    return json.loads(Path(__file__).with_name("outlines.json").read_text())["people"]


def write_crops(shared: Path) -> None:
    """Crops of all people and index.json, as models/training/prepare wants them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    index = []
    for person in outlines():
        picture = cv2.imread(str(shared / person["file"]))
        if person["turn"]:
            picture = np.ascontiguousarray(np.rot90(picture, 4 - person["turn"]))
        if person["crop"]:
            left, top, right, bottom = person["crop"]
            picture = picture[top:bottom, left:right]
        scale = 900 / max(picture.shape[:2])
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
        cv2.imwrite(str(FOLDER / f"{person['name']}.png"), picture)
        index.append({"file": f"{person['name']}.png", "face": [round(value * 900 / UNITS) for value in person["face"]]})
    plain = json.loads((shared / "portraits/unretouched/index.json").read_text())["pictures"]
    for entry in plain:
        if entry["file"].startswith(PLAIN):
            picture = cv2.imread(str(shared / "portraits/unretouched" / entry["file"]))
            scale = 900 / max(picture.shape[:2])
            name = entry["file"].split(".")[0]
            cv2.imwrite(str(FOLDER / f"{name}.png"), cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
            left, top, width, height = entry["face"]
            index.append({"file": f"{name}.png", "face": [round(v * scale) for v in (left, top, left + width, top + height)]})
    (FOLDER / "index.json").write_text(json.dumps(index))


def fill(shapes, scale: float, shape) -> np.ndarray:
    """Polygons, or rings of them, in units as a mask of 0 and 1."""
    mask = np.zeros(shape, np.uint8)
    for points in shapes:
        rings = points if isinstance(points[0][0], list) else [points]
        cv2.fillPoly(mask, [np.round(np.array(ring) * scale * 16).astype(np.int32) for ring in rings], 1, cv2.LINE_8, 4)
    return mask


def features(drawn: np.ndarray, points: np.ndarray, face: float) -> None:
    """Takes eyes, brows and lips out of a drawn mask, with an unsure rim. Changes `drawn`."""
    shape = drawn.shape
    for nostril in NOSTRILS:
        drawn[dilate(polygon(points, nostril, shape), 0.012 * face) > 127] = 128
    for group, margin, rim in ((EYES, 0.008, 0.022), (BROWS, 0.006, 0.03), ((LIPS,), 0.006, 0.02)):
        for part in group:
            drawn[dilate(polygon(points, part, shape), rim * face) > 127] = 128
        for part in group:
            drawn[dilate(polygon(points, part, shape), margin * face) > 127] = 0


def drawn_mask(person: dict, shape) -> np.ndarray:
    """255 skin, 0 not, 128 unsure, of an outlined person."""
    scale = max(shape) / UNITS
    skin = fill(person["skin"], scale, shape)
    for name in OTHER:
        skin &= 1 - fill(person[name], scale, shape)
    band = 2 * round(BAND * scale) + 1
    edge = cv2.dilate(skin, np.ones((band, band))) - cv2.erode(skin, np.ones((band, band)))
    drawn = np.where(edge > 0, 128, 255 * skin).astype(np.uint8)
    drawn[fill(person["unsure"], scale, shape) > 0] = 128
    return drawn


def plain_mask(picture: np.ndarray, person: np.ndarray, hair: np.ndarray, face: dict, points: np.ndarray) -> np.ndarray:
    """255 skin, 0 not, 128 unsure, of a studio portrait (RGB) with a white shirt and a white wall."""
    blurred = cv2.GaussianBlur(picture, (0, 0), 1.2).astype(np.float32)
    # Red without blue: skin of every tone has it, in the shade too; a white shirt has not.
    colour = (blurred[..., 0] - blurred[..., 2]) / (blurred.max(2) + 8)
    face_colour = float(np.median(colour[polygon(points, CHEEKS, person.shape) > 127]))
    shape = person.shape
    rows = np.mgrid[: shape[0], : shape[1]][0]
    inside = points[:, 1].min() - 0.02 * face["size"]
    drawn = np.full(shape, 128, np.uint8)
    tinted, white = colour > 0.6 * face_colour, colour < 0.25 * face_colour
    low = rows > points[:, 1].max() + 0.05 * face["size"]
    drawn[(person > 0.9) & (hair < 0.08) & (tinted | ~low) & (rows > inside)] = 255
    drawn[white & low] = 0
    drawn[(person < 0.05) | (hair > 0.75)] = 0
    # A jaw with hair may be a beard: nobody drew it.
    drawn[(drawn == 0) & (hair > 0.3) & ~low & (rows > points[:, 1].mean())] = 128
    edge = cv2.morphologyEx((drawn == 255).astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((5, 5)))
    drawn[edge > 0] = 128
    return drawn


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("crops", "labels"))
    parser.add_argument("--shared", type=Path, required=True)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    if options.step == "crops":
        write_crops(options.shared)
        return
    faces = json.loads((FOLDER / "landmarks.json").read_text())
    drawn_people = {f"{person['name']}.png": person for person in outlines()}
    hair_of = HairNetwork(options.shared / "models/hair_segmentation.onnx")
    arrays, geometry = {}, {}
    for file, face in faces.items():
        picture = cv2.cvtColor(cv2.imread(str(FOLDER / file)), cv2.COLOR_BGR2RGB)
        shrink = SIDE / max(picture.shape[:2])
        person = person_plane(file, picture.shape[1], picture.shape[0])
        hair = hair_of(picture)
        size = (round(picture.shape[1] * shrink), round(picture.shape[0] * shrink))
        picture, person, hair = (cv2.resize(plane, size, interpolation=cv2.INTER_AREA) for plane in (picture, person, hair))
        points = np.array(face["landmarks"]) * shrink
        place = {"size": face["size"] * shrink, "angle": face["angle"], "centre": [value * shrink for value in face["centre"]]}
        outlined = drawn_people.get(file)
        drawn = drawn_mask(outlined, person.shape) if outlined else plain_mask(picture, person, hair, place, points)
        features(drawn, points, place["size"])
        allowed = label(drawn, points, place, person, hair)
        if outlined:
            add_other(allowed, outlined)
        arrays[file] = np.dstack([picture, allowed & 255, allowed >> 8, np.round(255 * person)]).astype(np.uint8)
        geometry[file] = place | {"landmarks": np.round(points, 1).tolist()} | tone_of(picture, drawn > 200)
    (CACHE / "skin").mkdir(parents=True, exist_ok=True)
    np.savez(CACHE / "skin" / "more.npz", **arrays)
    (CACHE / "skin" / "more.json").write_text(json.dumps(geometry))
    print(f"{len(arrays)} more people")


def add_other(allowed: np.ndarray, person: dict) -> None:
    """Writes what was outlined as beard, jewellery, glasses or hair into the sets of classes."""
    scale = max(allowed.shape) / UNITS
    for name in OTHER:
        inside = (fill(person[name], scale, allowed.shape) > 0) & ~np.isin(allowed, (bits("lips"), bits("teeth")))
        allowed[inside] = bits(name)
    for name, width, points in person["lines"]:
        line = [np.round(np.array(points) * scale * 16).astype(np.int32)]
        wide, thin = (np.zeros(allowed.shape, np.uint8) for _ in range(2))
        cv2.polylines(wide, line, False, 1, max(1, round(2 * width * scale)), cv2.LINE_8, 4)
        cv2.polylines(thin, line, False, 1, max(1, round(width * scale)), cv2.LINE_8, 4)
        allowed[wide > 0] = ANY
        allowed[thin > 0] = np.where((allowed[thin > 0] & SKIN) > 0, SKIN, 0) | bits(name)


if __name__ == "__main__":
    main()
