"""How well the blemish network finds real spots on faces it never saw.

    python3 -m models.training.blemish.evaluate --portraits ../shared/portraits

Reads .cache/training/blemish/checkpoint.pt and the held-out faces of labels.json. A blemish is found when the blemish map
passes the threshold within its radius. A firing is a peak of the blemish map in the skin: on a mark, on a place left
open (not counted), or false.
"""

import argparse
import json
import pathlib

import cv2
import numpy as np
import torch

from .candidates import CACHE, ROOT, SIZE, fillable_skin
from .faces import cut
from .labels import load_labels
from .network import BlemishNetwork

NEAREST = 4.0
"""Pixels of the 768 crop that a peak may lie outside the radius of what it belongs to."""

TONES = ("dark", "middle", "light")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--portraits", required=True)
    arguments.add_argument("--thresholds", type=float, nargs="+", default=[0.5, 0.7, 0.9])
    arguments.add_argument("--checkpoint", default=CACHE / "blemish" / "checkpoint.pt")
    options = arguments.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)

    landmarks = json.loads((CACHE / "landmarks.json").read_text())
    held_out = json.loads((ROOT / "models/training/split.json").read_text())["heldOut"]
    labels = load_labels(landmarks)
    names = [name for name in held_out if name in labels]
    network = BlemishNetwork().eval()
    network.load_state_dict(torch.load(options.checkpoint, map_location="cpu")["network"])
    faces = [look(network, cv2.imread(str(pathlib.Path(options.portraits) / name)), landmarks[name]) for name in names]

    tone = np.array([lightness for *_, lightness in faces])
    third = np.digitize(tone, np.quantile(tone, [1 / 3, 2 / 3]))
    for threshold in options.thresholds:
        counts = np.array([count(*face[:2], labels[name], threshold) for name, face in zip(names, faces)])
        print(f"threshold {threshold}")
        print(report("all", counts))
        for group, label in enumerate(TONES):
            print(report(label, counts[third == group]))


@torch.no_grad()
def look(network, picture, face):
    """Blemish and mark map at the crop's size (2 x SIZE x SIZE), the skin (bool), and the skin's median L*."""
    crop, _ = cut(picture, face, SIZE)
    skin = fillable_skin(picture, face)
    image = np.ascontiguousarray(crop[..., ::-1].transpose(2, 0, 1))[None].astype(np.float32) / 255
    spots = torch.sigmoid(network(torch.from_numpy(image)))[0].numpy()
    maps = np.stack([cv2.resize(spot, (SIZE, SIZE), interpolation=cv2.INTER_LINEAR) for spot in spots])
    lightness = cv2.cvtColor(crop.astype(np.float32) / 255, cv2.COLOR_BGR2LAB)[..., 0]
    return maps, skin, float(np.median(lightness[skin])) if skin.any() else 0.0


def count(maps, skin, labels, threshold):
    """found blemishes, blemishes, marks fired at, marks, clean candidates fired at, clean candidates, false firings, 1 (face)."""
    kinds = {kind: [label for label in labels if label[3] == kind] for kind in ("blemish", "mark", "neither", "unsure")}
    fired = {kind: sum(highest(maps[0], label) > threshold for label in found) for kind, found in kinds.items()}
    known = kinds["blemish"] + kinds["mark"] + kinds["unsure"]
    false = sum(all(np.hypot(x - u, y - v) > r + NEAREST for u, v, r, _ in known) for x, y in firings(maps[0], skin, threshold))
    return (fired["blemish"], len(kinds["blemish"]), fired["mark"], len(kinds["mark"]), fired["neither"], len(kinds["neither"]), false, 1)


def highest(spots, label):
    """The highest value within a label's radius, 2 px at least."""
    u, v, radius, _ = label
    y, x = np.ogrid[:spots.shape[0], :spots.shape[1]]
    inside = (x - u) ** 2 + (y - v) ** 2 <= max(2.0, radius) ** 2
    return float(spots[inside].max()) if inside.any() else 0.0


def firings(spots, skin, threshold):
    """(x, y) of the middle of every connected part of the map above the threshold that touches skin."""
    _, parts, _, centres = cv2.connectedComponentsWithStats((spots > threshold).astype(np.uint8), connectivity=8)
    return [tuple(centres[index]) for index in np.unique(parts[skin]) if index > 0]


def report(name, counts):
    if not len(counts):
        return f"  {name:7} no faces"
    found, blemishes, marks_fired, marks, clean_fired, clean, false, faces = counts.sum(0)
    return (f"  {name:7} {faces:3} faces  blemishes found {found}/{blemishes}  fires on marks {marks_fired}/{marks}"
            f"  on clean candidates {clean_fired}/{clean}  false spots a face {false / faces:.1f}")


if __name__ == "__main__":
    main()
