"""Loads the engine's finds on the labelled people (dump-finds.ts), their features, and the labels of two annotators."""

import json
import pathlib

import cv2
import numpy as np

from .features import CLEAR, ENOUGH_SKIN, GRID, PER_CELL, face_features, features, linear

ROOT = pathlib.Path(__file__).resolve().parents[3]
CACHE = ROOT / ".cache" / "judge"
LABELS = ROOT / "models/training/blemish/labels-unretouched.json"
OLDER = ROOT / "models/training/blemish/labels.json"
OLDER_SPLIT = ROOT / "models/training/split.json"
SPLIT = pathlib.Path(__file__).with_name("split.json")
BODY = 0.98
"""On neck and shoulders the engine requires this probability (BODY_THRESHOLD of ui/engine/heal/find/sensitivity.ts)."""
AGREED = 0.8
"""Least confidence of a label that is counted. Labels below it are used for training only."""
NEAR, NEAREST = 1.3, 0.008
"""A find belongs to a label within NEAR times the larger radius, or within NEAREST face sizes if that is more."""


def load_pictures():
    """[{file, person, by, marks: [[x, y, r, kind, sure]], tone, size, finds: [...]}] of all pictures that are cached.

    A find has the engine's own fields (dump-finds.ts), `features` by name, and `kind` and `sure` of the nearest label.
    The kind is 'other' if no label is near, and 'unknown' if nobody looked. `covers`: labels whose middle it covers.
    """
    pictures = []
    for file, entry in json.loads(LABELS.read_text())["pictures"].items():
        if views := _views(file.rsplit(".", 1)[0]):
            pictures.append(_picture(file, entry, views))
    if not pictures:
        raise FileNotFoundError(f"no finds in {CACHE}: run dump-finds.ts first (see train.py)")
    return pictures


def load_older():
    """The same for older held-out portraits (blemish/labels.json): clean or retouched, labelled by one annotator."""
    labels, pictures = json.loads(OLDER.read_text()), []
    for file in json.loads(OLDER_SPLIT.read_text())["heldOut"]:
        views = _views(f"portraits/{pathlib.Path(file).stem}")
        marks = [[spot["x"], spot["y"], spot["r"], spot["kind"], 1] for spot in labels["spots"].get(file, [])]
        marks += [[*spot, "neither", 1] for spot in labels["neither"].get(file, [])]
        marks += [[*spot, "doubt", 0] for spot in labels["unsure"].get(file, [])]
        if views:
            pictures.append(_picture(file, {"person": file, "marks": marks}, views))
    return pictures


def load_training_only():
    """The same for people who are only trained on, never counted: the labelled finds of people in shared/clothes,
    and of the older training portraits the finds that are neither. The network has learned the older portraits,
    so their spots would teach too much trust in its maps; what it still takes for a spot there is a hard negative.
    """
    entries = json.loads(LABELS.read_text())["trainingOnly"]
    pictures = [_picture(file, entry, views) for file, entry in entries.items() if (views := _views(file.rsplit(".", 1)[0]))]
    left_out = set(json.loads(OLDER_SPLIT.read_text())["heldOut"])
    for file, spots in json.loads(OLDER.read_text())["neither"].items():
        if file not in left_out and (views := _views(f"portraits/{pathlib.Path(file).stem}")):
            pictures.append(_picture(file, {"person": file, "marks": [[*spot, "neither", 1] for spot in spots]}, views))
    return pictures


def held_out():
    """The people who are kept out of all training and all choices."""
    return set(json.loads(SPLIT.read_text())["heldOut"])


def _views(stem):
    return [*CACHE.glob(f"{stem}.json"), *sorted(CACHE.glob(f"{stem}-body*.json"))]


def _picture(file, entry, views):
    picture = {"file": file, "by": entry.get("by"), "person": entry["person"], "marks": entry["marks"], "finds": []}
    for path in views:
        view = json.loads(path.read_text())
        light, maps, clear, skin = _read(path.with_suffix(""))
        if view["view"] == "face":
            picture |= {"size": view["faceSize"], "tone": _tone(light, clear)}
        cell = view["crop"]["side"] / GRID / view["faceSize"]
        for find in view["finds"]:
            if view["view"] == "face" or find["score"] >= BODY:
                find |= {"side": view["crop"]["side"], "view": view}
                find["features"] = features(find, light, maps, clear, skin, cell)
                picture["finds"].append(find)
    _label(picture)
    live = [find for find in picture["finds"] if find["drop"] is None]
    compared = [{**find, "redness": find["features"]["redness"]} for find in live]
    for index, find in enumerate(live):
        find["features"] |= face_features(compared, index)
    picture["finds"] = live
    return picture


def _read(stem):
    """Linear light, probability maps, clear cells and skin of a cached view."""
    light = linear(cv2.imread(f"{stem}.png")[..., ::-1] / 255)
    maps = np.fromfile(f"{stem}.map", "<u2").reshape(2, GRID, GRID) / 65535
    skin = np.fromfile(f"{stem}.skin", np.uint8).reshape(GRID, GRID) >= ENOUGH_SKIN
    return light, maps, (maps[0] + maps[1] - maps[0] * maps[1] < CLEAR) & skin, skin


def _tone(light, clear):
    """Individual typology angle of the clear skin as photographed, in degrees: 90 is lightest, below 0 is dark."""
    cells = light.reshape(GRID, PER_CELL, GRID, PER_CELL, 3).mean((1, 3))
    srgb = np.median(cells[clear] if clear.any() else cells.reshape(-1, 3), axis=0).astype(np.float32)
    encoded = np.where(srgb <= 0.0031308, 12.92 * srgb, 1.055 * srgb ** (1 / 2.4) - 0.055)
    lightness, _, yellow = cv2.cvtColor(encoded[None, None].astype(np.float32), cv2.COLOR_RGB2LAB)[0, 0]
    return float(np.degrees(np.arctan2(lightness - 50, yellow)))


def _label(picture):
    unseen = "other" if picture["file"].startswith("unretouched/") else "unknown"
    for find in picture["finds"]:
        radius = find["radius"] / GRID * find["side"]
        find["kind"], find["sure"], nearest = unseen, 0.5 if picture["by"] == "mesh" else 1.0, np.inf
        find["covers"] = []
        cells = set(find["cells"])
        for index, (x, y, r, kind, sure) in enumerate(picture["marks"]):
            far = np.hypot(x - find["x"], y - find["y"])
            if far < max(NEAR * max(r, 0.8 * radius), NEAREST * picture["size"]):
                find["covers"].append(index)
                if far < nearest:
                    find["kind"], find["sure"], nearest = kind, sure, far
            elif far < 2 * radius + r and _cell_of(x, y, find["view"]) in cells:
                find["covers"].append(index)
        del find["view"]


def _cell_of(x, y, view):
    crop = view["crop"]
    cos, sin = np.cos(crop["angle"]), np.sin(crop["angle"])
    across, down = x - crop["centerX"], y - crop["centerY"]
    column = int(((across * cos + down * sin) / crop["side"] + 0.5) * GRID)
    return int(((down * cos - across * sin) / crop["side"] + 0.5) * GRID) * GRID + column
