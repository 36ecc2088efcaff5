"""Train the skin network: labels in, models/skin.onnx out.

    python3 -m models.training.skin.train

Needs models.training.skin.labels. Resumes from its checkpoint in .cache/training/skin/; --start models/skin.onnx goes on
from the weights of that file where there is none.
"""

import argparse
import json
import time
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F
import torch.utils.data

from ..export.shipped_weights import shipped_weights
from .examples import example, load_portraits, tone_weights
from .export import export
from .labels import CACHE, ROOT
from .network import SkinNetwork


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=40)
    arguments.add_argument("--batch", type=int, default=10)
    arguments.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")
    arguments.add_argument("--start", type=Path, help="ONNX file whose weights to go on from")
    options = arguments.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(5)

    held_out = set(json.loads((ROOT / "models/training/split.json").read_text())["heldOut"])
    portraits = [portrait for portrait in load_portraits() if portrait.file not in held_out]
    print(f"{len(portraits)} portraits to learn from", flush=True)

    network = SkinNetwork().to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(network.parameters(), options.rate)
    checkpoint = CACHE / "skin" / "checkpoint.pt"
    step, spent = 0, 0.0
    if options.start and not checkpoint.exists():
        network.load_state_dict(shipped_weights(options.start, network.state_dict(), "network."))
    if checkpoint.exists():
        state = torch.load(checkpoint)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        step, spent = state["step"], state["spent"]
    # A process of its own makes the pictures. A resumed run sees other ones.
    batches = iter(torch.utils.data.DataLoader(Batches(portraits, options.batch, step), batch_size=None, num_workers=1, prefetch_factor=4))
    start = time.time() - spent
    average = None
    while (spent := time.time() - start) < options.minutes * 60:
        for group in optimizer.param_groups:
            group["lr"] = options.rate * min(1, (step + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * spent / (options.minutes * 60))))
        images, skin, trust = next(batches)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = network(images.contiguous(memory_format=torch.channels_last))
        loss = matte_loss(logits.float(), skin, trust)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        average = float(loss) if average is None else 0.98 * average + 0.02 * float(loss)
        step += 1
        if step % 100 == 0:
            print(f"step {step}  {spent:.0f} s  loss {average:.4f}", flush=True)
        if step % 500 == 0:
            save(checkpoint, network, optimizer, step, spent)
    save(checkpoint, network, optimizer, step, spent)
    export(network, ROOT / "models" / "skin.onnx")


class Batches(torch.utils.data.IterableDataset):
    """Batches without end: images N x 3 x 256 x 256, mattes and trust N x 1 x 256 x 256."""

    def __init__(self, portraits, count, seed):
        self.portraits, self.count, self.seed = portraits, count, seed

    def __iter__(self):
        cv2.setNumThreads(1)
        generator = np.random.default_rng([5, self.seed])
        weights = tone_weights(self.portraits)
        while True:
            chosen = generator.choice(len(self.portraits), self.count, p=weights)
            examples = zip(*(example(self.portraits[index], generator) for index in chosen))
            yield tuple(torch.from_numpy(np.stack(group)) for group in examples)


def matte_loss(logits, skin, trust):
    """Cross-entropy and overlap (Dice), both over believed pixels only."""
    pixel = (F.binary_cross_entropy_with_logits(logits, skin, reduction="none") * trust).sum() / trust.sum()
    matte = torch.sigmoid(logits)
    overlap = 1 - (2 * (matte * skin * trust).sum((1, 2, 3)) + 1) / (((matte + skin) * trust).sum((1, 2, 3)) + 1)
    return pixel + 0.5 * overlap.mean()


def save(checkpoint, network, optimizer, step, spent):
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "spent": spent}, checkpoint)


if __name__ == "__main__":
    main()
