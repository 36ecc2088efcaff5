"""Compares networks on the training people of one half, before the judge.

    python3 -m models.training.blemish.other_half --half 1 models/blemish.onnx .cache/training/blemish/half-0.onnx

Give `--half` the half that the trained network did not learn. Reads the judge's cache (judge/train.py says how it is made).
Held-out people take no part.
"""

import argparse

import cv2
import numpy as np
import torch

from .dumped import labelled_crops
from .finetune import halves
from .network import BlemishNetwork
from ..judge.finds import AGREED
from ..start import start_from

NEAREST = 2.0
"""Pixels of the 768 crop: a label's radius is at least this."""
DRAWS = 1000


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--half", type=int, required=True, help="0 or 1: the people compared on")
    arguments.add_argument("networks", nargs="+")
    options = arguments.parse_args()
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    half = halves()
    faces = [face for face in labelled_crops() if half.get(face[0]) == options.half]
    for path in options.networks:
        network = BlemishNetwork()
        start_from(network, path)
        network.eval()
        peaks = {}
        for person, crop, labels in faces:
            peaks.setdefault(person, []).extend(peaks_at(run(network, crop), labels))
        print(f"{path}\n  {describe(peaks)}", flush=True)


@torch.no_grad()
def run(network, crop):
    """Blemish and mark map, 2 x SIZE/2 x SIZE/2 in 0-1, of a crop SIZE x SIZE RGB uint8."""
    image = torch.from_numpy(crop.astype(np.float32).transpose(2, 0, 1)[None] / 255)
    return torch.sigmoid(network(image))[0].numpy()


def peaks_at(maps, labels):
    """[(kind, sure, blemish logit, mark logit)]: the highest value of each map within each label's radius.

    `labels`: (x, y, radius, kind, sure) in pixels of the crop, twice as fine as `maps`.
    """
    found = []
    for x, y, radius, kind, sure in labels:
        disc = np.zeros(maps.shape[1:], np.uint8)
        cv2.circle(disc, (int(x / 2), int(y / 2)), max(1, round(max(NEAREST, radius) / 2)), 1, -1)
        if disc.any():
            blemish, mark = np.clip(maps[:, disc > 0].max(1), 1e-4, 1 - 1e-4)
            found.append((kind, sure, np.log(blemish / (1 - blemish)), np.log(mark / (1 - mark))))
    return found


def describe(peaks):
    """Shares in the right order (AUC), with 95 % intervals from a bootstrap over people. `peaks`: {person: peaks_at()}."""
    everyone = list(peaks.values())
    draw = np.random.default_rng(0)
    draws = [orders(sum((everyone[at] for at in draw.integers(len(everyone), size=len(everyone))), [])) for _ in range(DRAWS)]
    low, high = np.nanquantile(draws, [0.025, 0.975], axis=0)
    own = orders(sum(everyone, []))
    titles = "blemish above mark", "blemish above neither", "either above neither"
    text = [f"{title} {value:.3f} ({l:.3f}-{h:.3f})" for title, value, l, h in zip(titles, own, low, high)]
    kinds = [kind for peak in everyone for kind, sure, *_ in peak if kind == "neither" or sure >= AGREED]
    return ", ".join(text) + "; " + ", ".join(f"{kinds.count(kind)} {kind}" for kind in ("blemish", "mark", "neither"))


def orders(peaks):
    """Three AUCs: blemish minus mark tells the kinds apart; the blemish map, and the higher map, tell spots from clean skin."""

    def values(kind, of):
        return np.array([of(blemish, mark) for named, sure, blemish, mark in peaks if named == kind and (kind == "neither" or sure >= AGREED)])

    def of_kinds(first, second, of):
        return auc(np.concatenate([values(kind, of) for kind in first]), values(second, of))

    def difference(blemish, mark):
        return blemish - mark

    def only_blemish(blemish, _):
        return blemish

    return of_kinds(["blemish"], "mark", difference), of_kinds(["blemish"], "neither", only_blemish), of_kinds(["blemish", "mark"], "neither", max)


def auc(above, below):
    """Share of pairs in which the value of `above` is larger, ties counted half; NaN where either is empty."""
    if not len(above) or not len(below):
        return float("nan")
    ordered = np.sort(below)
    less, upto = (np.searchsorted(ordered, above, side) for side in ("left", "right"))
    return float((less + upto).sum() / 2 / len(above) / len(below))


if __name__ == "__main__":
    main()
