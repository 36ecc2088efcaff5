"""Train the blemish network: portraits folder in, models/blemish.onnx out.

    python3 -m models.training.blemish.train --portraits ../shared/portraits

Resumes from its checkpoint in .cache/training/blemish/; `--start models/blemish.onnx --rate 5e-4` goes on from shipped weights
instead of from nothing, with the batch norms as they are.
"""

import argparse
import json
import pathlib

import cv2
import numpy as np
import torch
import torch.nn.functional as F
import torch.utils.data

from .donors import collect
from .examples import SPOTS, example
from .export import export
from .faces import load_faces
from .labels import load_labels
from .network import BlemishNetwork
from .replay import Replay
from ..loop import add_options, learn, worker_generator
from ..start import start_from

ROOT = pathlib.Path(__file__).resolve().parents[3]
CACHE = ROOT / ".cache" / "training"
PAINTED_AT_ONCE = 16
"""Examples of a batch where a card learns from them."""
POSITIVE = 3.0
"""Weight of a pixel of a spot against one of clean skin."""


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--portraits", required=True)
    add_options(arguments, minutes=20, batch=8, rate=2e-3)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(3)

    held_out = set(json.loads((ROOT / "models/training/split.json").read_text())["heldOut"])
    landmarks = json.loads((CACHE / "landmarks.json").read_text())
    names = [name for name in landmarks if name not in held_out]
    faces = load_faces(options.portraits, CACHE / "landmarks.json", CACHE / "blemish", names)
    labels = {name: found for name, found in load_labels(landmarks).items() if name not in held_out}
    donors = collect(faces, labels)
    print(f"{len(faces)} faces, {sum(map(len, map(spots_of, labels.values())))} labelled spots, {sum(map(len, donors))} donors", flush=True)

    network = BlemishNetwork().to(memory_format=torch.channels_last)
    if options.start:
        start_from(network, options.start)
        network.eval()  # the statistics that the batch norms stood for are in their shifts

    def losses_from(step):
        # Painting costs as much as the network's own step, so processes of their own do it. A resumed run sees other pictures.
        count = options.batch if options.device == "cpu" else PAINTED_AT_ONCE
        batches = iter(torch.utils.data.DataLoader(Batches(faces, labels, donors, count, step), batch_size=None, num_workers=options.workers, prefetch_factor=4))
        replay = None if options.device == "cpu" else Replay(batches, options.device, step)

        def losses_of(network):
            images, targets, weight = replay.draw(options.batch) if replay else next(batches)
            with torch.autocast(options.device, dtype=torch.bfloat16):
                logits = network(images.contiguous(memory_format=torch.channels_last))
            return spot_loss(logits.float(), targets, weight)

        return losses_of

    export(learn(network, CACHE / "blemish" / "checkpoint.pt", options, losses_from), ROOT / "models" / "blemish.onnx")


def spot_loss(logits, targets, weight):
    """Weighted cross-entropy of each pixel, and overlap (Dice) of each map, so that small spots count as much as large ones."""
    pixel = F.binary_cross_entropy_with_logits(logits, targets, pos_weight=logits.new_tensor(POSITIVE), reduction="none")
    probability = torch.sigmoid(logits)
    overlap = 1 - (2 * (probability * targets * weight).sum((0, 2, 3)) + 1) / (((probability + targets) * weight).sum((0, 2, 3)) + 1)
    return {"pixel": (pixel * weight).mean() * 10, "overlap": 0.3 * overlap.mean()}


class Batches(torch.utils.data.IterableDataset):
    """Batches without end: images N x 3 x 256 x 256, targets N x 2 x 128 x 128, weights N x 1 x 128 x 128."""

    def __init__(self, faces, labels, donors, count, seed):
        self.faces, self.labels, self.donors, self.count, self.seed = faces, labels, donors, count, seed

    def __iter__(self):
        cv2.setNumThreads(1)
        generator = worker_generator(3, self.seed)
        weights = sampling_weights(self.faces, self.labels)
        while True:
            images, targets, masks = [], [], []
            for index in generator.choice(len(self.faces), self.count, p=weights):
                name, crop, skin, doubt = self.faces[index]
                image, target, weight = example(crop, skin, doubt, generator, self.labels.get(name, ()), self.donors)
                images.append(image.transpose(2, 0, 1))
                targets.append(target)
                masks.append(weight)
            yield tuple(torch.from_numpy(np.stack(group)) for group in (images, targets, masks))


def sampling_weights(faces, labels):
    """Dark skin, on which spots show least, most often; faces with labelled spots three times as often as others."""
    tone = np.array([crop[skin > 128].mean() if (skin > 128).any() else 128 for _, crop, skin, _ in faces])
    third = np.digitize(tone, np.quantile(tone, [0.25, 0.55]))
    weights = np.array([3.0, 1.0, 1.0])[third] / np.bincount(third, minlength=3)[third]
    weights *= [3.0 if spots_of(labels.get(name, ())) else 1.0 for name, *_ in faces]
    return weights / weights.sum()


def spots_of(labels):
    return [label for label in labels if label[3] in SPOTS]


if __name__ == "__main__":
    main()
