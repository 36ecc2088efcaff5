"""Train the skin network: labels in, models/skin.onnx out.

    python3 -m models.training.skin.train

Needs models.training.skin.labels. Resumes from its checkpoint in .cache/training/skin/; --start models/skin.onnx goes on
from the weights of that file where there is none; --kept .6 keeps six tenths of them in what is exported.
"""

import argparse
import copy
import json

import cv2
import numpy as np
import torch
import torch.nn.functional as F
import torch.utils.data

from ..export.shipped_weights import shipped_weights
from ..loop import add_options, follow, learn, worker_generator
from .examples import example, load_portraits, tone_weights
from .export import export
from .labels import CACHE, ROOT
from .network import SkinNetwork


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    add_options(arguments, minutes=40, batch=10, rate=2e-3)
    arguments.add_argument("--kept", type=float, default=0.0, help="share of the start's weights in the exported ones")
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(5)

    held_out = set(json.loads((ROOT / "models/training/split.json").read_text())["heldOut"])
    portraits = [portrait for portrait in load_portraits() if portrait.file not in held_out]
    print(f"{len(portraits)} portraits to learn from", flush=True)

    network = SkinNetwork().to(memory_format=torch.channels_last)
    if options.start:
        network.load_state_dict(shipped_weights(options.start, network.state_dict(), "network."))
    before = copy.deepcopy(network)

    def losses_from(step):
        # Processes of their own make the pictures. A resumed run sees other ones.
        batches = iter(torch.utils.data.DataLoader(Batches(portraits, options.batch, step), batch_size=None, num_workers=options.workers, prefetch_factor=4))

        def losses_of(network):
            images, skin, trust = (values.to(options.device) for values in next(batches))
            with torch.autocast(options.device, dtype=torch.bfloat16):
                logits = network(images.contiguous(memory_format=torch.channels_last))
            return matte_losses(logits.float(), skin, trust)

        return losses_of

    learned = learn(network, CACHE / "skin" / "checkpoint.pt", options, losses_from)
    # What lies between old and new weights knows what either knows (Wortsman et al., "Robust fine-tuning of zero-shot models", 2022).
    follow(learned, before, 1 - options.kept)
    export(learned, ROOT / "models" / "skin.onnx")


class Batches(torch.utils.data.IterableDataset):
    """Batches without end: images N x 3 x 256 x 256, mattes and trust N x 1 x 256 x 256."""

    def __init__(self, portraits, count, seed):
        self.portraits, self.count, self.seed = portraits, count, seed

    def __iter__(self):
        cv2.setNumThreads(1)
        generator = worker_generator(5, self.seed)
        weights = tone_weights(self.portraits)
        while True:
            chosen = generator.choice(len(self.portraits), self.count, p=weights)
            examples = zip(*(example(self.portraits[index], generator) for index in chosen))
            yield tuple(torch.from_numpy(np.stack(group)) for group in examples)


def matte_losses(logits, skin, trust):
    """Cross-entropy and overlap (Dice), both over believed pixels only."""
    pixel = (F.binary_cross_entropy_with_logits(logits, skin, reduction="none") * trust).sum() / trust.sum()
    matte = torch.sigmoid(logits)
    overlap = 1 - (2 * (matte * skin * trust).sum((1, 2, 3)) + 1) / (((matte + skin) * trust).sum((1, 2, 3)) + 1)
    return {"pixel": pixel, "overlap": 0.5 * overlap.mean()}


if __name__ == "__main__":
    main()
