"""Faces as the engine itself sees them (judge/dump-finds.ts), with the labels of people who were never retouched.

The network's training needs a crop, its skin, places of doubt and labels. `load_faces` makes them from portraits alone. Here
they come from the judge's cache: crops of 768 x 768, the finished skin matte, and every find.
"""

import json
import pathlib

import cv2
import numpy as np

from .faces import SIZE, candidates
from ..blend.faces import BROWS, EYES, LIPS
from ..judge.finds import CACHE, LABELS, OLDER, OLDER_SPLIT, held_out

NEUTRAL = ("unretouched/",)
"""Sets whose faces were labelled whole: there an unlabelled find is clean skin."""
WIDEST = 1.3
"""A find belongs to a label within this many of the larger radius."""


def load_dumped(left_out=()):
    """([(name, crop RGB uint8, skin uint8, doubt uint8)], {name: [(x, y, radius, kind, sure)]}, {name: person}).

    Crops have SIZE x SIZE pixels, and labels are in their pixels; kind is blemish, mark, neither or unsure, sure 0-1.
    Left out: held-out people of both splits, and the people of `left_out`.
    """
    faces, labels, people = [], {}, {}
    for name, person, marks in entries():
        if person in left_out or not (stem := CACHE / name).with_suffix(".json").exists():
            continue
        view, crop = read(stem)
        skin = np.fromfile(stem.with_suffix(".skin"), np.uint8).reshape(SIZE // 2, SIZE // 2)
        skin = cv2.resize(skin, (SIZE, SIZE), interpolation=cv2.INTER_LINEAR)
        labels[name] = in_crop(view, marks, whole=name.startswith(NEUTRAL))
        points = crop_points(view)
        for indices, grow in [(LIPS, 11), *((eye, 23) for eye in EYES), *((brow, 9) for brow in BROWS)]:
            skin[cv2.dilate(area(points, indices), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (grow, grow))) > 0] = 0
        faces.append((name, crop, skin, candidates(np.ascontiguousarray(crop[..., ::-1]), skin)))
        people[name] = person
    return faces, labels, people


def labelled_crops():
    """(person, crop RGB uint8, [(x, y, radius, kind, sure)]) of every cached picture that may be trained on, as in load_dumped()."""
    for name, person, marks in entries():
        if (stem := CACHE / name).with_suffix(".json").exists():
            view, crop = read(stem)
            yield person, crop, in_crop(view, marks, whole=name.startswith(NEUTRAL))


def read(stem):
    """A view as dump-finds.ts writes it, and its crop: SIZE x SIZE x 3 uint8 RGB."""
    return json.loads(stem.with_suffix(".json").read_text()), np.ascontiguousarray(cv2.imread(f"{stem}.png")[..., ::-1])


def entries():
    """(stem in the cache, person, [[x, y, r, kind, sure]]) of every picture that may be trained on."""
    for file, entry in json.loads(LABELS.read_text())["pictures"].items():
        if entry["person"] not in held_out():
            yield file.rsplit(".", 1)[0], entry["person"], entry["marks"]
    older, out = json.loads(OLDER.read_text()), set(json.loads(OLDER_SPLIT.read_text())["heldOut"])
    for file in {**older["spots"], **older["neither"], **older["unsure"]}:
        if file not in out:
            marks = [[spot["x"], spot["y"], spot["r"], spot["kind"], 1.0] for spot in older["spots"].get(file, [])]
            marks += [[*spot, "neither", 1.0] for spot in older["neither"].get(file, [])]
            marks += [[*spot, "doubt", 0.0] for spot in older["unsure"].get(file, [])]
            yield f"portraits/{pathlib.Path(file).stem}", file, marks


def crop_points(view):
    """The face's landmarks in pixels of the crop, N x 2."""
    crop = view["crop"]
    points = np.array(view["landmarks"]).reshape(-1, 2) - [crop["centerX"], crop["centerY"]]
    cos, sin = np.cos(crop["angle"]), np.sin(crop["angle"])
    return points @ np.array([[cos, -sin], [sin, cos]]) * SIZE / crop["side"] + SIZE / 2


def area(points, indices):
    mask = np.zeros((SIZE, SIZE), np.uint8)
    cv2.fillPoly(mask, [np.round(points[list(indices)]).astype(np.int32)], 255)
    return mask


def in_crop(view, marks, whole):
    """Labels in pixels of the crop. Where the face was labelled `whole`, finds without a label are neither, at half weight."""
    crop, found = view["crop"], []
    scale = SIZE / crop["side"]
    cos, sin = np.cos(crop["angle"]) * scale, np.sin(crop["angle"]) * scale
    for x, y, radius, kind, sure in marks:
        across, down = x - crop["centerX"], y - crop["centerY"]
        kind = {"doubt": "unsure", "worn": "neither"}.get(kind, kind)
        found.append((SIZE / 2 + cos * across + sin * down, SIZE / 2 + cos * down - sin * across, max(2.0, radius * scale), kind, sure or 1.0))
    if whole:
        for find in view["finds"]:
            u, v, radius = find["u"] * SIZE, find["v"] * SIZE, max(3.0, find["radius"] * 2)
            if all(np.hypot(u - x, v - y) > WIDEST * max(r, radius) for x, y, r, *_ in found):
                found.append((u, v, radius, "neither", 0.5))
    return found
