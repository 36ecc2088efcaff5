"""Train the inpainting network: portraits folder in, models/inpainting.onnx out.

    python3 -m models.training.inpainting.train --portraits ../shared/portraits

Resumes from its checkpoint in .cache/training/inpainting/; --start models/inpainting.onnx goes on from the weights of that
file where there is none.
"""

import argparse
import json
import pathlib

import numpy as np
import torch

from .export import export
from .holes import draw_hole_mask
from .losses import fill_loss
from .network import InpaintingNetwork
from .patches import load_patches
from ..loop import add_options, learn
from ..start import start_from

ROOT = pathlib.Path(__file__).resolve().parents[3]
CACHE = ROOT / ".cache" / "training"
SIZE = 128


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--portraits", required=True)
    add_options(arguments, minutes=25, batch=8, rate=1.5e-3)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(2)
    generator = np.random.default_rng(2)

    held_out = set(json.loads((ROOT / "models/training/split.json").read_text())["heldOut"])
    files = [name for name in json.loads((CACHE / "landmarks.json").read_text()) if name not in held_out]
    patches = load_patches(options.portraits, CACHE / "landmarks.json", CACHE / "inpainting" / "patches.npz", files)
    rgb, skin = patches["rgb"], patches["skin"]
    print(f"{len(rgb)} patches to learn from", flush=True)

    network = InpaintingNetwork()
    if options.start:
        start_from(network, options.start)

    def losses_of(network):
        truth, hole = batch(rgb, skin, options.batch, generator)
        noise = torch.from_numpy(generator.standard_normal((options.batch, 1, SIZE, SIZE), np.float32))
        tone, grain, pixel = fill_loss(network(truth * (1 - hole), 1 - hole, noise), truth, hole)
        return {"tone": tone, "grain": 0.7 * grain, "pixel": 0.15 * pixel}

    export(learn(network, CACHE / "inpainting" / "checkpoint.pt", options, lambda step: losses_of), ROOT / "models" / "inpainting.onnx")


def batch(rgb, skin, count, generator):
    """Random patches (cropped, mirrored, turned, re-toned) and holes: truth count x 3 x 128 x 128, hole count x 1 x 128 x 128."""
    truth = np.empty((count, 3, SIZE, SIZE), np.float32)
    hole = np.empty((count, 1, SIZE, SIZE), np.float32)
    for index in range(count):
        pick = generator.integers(0, len(rgb))
        left, top = generator.integers(0, rgb.shape[1] - SIZE, 2)
        patch = rgb[pick, top:top + SIZE, left:left + SIZE].astype(np.float32) / 255
        mask = skin[pick, top:top + SIZE, left:left + SIZE]
        turns = generator.integers(0, 4)
        patch, mask = np.rot90(patch, turns), np.rot90(mask, turns)
        if generator.random() < 0.5:
            patch, mask = patch[:, ::-1], mask[:, ::-1]
        gamma = np.exp(generator.uniform(-0.5, 0.4))
        patch = np.clip(np.power(np.maximum(patch, 1e-4), gamma) * np.exp(generator.uniform(-0.1, 0.1, 3)), 0, 1)
        truth[index] = patch.transpose(2, 0, 1)
        hole[index, 0] = draw_hole_mask(mask, generator)
    return torch.from_numpy(truth), torch.from_numpy(hole)


if __name__ == "__main__":
    main()
