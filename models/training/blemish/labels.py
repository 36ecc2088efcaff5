"""Real spots of the portraits, sorted by eye: labels.json, and how notes taken at the contact sheets become it.

    python3 -m models.training.blemish.labels NOTES [--set faces/]

labels.json, in picture pixels:
    spots    {file: [{"x", "y", "r", "kind": "blemish" or "mark"}]}
    neither  {file: [[x, y, r]]}  looked at and clean: pores, hair, shine, folds, glasses
    unsure   {file: [[x, y, r]]}  looked at and left open: neither taught nor counted

A line of the notes is a face of the sheets: `f004 b2,3 m7 ?11`. Each entry names a blemish (b), a mark (m) or an unsure place
(?). The other candidates of the face are neither. This counts the first 24 candidates, or as many as `=48` says.
`m17@-15:-12:6` is a spot 15 px left of and 12 px above candidate 17 in its patch, 6 px in radius. `m@352:41:5` is a spot
at 352, 41 of the overview.
"""

import argparse
import json
import pathlib

import numpy as np

from .candidates import CACHE, SIZE, to_crop, to_picture
from .sheets import CELL, OVERVIEW, PATCH, ROWS

FILE = pathlib.Path(__file__).with_name("labels.json")
SHEET = 24
"""Candidates of a face that a sheet shows."""

KINDS = {"b": "blemish", "m": "mark", "?": "unsure"}


def load_labels(landmarks):
    """{file: [(x, y, radius, kind)]} in pixels of the 768 crop; kind is blemish, mark, neither or unsure."""
    if not FILE.exists():
        return {}
    labels = json.loads(FILE.read_text())
    found = {}
    for name, spots in labels["spots"].items():
        found.setdefault(name, []).extend((spot["x"], spot["y"], spot["r"], spot["kind"]) for spot in spots)
    for kind in ("neither", "unsure"):
        for name, spots in labels[kind].items():
            found.setdefault(name, []).extend((*spot, kind) for spot in spots)
    return {name: [in_crop(landmarks[name], spot) for spot in spots] for name, spots in found.items()}


def in_crop(face, spot):
    x, y, radius, kind = spot
    u, v = to_crop(face) @ [x, y, 1]
    return float(u), float(v), radius * SIZE / (1.6 * face["size"]), kind


def sort_face(face, found, notes):
    """Spots, neither and unsure of one face from its candidates and the words of its line."""
    sorted_out = {"spots": [], "neither": [], "unsure": []}
    named, looked_at = set(), SHEET
    for word in notes:
        if word[0] == "=":
            looked_at = int(word[1:])
            continue
        kind = KINDS[word[0]]
        for entry in word[1:].split(","):
            if "@" in entry:
                x, y, radius = placed(face, found, entry)
            else:
                named.add(int(entry))
                x, y, radius = found[int(entry)]
            if kind == "unsure":
                sorted_out["unsure"].append([x, y, radius])
            else:
                sorted_out["spots"].append({"x": x, "y": y, "r": radius, "kind": kind})
    sorted_out["neither"] = [spot for index, spot in enumerate(found[:looked_at]) if index not in named]
    return sorted_out


def placed(face, found, entry):
    """A spot that is no candidate: `INDEX@dx:dy:r` in patch pixels, or `@x:y:r` in overview pixels."""
    index, place = entry.split("@")
    u, v, radius = map(float, place.split(":"))
    side = CELL * ROWS
    if index:
        scale = PATCH * face["size"] / CELL
        cos, sin = np.cos(face["angle"]) * scale, np.sin(face["angle"]) * scale
        x, y, _ = found[int(index)]
        x, y = x + cos * u - sin * v, y + sin * u + cos * v
    else:
        margin = side * (OVERVIEW - 1) / 2
        scale = 1.6 * face["size"] / (side * OVERVIEW)
        x, y = to_picture(face) @ [(u + margin) * SIZE / (side * OVERVIEW), (v + margin) * SIZE / (side * OVERVIEW), 1]
    return round(float(x), 1), round(float(y), 1), round(radius * scale, 1)


def write(labels):
    """One line a file."""
    parts = []
    for key in ("spots", "neither", "unsure"):
        lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(spots, separators=(',', ':'))}" for name, spots in sorted(labels[key].items()) if spots)
        parts.append(f' "{key}": {{\n{lines}\n }}')
    FILE.write_text("{\n" + ",\n".join(parts) + "\n}\n")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("notes")
    arguments.add_argument("--set", default="faces/", help="folder of the files that the notes name")
    options = arguments.parse_args()
    landmarks = json.loads((CACHE / "landmarks.json").read_text())
    found = json.loads((CACHE / "blemish" / "candidates.json").read_text())
    labels = json.loads(FILE.read_text()) if FILE.exists() else {"spots": {}, "neither": {}, "unsure": {}}
    for line in pathlib.Path(options.notes).read_text().splitlines():
        face, *notes = line.split()
        name = f"{options.set}{face}.jpg"
        for key, spots in sort_face(landmarks[name], found[name], notes).items():
            labels[key][name] = spots
    write(labels)
    kinds = [spot["kind"] for spots in labels["spots"].values() for spot in spots]
    print({kind: kinds.count(kind) for kind in ("blemish", "mark")} | {key: sum(map(len, labels[key].values())) for key in ("neither", "unsure")})


if __name__ == "__main__":
    main()
