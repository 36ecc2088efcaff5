"""Train the inpainting network: portraits folder in, models/inpainting.onnx out.

    python3 -m models.training.inpainting.train --portraits ../shared/portraits

Resumes from its checkpoint in .cache/training/inpainting/.
"""

import argparse
import json
import pathlib
import time

import numpy as np
import torch

from .export import export
from .holes import draw_hole_mask
from .losses import fill_loss
from .network import InpaintingNetwork
from .patches import load_patches

ROOT = pathlib.Path(__file__).resolve().parents[3]
CACHE = ROOT / ".cache" / "training"
SIZE = 128


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--portraits", required=True)
    arguments.add_argument("--minutes", type=float, default=25)
    arguments.add_argument("--batch", type=int, default=8)
    options = arguments.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(2)
    generator = np.random.default_rng(2)

    held_out = set(json.loads((ROOT / "models/training/split.json").read_text())["heldOut"])
    files = [name for name in json.loads((CACHE / "landmarks.json").read_text()) if name not in held_out]
    patches = load_patches(options.portraits, CACHE / "landmarks.json", CACHE / "inpainting" / "patches.npz", files)
    rgb, skin = patches["rgb"], patches["skin"]
    print(f"{len(rgb)} patches to learn from", flush=True)

    network = InpaintingNetwork()
    optimizer = torch.optim.Adam(network.parameters(), 1.5e-3)
    checkpoint = CACHE / "inpainting" / "checkpoint.pt"
    step, spent = 0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        step, spent = state["step"], state["spent"]
    start = time.time() - spent
    averages = np.zeros(3)
    while (spent := time.time() - start) < options.minutes * 60:
        for group in optimizer.param_groups:
            group["lr"] = 1.5e-3 * min(1, (step + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * spent / (options.minutes * 60))))
        truth, hole = batch(rgb, skin, options.batch, generator)
        noise = torch.from_numpy(generator.standard_normal((options.batch, 1, SIZE, SIZE), np.float32))
        filled = network(truth * (1 - hole), 1 - hole, noise)
        tone, grain, pixel = fill_loss(filled, truth, hole)
        loss = tone + 0.7 * grain + 0.15 * pixel
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        values = np.array([float(tone), float(grain), float(pixel)])
        averages = values if step == 0 else 0.98 * averages + 0.02 * values
        step += 1
        if step % 100 == 0:
            print(f"step {step}  {spent:.0f} s  tone {averages[0]:.4f} grain {averages[1]:.4f} pixel {averages[2]:.4f}", flush=True)
        if step % 400 == 0:
            save(checkpoint, network, optimizer, step, spent)
    save(checkpoint, network, optimizer, step, spent)
    export(network, ROOT / "models" / "inpainting.onnx")


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


def save(checkpoint, network, optimizer, step, spent):
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "spent": spent}, checkpoint)


if __name__ == "__main__":
    main()
