"""Draws labels on contact sheets, to be looked at before anything is trained on them.

    /usr/bin/python3 -m models.training.skin.contact_sheet OUT_FOLDER

Green is skin, red is not believed. Bad ones go into dropped.json.
"""

import sys
from pathlib import Path

import cv2
import numpy as np

from .labels import CACHE

CELL, COLUMNS, ROWS = 200, 9, 5


def tile(file: str, entry: np.ndarray) -> np.ndarray:
    """Original and tinted label beside each other, CELL high."""
    picture, skin, trust = entry[..., 2::-1], entry[..., 3:4] / 255.0, entry[..., 4:5] / 255.0
    tinted = picture * (0.35 + 0.65 * skin) + np.array([0, 90, 0]) * skin * 0.6
    tinted = tinted * (0.4 + 0.6 * trust) + np.array([0, 0, 150]) * (1 - trust) * 0.6
    canvas = np.zeros((CELL, CELL, 3), np.uint8)
    shrink = CELL / max(picture.shape[:2])
    small = cv2.resize(np.clip(tinted, 0, 255).astype(np.uint8), None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    canvas[: small.shape[0], : small.shape[1]] = small[:CELL, :CELL]
    cv2.putText(canvas, file.split("/")[1][:4], (3, 12), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (255, 255, 255), 1, cv2.LINE_AA)
    return canvas


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    labels = np.load(CACHE / "skin" / "labels.npz")
    tiles = [tile(file, labels[file]) for file in labels.files]
    for start in range(0, len(tiles), COLUMNS * ROWS):
        page = tiles[start : start + COLUMNS * ROWS]
        page += [np.zeros_like(page[0])] * (-len(page) % COLUMNS)
        rows = [np.hstack(page[at : at + COLUMNS]) for at in range(0, len(page), COLUMNS)]
        cv2.imwrite(str(folder / f"labels-{start // (COLUMNS * ROWS)}.png"), np.vstack(rows))


if __name__ == "__main__":
    main()
