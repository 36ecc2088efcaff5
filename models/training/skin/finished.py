"""How well the engine's finished matte finds skin, at the resolution of the outlines drawn by eye.

    python3 -m models.training.skin.finished --list                            # → .cache/training/skin/people.json
    node --import tsx models/training/skin/mattes.ts --portraits ../shared/portraits --people judged --out OLD
    python3 -m models.training.skin.finished OLD NEW --shared ../shared        # one folder, or two to compare

The matte counts as skin from half. The measures are those of models.training.skin.evaluate; here the guided filter, the
oval rule and the protected features have worked too. Intervals are 95 %, of 2,000 draws of people with replacement.
"""

import argparse
import json
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np

from .classes import ANY, SKIN, bits
from .evaluate import LIGHT, held_out_pictures
from .examples import DARK, load_pictures, split_for_choices
from .labels import CACHE
from .score import measure, numbers

MEASURES = ("IoU", "worst", "shade", "body", "holes", "leakage")
DRAWS = 2000


def people():
    """Names of the judged people and of those that choices are made by."""
    chosen = [picture.name for picture in split_for_choices(load_pictures("drawn"))[1]]
    return {"judged": [picture.name for picture in held_out_pictures()], "choices": chosen}


def row_of(shared, folder, entry, place):
    """Pixel counts of one picture's matte against its outline, at the outline's own resolution."""
    left, top, right, bottom = entry["crop"]
    name = entry["file"].replace("/", "_").replace(".", "_")
    matte = cv2.imread(str(folder / f"{name}.png"), cv2.IMREAD_GRAYSCALE)[top:bottom, left:right]
    picture = cv2.imread(str(shared / "portraits" / entry["file"]))[top:bottom, left:right, ::-1]
    drawn = cv2.imread(str(shared / "labels" / entry["mask"]), cv2.IMREAD_GRAYSCALE)
    matte, picture = (cv2.resize(plane, drawn.shape[::-1], interpolation=cv2.INTER_AREA) for plane in (matte, picture))
    # Which skin is body skin is told by the labels of the training, at their resolution.
    body = cv2.resize(place["body"].astype(np.uint8), drawn.shape[::-1], interpolation=cv2.INTER_NEAREST_EXACT) > 0
    allowed = np.full(drawn.shape, ANY, np.uint16)
    allowed[drawn < 60] = ANY & ~SKIN
    allowed[drawn > 200] = np.where(body[drawn > 200], bits("body skin"), bits("face skin"))
    view = SimpleNamespace(rgb=picture.astype(np.float32) / 255, allowed=allowed, face=place["size"] * max(drawn.shape) / place["side"])
    return {"name": entry["file"], "ita": place["ita"]} | measure(matte > 127, view)


def interval(rows, name):
    """95 % interval of a measure, of people drawn with replacement."""
    draw = np.random.default_rng(0)
    values = [numbers([rows[i] for i in draw.integers(len(rows), size=len(rows))])[name] for _ in range(DRAWS)]
    return np.quantile([value for value in values if value is not None], [0.025, 0.975])


def table(label, rows):
    """Prints the measures of some rows by tone."""
    print(f"{label}\n  {'tone':8}{'n':>4} " + " ".join(f"{name:>7}" for name in MEASURES))
    for tone, low, high in (("all", -180, 180), ("dark", -180, DARK), ("middle", DARK, LIGHT), ("light", LIGHT, 180)):
        group = [row for row in rows if low <= row["ita"] < high]
        if group:
            values = numbers(group)
            print(f"  {tone:8}{len(group):4} " + " ".join(f"{values[name]:7.3f}" if values[name] is not None else "      –" for name in MEASURES))
    print("  95 %:  " + ", ".join("{} {:.3f}–{:.3f}".format(name, *interval(rows, name)) for name in MEASURES if name != "worst"))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folders", nargs="*", type=Path)
    arguments.add_argument("--list", action="store_true", help="write who is judged and who is chosen by")
    arguments.add_argument("--shared", type=Path)
    options = arguments.parse_args()
    if options.list:
        (CACHE / "skin" / "people.json").write_text(json.dumps(people()))
        return
    places = json.loads((CACHE / "skin" / "drawn.json").read_text())
    with np.load(CACHE / "skin" / "drawn.npz") as arrays:
        for name, place in places.items():
            planes = arrays[name]
            allowed = planes[..., 3].astype(np.uint16) | (planes[..., 4].astype(np.uint16) << 8)
            place |= {"body": allowed == bits("body skin"), "side": max(allowed.shape)}
    entries = json.loads((options.shared / "labels/skin/index.json").read_text())["pictures"]
    for folder in options.folders:
        found = {path.stem for path in folder.glob("*.png")}
        ours = [entry for entry in entries if entry["file"].replace("/", "_").replace(".", "_") in found]
        table(str(folder), [row_of(options.shared, folder, entry, places[entry["file"]]) for entry in ours])


if __name__ == "__main__":
    main()
