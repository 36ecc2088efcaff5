"""The network's own finds where nothing is labelled yet, as contact sheets to be sorted by eye: the spots that the candidate
filter missed, and the ears, stubble and folds that the network takes for spots.

    python3 -m models.training.blemish.finds sheets --portraits ../shared/portraits --out /tmp/finds
    python3 -m models.training.blemish.finds enter NOTES

Sheets show portraits: keep them out of the repository. A line of the notes is a kind and the numbers of finds:
`b 12 83` blemishes, `m 7 8` marks, `n 1 2` neither; what the notes do not name is unsure. They are added to labels.json.
"""

import argparse
import json
import pathlib

import cv2
import numpy as np
import torch

from .candidates import CACHE, ROOT, SIZE, to_picture
from .faces import load_faces
from .labels import FILE, load_labels, write
from .network import BlemishNetwork

FINDS = CACHE / "blemish" / "finds.json"
THRESHOLD = 0.25
PER_FACE = 12
BARE = 30
"""Least skin, 0-255, at the middle of a find: beards and ears that hardly count as skin are shown, for they are healed too."""
COLUMNS, ROWS, CELL = 12, 8, 128
REACH = 34
"""Half a patch, in pixels of the 768 crop."""

KINDS = {"b": "blemish", "m": "mark", "n": "neither"}


def make_sheets(portraits, out, count):
    """Writes the surest `count` finds to finds.json, and their patches as sheets."""
    landmarks = json.loads((CACHE / "landmarks.json").read_text())
    held_out = set(json.loads((ROOT / "models/training/split.json").read_text())["heldOut"])
    faces = load_faces(portraits, CACHE / "landmarks.json", CACHE / "blemish", [name for name in landmarks if name not in held_out])
    labels = load_labels(landmarks)
    network = BlemishNetwork().eval()
    network.load_state_dict(torch.load(CACHE / "blemish" / "checkpoint.pt", map_location="cpu")["network"])
    finds = []
    for name, crop, skin, _ in faces:
        own = sorted(unlabelled(network, crop, skin, labels.get(name, ())), key=lambda find: -max(find[3:]))
        finds += [(name, *find) for find in own[:PER_FACE]]
    finds = sorted(sorted(finds, key=lambda find: -max(find[4:]))[:count])
    FINDS.write_text(json.dumps(finds))
    crops = {name: crop for name, crop, *_ in faces}
    out.mkdir(parents=True, exist_ok=True)
    for first in range(0, len(finds), COLUMNS * ROWS):
        cells = [patch(crops[find[0]], first + index, *find[1:]) for index, find in enumerate(finds[first:first + COLUMNS * ROWS])]
        cells += [np.zeros((CELL, CELL, 3), np.uint8)] * (COLUMNS * ROWS - len(cells))
        rows = [np.hstack(cells[at:at + COLUMNS]) for at in range(0, len(cells), COLUMNS)]
        cv2.imwrite(str(out / f"finds-{first // (COLUMNS * ROWS)}.png"), np.vstack(rows))
    print(f"{len(finds)} finds in {out}")


@torch.no_grad()
def unlabelled(network, crop, skin, labels):
    """Finds of one face beside its labels: (x, y, radius) in pixels of the 768 crop, probability of a blemish and of a mark."""
    image = torch.from_numpy(np.ascontiguousarray(crop.transpose(2, 0, 1)))[None].float() / 255
    blemish, mark = (cv2.resize(spots, (SIZE, SIZE)) for spots in torch.sigmoid(network(image))[0].numpy())
    either = 1 - (1 - blemish) * (1 - mark)
    _, parts, stats, centres = cv2.connectedComponentsWithStats((either > THRESHOLD).astype(np.uint8), connectivity=8)
    for index in range(1, len(centres)):
        x, y = map(float, centres[index])
        radius = max(2.5, float(np.sqrt(stats[index, cv2.CC_STAT_AREA] / np.pi)))
        known = any(np.hypot(x - u, y - v) <= max(1.3 * r, radius) + 3 for u, v, r, _ in labels)
        if not known and skin[int(y), int(x)] > BARE:
            part = parts == index
            yield x, y, radius, float(blemish[part].max()), float(mark[part].max())


def patch(crop, number, x, y, _, blemish, mark):
    padded = cv2.copyMakeBorder(crop, REACH, REACH, REACH, REACH, cv2.BORDER_REPLICATE)
    top, left = int(round(y)), int(round(x))
    cell = cv2.resize(padded[top:top + 2 * REACH, left:left + 2 * REACH, ::-1], (CELL, CELL), interpolation=cv2.INTER_CUBIC)
    cell = np.ascontiguousarray(cell)
    cv2.rectangle(cell, (0, 0), (CELL - 1, 13), (0, 0, 0), -1)
    cv2.putText(cell, f"{number} b{int(99 * blemish):02d} m{int(99 * mark):02d}", (2, 11), cv2.FONT_HERSHEY_SIMPLEX, 0.38, (0, 255, 255), 1)
    return cell


def enter(notes):
    """Adds the sorted finds to labels.json. Raises ValueError where a find is named twice."""
    landmarks = json.loads((CACHE / "landmarks.json").read_text())
    kinds = {}
    for line in notes.read_text().splitlines():
        letter, *numbers = line.split()
        for number in map(int, numbers):
            if number in kinds:
                raise ValueError(f"find {number} is named twice")
            kinds[number] = KINDS[letter]
    labels = json.loads(FILE.read_text())
    for number, (name, x, y, radius, *_) in enumerate(json.loads(FINDS.read_text())):
        u, v = (round(float(value), 1) for value in to_picture(landmarks[name]) @ [x, y, 1])
        size = round(radius * 1.6 * landmarks[name]["size"] / SIZE, 1)
        kind = kinds.get(number, "unsure")
        if kind in ("blemish", "mark"):
            labels["spots"].setdefault(name, []).append({"x": u, "y": v, "r": size, "kind": kind})
        else:
            labels[kind].setdefault(name, []).append([u, v, size])
    write(labels)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = arguments.add_subparsers(dest="command", required=True)
    sheets = commands.add_parser("sheets")
    sheets.add_argument("--portraits", required=True)
    sheets.add_argument("--out", type=pathlib.Path, required=True)
    sheets.add_argument("--count", type=int, default=576)
    commands.add_parser("enter").add_argument("notes", type=pathlib.Path)
    options = arguments.parse_args()
    torch.set_num_threads(1)
    if options.command == "sheets":
        make_sheets(options.portraits, options.out, options.count)
    else:
        enter(options.notes)


if __name__ == "__main__":
    main()
