"""How well holes are filled on faces never seen, beside OpenCV's Telea and Navier-Stokes inpainting.

    python3 -m models.training.inpainting.evaluate --portraits ../shared/portraits

- tone: mean CIELAB distance of the fill, smoothed by 2 pixels, to what was hidden
- grain: strength of the fill's fine texture against the hidden one (1 is the same; below .8 reads as a smooth dot)
- seam: the step across the hole's edge against the same step in the untouched picture (1 is none)
"""

import argparse
import json

import cv2
import numpy as np
import torch

from .holes import draw_hole_mask
from .network import InpaintingNetwork
from .patches import load_patches
from .train import CACHE, ROOT

ROUNDS = 2


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--portraits", required=True)
    options = arguments.parse_args()
    held_out = json.loads((ROOT / "models/training/split.json").read_text())["heldOut"]
    landmarks = json.loads((CACHE / "landmarks.json").read_text())
    patches = load_patches(options.portraits, CACHE / "landmarks.json", CACHE / "inpainting" / "held-out.npz", [name for name in held_out if name in landmarks])
    network = InpaintingNetwork().eval()
    network.load_state_dict(torch.load(CACHE / "inpainting" / "checkpoint.pt", map_location="cpu")["network"])
    fillers = {
        "ours": lambda rgb, hole, generator: ours(network, rgb, hole, generator),
        "Telea": lambda rgb, hole, _: cv2.inpaint(rgb, hole.astype(np.uint8), 4, cv2.INPAINT_TELEA),
        "Navier-Stokes": lambda rgb, hole, _: cv2.inpaint(rgb, hole.astype(np.uint8), 4, cv2.INPAINT_NS),
    }
    for name, fill in fillers.items():
        generator = np.random.default_rng(9)
        results = []
        for _ in range(ROUNDS):
            for rgb, skin in zip(patches["rgb"], patches["skin"]):
                rgb = np.ascontiguousarray(rgb)
                hole = draw_hole_mask(skin, generator) & (skin > 100)
                if hole.sum() >= 30:
                    results.append(measure(rgb, fill(rgb, hole, generator), hole))
        tone, grain, seam = np.median(np.array(results), 0)
        print(f"{name}: tone {tone:.2f}, grain {grain:.2f}, seam {seam:.2f}; median of {len(results)} patches")


@torch.no_grad()
def ours(network, rgb, hole, generator):
    image = torch.from_numpy(rgb.transpose(2, 0, 1)[None].astype(np.float32) / 255)
    keep = torch.from_numpy(1 - hole[None, None].astype(np.float32))
    noise = torch.from_numpy(generator.standard_normal((1, 1, *hole.shape)).astype(np.float32))
    filled = network(image * keep, keep, noise)[0].numpy().transpose(1, 2, 0)
    return np.where(hole[..., None], np.round(np.clip(filled, 0, 1) * 255), rgb).astype(np.uint8)


def measure(truth, filled, hole):
    lab_true, lab_got = (cv2.cvtColor(p.astype(np.float32) / 255, cv2.COLOR_RGB2LAB) for p in (truth, filled))
    smooth = cv2.GaussianBlur(lab_got, (0, 0), 2) - cv2.GaussianBlur(lab_true, (0, 0), 2)
    tone = np.sqrt((smooth[hole] ** 2).sum(1)).mean()
    fine = [lab[..., 0] - cv2.GaussianBlur(lab[..., 0], (0, 0), 1.5) for lab in (lab_got, lab_true)]
    inner = cv2.erode(hole.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    where = inner if inner.sum() > 20 else hole
    grain = fine[0][where].std() / max(0.05, fine[1][where].std())
    steps = []
    for lab in (lab_got, lab_true):
        across = np.abs(np.diff(lab[..., 0], axis=1))[hole[:, 1:] != hole[:, :-1]]
        steps.append(across.mean())
    return tone, grain, steps[0] / max(0.05, steps[1])


if __name__ == "__main__":
    main()
