"""Holds `--networks modelscope --parity` against the reference (reference.py): `npm run check:parity`.

Makes random weights (random_weights.py) and imports them as anyone's weights are imported. Retouches pictures with the
command line and with the reference, and compares the results value by value. Pictures: the sample, the sample with its
face cut by the border, two heads that overlap, and given ones. Lists every value that differs by more than one level. Such
a value counts as explained only where the blemish network's probability is on the very threshold.

    npm run check:parity [-- PICTURE…] [--base CHANNELS] [--degree 0-100]
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import cv2
import numpy as np
import torch
import torch.nn.functional as F

from .blend import BASE
from .import_weights import import_weights
from .random_weights import random_networks, write_checkpoints
from .reference import REMOVE, SOFTEN, crop_around, retouch

ROOT = pathlib.Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "plugin/playground/samples/astronaut.png"
UNSURE = 1e-4
"""Distance to a threshold within which PyTorch and onnxruntime-web may decide differently: the limit of the import's check."""
LARGEST = 1600
"""Given pictures are reduced to this longer side: every 512 pixels of a face are a window more."""


def pictures(given):
    """Name -> RGB."""
    sample = cv2.imread(str(SAMPLE))[..., ::-1]
    head = cv2.resize(np.ascontiguousarray(sample[0:210, 120:330]), None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    two = cv2.resize(np.ascontiguousarray(sample[300:510, 0:210]), (820, 560), interpolation=cv2.INTER_LINEAR) // 3 + 60
    two[40 : 40 + head.shape[0], 60 : 60 + head.shape[1]] = head
    right = head[:, ::-1][:, 90:]
    two[110 : 110 + head.shape[0], 360 : 360 + right.shape[1]] = right
    # Large enough for several windows.
    cut = cv2.resize(np.ascontiguousarray(sample[40:260, 216:420]), None, fx=6, fy=6, interpolation=cv2.INTER_CUBIC)
    made = {"sample": sample, "border": cut, "overlap": two}
    for path in given:
        picture = cv2.imread(str(path))
        if picture is None:
            sys.exit(f"{path}: this is no picture")
        scale = min(1.0, LARGEST / max(picture.shape[:2]))
        made[path.stem] = cv2.resize(picture[..., ::-1], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture[..., ::-1]
    return made


def command_line(folder, models, degree):
    """Runs the command line over folder/in; name -> report."""
    subprocess.run(["node", str(ROOT / "build.mjs"), "cli"], check=True, cwd=ROOT)
    done = subprocess.run(
        ["node", str(ROOT / "dist/cli/retouch.mjs"), str(folder / "in"), "--out", str(folder / "out"), "--networks", "modelscope",
         "--models", str(models), "--parity", "--even", str(degree), "--concurrency", "1"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"The command line failed: {done.stdout}{done.stderr}")
    return {path.stem: json.loads(path.read_text()) for path in sorted((folder / "out").glob("*.json"))}


def compare(picture, ours, report, networks, degree):
    """One picture's line of numbers; whether every larger difference is explained."""
    boxes = [[face["detectorBox"][side] for side in ("x", "y", "width", "height")] for face in report["faces"]]
    reference, seen = retouch(picture, boxes, networks, degree / 100)
    difference = np.abs(ours.astype(int) - reference).max(axis=2)
    unsure = np.zeros(difference.shape, bool)
    removed = 0
    for (left, top, right, bottom), probability in seen:
        near = F.interpolate(((probability - REMOVE).abs().minimum((probability - SOFTEN).abs()) < UNSURE).float(), (bottom - top, right - left), mode="nearest")
        unsure[top:bottom, left:right] = near[0, 0].numpy() > 0
        removed += int((probability >= SOFTEN).sum())
    large = difference > 1
    unexplained = int((large & ~unsure).sum())
    changed = np.abs(reference.astype(int) - picture).max(axis=2)
    in_crops = np.zeros(difference.shape, bool)
    for (left, top, right, bottom), _ in seen:
        in_crops[top:bottom, left:right] = True
    numbers = {
        "faces": len(boxes), "crops": [(right - left, bottom - top) for (left, top, right, bottom), _ in seen],
        "removed cells": removed, "changed pixels": int((changed > 1).sum()), "mean change": round(float(changed[in_crops].mean()), 2) if boxes else 0,
        "largest difference": int(difference.max()), "values that differ": int((np.abs(ours.astype(int) - reference) > 0).sum()),
        "pixels above 1": int(large.sum()), "of them on a threshold": int((large & unsure).sum()),
    }
    return numbers, unexplained == 0


def run(given, base, degree, folder):
    """Everything in a folder; name -> numbers, and whether all of them are as they must be."""
    torch.manual_seed(0)
    networks = random_networks(base)
    write_checkpoints(networks, folder / "weights")
    import_weights(folder / "weights", folder / "networks", base, say=lambda words: None if words.startswith("Note") else print(words, flush=True))
    (folder / "in").mkdir()
    made = pictures(given)
    for name, picture in made.items():
        cv2.imwrite(str(folder / "in" / f"{name}.png"), picture[..., ::-1])
    reports = command_line(folder, folder / "networks", degree)
    results, good = {}, True
    for name, picture in made.items():
        ours = cv2.imread(str(folder / "out" / f"{name}.png"))[..., ::-1]
        results[name], explained = compare(np.ascontiguousarray(picture), ours, reports[name], networks, degree)
        # A picture on which nothing happens compares nothing.
        good &= explained and results[name]["faces"] > 0 and results[name]["removed cells"] > 0 and results[name]["mean change"] > 1
    border = results["border"]["crops"][0]
    good &= border[0] != border[1] and results["overlap"]["faces"] == 2 and overlap(reports["overlap"], made["overlap"])
    return results, good


def overlap(report, picture):
    """Whether the crops of the first two faces share pixels."""
    boxes = [[face["detectorBox"][side] for side in ("x", "y", "width", "height")] for face in report["faces"]]
    a, b = [crop_around(box, picture.shape[1], picture.shape[0]) for box in boxes[:2]]
    return max(a[0], b[0]) < min(a[2], b[2]) and max(a[1], b[1]) < min(a[3], b[3])


def main():
    given_from = pathlib.Path(os.environ.get("INIT_CWD", "."))
    parser = argparse.ArgumentParser(prog="npm run check:parity --", description=__doc__.split("\n\n")[1])
    parser.add_argument("pictures", nargs="*", metavar="PICTURE", type=lambda path: given_from / path)
    parser.add_argument("--base", type=int, default=BASE, help="channels of the networks' first level; fewer are quicker")
    parser.add_argument("--degree", type=float, default=100, help="how far skin is evened, in per cent")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results, good = run(options.pictures, options.base, options.degree, pathlib.Path(folder))
    for name, numbers in results.items():
        print(f"{name}: {', '.join(f'{label} {value}' for label, value in numbers.items())}")
    if not good:
        sys.exit("The engine and the reference differ, or a picture compares too little.")
    print("The same, to within one level; what differs by more lies on a threshold.")


if __name__ == "__main__":
    main()
