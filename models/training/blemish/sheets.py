"""Contact sheets of candidates, to be sorted by eye. They show portraits: keep them out of the repository.

    python3 -m models.training.blemish.sheets --portraits ../shared/portraits --out /tmp/blemish-sheets

Each face is a block: the face with every candidate's number beside its place, then one enlarged patch per candidate.
"""

import argparse
import json
import pathlib
from functools import partial

import cv2
import numpy as np

from .candidates import CACHE, SIZE, to_crop

CELL, COLUMNS, ROWS = 120, 6, 4
OVERVIEW = 1.25
"""Side of the upright crop over that of the overview cut from its middle."""

FACES = 2
"""Faces on a sheet."""

STRIP, STRIPS = 9, 8
"""Candidates in a row of quick sheets, rows on a sheet."""

PATCH = 0.115
"""Side of a patch in face sizes."""


def block(picture, face, name, spots, first=0):
    """One face: overview on the left, patches of the candidates from `first` on the right, unchanged colours."""
    spots = spots[first:first + COLUMNS * ROWS]
    side = CELL * ROWS
    sheet = np.full((side + 4, side + COLUMNS * CELL, 3), 30, np.uint8)
    sheet[:side, :side] = overview(picture, face, name, spots, side, first)
    for index, spot in enumerate(spots):
        row, column = divmod(index, COLUMNS)
        left = side + column * CELL
        sheet[row * CELL:(row + 1) * CELL, left:left + CELL] = patch(picture, face, spot, first + index)
    return sheet


def strip(picture, face, name, spots):
    """One face in one row, for a quick look: the face, then the patches of its strongest candidates."""
    matrix = to_crop(face) * CELL / SIZE
    cells = [shrink_and_warp(picture, matrix, (CELL, CELL))]
    cv2.putText(cells[0], pathlib.Path(name).stem, (2, CELL - 4), cv2.FONT_HERSHEY_SIMPLEX, 0.45, (0, 255, 255), 1, cv2.LINE_AA)
    cells += [patch(picture, face, spot, index) for index, spot in enumerate(spots[:STRIP])]
    cells += [np.full((CELL, CELL, 3), 30, np.uint8)] * (1 + STRIP - len(cells))
    return np.hstack(cells)


def overview(picture, face, name, spots, side, first):
    """The middle of the upright crop; a number stands right of each place, joined by a hairline."""
    size = side * OVERVIEW
    matrix = to_crop(face) * size / SIZE
    matrix[:, 2] -= (size - side) / 2
    crop = shrink_and_warp(picture, matrix, (side, side))
    for index, (x, y, _) in enumerate(spots):
        u, v = matrix @ [x, y, 1]
        at = (int(np.clip(u + 5, 0, side - 14)), int(np.clip(v - 4, 9, side - 2)))
        cv2.line(crop, (int(u) + 2, int(v) - 1), (int(u) + 5, int(v) - 4), (0, 255, 255), 1)
        cv2.putText(crop, str(first + index), at, cv2.FONT_HERSHEY_SIMPLEX, 0.32, (0, 255, 255), 1, cv2.LINE_AA)
    cv2.putText(crop, name, (3, side - 5), cv2.FONT_HERSHEY_SIMPLEX, 0.45, (255, 255, 255), 1, cv2.LINE_AA)
    return crop


def patch(picture, face, spot, index):
    """The upright surroundings of one candidate, its number and its measured width in the corner."""
    x, y, radius = spot
    zoom = CELL / (PATCH * face["size"])
    cos, sin = np.cos(face["angle"]) * zoom, np.sin(face["angle"]) * zoom
    middle = CELL / 2
    matrix = np.array([[cos, sin, middle - cos * x - sin * y], [-sin, cos, middle + sin * x - cos * y]])
    cell = shrink_and_warp(picture, matrix, (CELL, CELL))
    cv2.putText(cell, str(index), (2, 11), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (0, 0, 0), 3, cv2.LINE_AA)
    cv2.putText(cell, str(index), (2, 11), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (0, 255, 255), 1, cv2.LINE_AA)
    reach = int(round(radius * zoom))
    for u, v, du, dv in ((middle - reach, 0, 0, 4), (middle + reach, 0, 0, 4), (0, middle - reach, 4, 0), (0, middle + reach, 4, 0)):
        cv2.line(cell, (int(u), int(v)), (int(u + du), int(v + dv)), (0, 255, 255), 1)
    cell[:, -1] = cell[-1] = 30
    return cell


def shrink_and_warp(picture, matrix, size):
    """warpAffine that averages first where the picture is finer than the result."""
    zoom = float(np.hypot(*matrix[0, :2]))
    if zoom < 0.7:
        half = cv2.resize(picture, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)
        turned = matrix.copy()
        turned[:, :2] /= zoom
        return cv2.warpAffine(half, turned, size, flags=cv2.INTER_LINEAR)
    return cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_CUBIC)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--portraits", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--set", default="faces/", help="beginning of the file names")
    arguments.add_argument("--only", nargs="*", help="files to show instead of the whole set")
    arguments.add_argument("--first", type=int, default=0, help="first candidate to show")
    arguments.add_argument("--quick", action="store_true", help="one row a face: the first 9 candidates")
    options = arguments.parse_args()
    cv2.setNumThreads(1)
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    landmarks = json.loads((CACHE / "landmarks.json").read_text())
    found = json.loads((CACHE / "blemish" / "candidates.json").read_text())
    names = [name for name in sorted(found) if (name in options.only if options.only else name.startswith(options.set))]
    count = STRIPS if options.quick else FACES
    for start in range(0, len(names), count):
        rows = []
        for name in names[start:start + count]:
            picture = cv2.imread(str(pathlib.Path(options.portraits) / name))
            row = strip if options.quick else partial(block, first=options.first)
            rows.append(row(picture, landmarks[name], name, found[name]))
        cv2.imwrite(str(out / f"{options.set.strip('/')}-{options.first:02d}-{start // count:02d}.png"), np.vstack(rows))


if __name__ == "__main__":
    main()
