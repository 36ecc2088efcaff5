"""Train the parsing network: labels in, a candidate for models/skin.onnx out.

    python3 -m models.training.skin.train --start models/skin.onnx

Needs models.training.skin.labels and models.training.skin.rendered. Resumes from its checkpoint in
.cache/training/skin/; --start goes on from the weights of that file where there is none. Writes
.cache/training/skin/candidate.onnx; models.training.skin.export enters it once it has beaten the old one.
"""

import argparse

import cv2
import numpy as np
import torch
import torch.nn.functional as F

from ..export.shipped_weights import shipped_weights
from ..loop import add_options, learn
from .classes import ANY, CLASSES, SKIN, bits
from .examples import example, load_pictures, split_for_choices, weights_of
from .export import write
from .labels import CACHE
from .network import SkinNetwork
from .score import score_network, summary

RENDERED = 0.3
"""Share of rendered people among the examples."""
SHADE = 3.0
"""Times that a pixel of the person in the shade counts, skin or not: where it is hard to tell, neither is favoured."""
SMALL = bits("brows", "beard", "eyes", "lips", "teeth", "glasses", "jewellery")
"""Classes of few pixels, which count three times in the loss of the classes."""
CHECKED = 1000
"""Steps from one look at the people kept for choices to the next."""


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(arguments, minutes=60, batch=8, rate=1.5e-3)
    arguments.add_argument("--name", default="checkpoint", help="name of the checkpoint")
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(1)
    torch.manual_seed(5)

    learned_from, chosen_by = split_for_choices(load_pictures("drawn"))
    learned_from += load_pictures("more")
    rendered = load_pictures("rendered")
    print(f"{len(learned_from)} people to learn from, {len(chosen_by)} to choose by, {len(rendered)} rendered", flush=True)

    network = SkinNetwork().to(memory_format=torch.channels_last)
    if options.start:
        network.load_state_dict(shipped_weights(options.start, list(network.state_dict()), "network."))

    def losses_from(step):
        batches = batches_of(learned_from, rendered, options.batch, np.random.default_rng([5, step]))
        count = step

        def losses_of(network):
            nonlocal count
            if count % CHECKED == 0:
                print(f"step {count}  {summary(score_network(network, chosen_by))}", flush=True)
            count += 1
            images, allowed = next(batches)
            # Single precision: bfloat16 is three times slower on processors without instructions for it.
            skin, classes = network(images.contiguous(memory_format=torch.channels_last))
            return skin_losses(skin, allowed, images) | {"classes": 0.3 * class_loss(classes, allowed)}

        return losses_of

    learned = learn(network, CACHE / "skin" / f"{options.name}.pt", options, losses_from)
    print(f"mean of the weights  {summary(score_network(learned, chosen_by))}")
    write(learned, CACHE / "skin" / "candidate.onnx")


def batches_of(drawn, rendered, count, generator):
    """Batches without end: images N x 3 x 256 x 256 and sets of classes N x 256 x 256 (int32)."""
    backdrops = [picture.backdrop for picture in drawn if picture.backdrop is not None]
    kinds = [(drawn, weights_of(drawn)), (rendered, weights_of(rendered))]
    while True:
        examples = []
        for _ in range(count):
            pictures, weights = kinds[int(generator.random() < RENDERED)]
            examples.append(example(pictures[generator.choice(len(pictures), p=weights)], backdrops, generator))
        yield tuple(torch.from_numpy(np.stack(group)) for group in zip(*examples))


def skin_losses(logits, allowed, images):
    """Cross-entropy and overlap (Dice) over pixels that are surely skin or surely not; a person's shade counts more."""
    may, must_not = (allowed & SKIN) > 0, (allowed & SKIN) == 0
    skin = (may & ((allowed & ~SKIN) == 0)).float()[:, None]
    trust = skin + must_not.float()[:, None]
    light = images.pow(2.2).mean(1, keepdim=True)
    lit = (light * skin).sum((1, 2, 3), keepdim=True) / skin.sum((1, 2, 3), keepdim=True).clamp(min=1)
    person = (allowed != bits("background"))[:, None]
    weight = trust * (1 + (SHADE - 1) * person * (light < 0.5 * lit))
    pixel = (F.binary_cross_entropy_with_logits(logits, skin, reduction="none") * weight).sum() / weight.sum()
    matte = torch.sigmoid(logits)
    overlap = 1 - (2 * (matte * skin * trust).sum((1, 2, 3)) + 1) / (((matte + skin) * trust).sum((1, 2, 3)) + 1)
    return {"pixel": pixel, "overlap": 0.5 * overlap.mean()}


def class_loss(logits, allowed):
    """Minus the logarithm of the probability of a pixel's set of classes, where one is known."""
    allowed = allowed[:, ::2, ::2]
    known = torch.stack([(allowed >> index) & 1 for index in range(len(CLASSES))], 1).bool()
    chance = torch.log_softmax(logits, 1).masked_fill(~known, -1e4).logsumexp(1)
    weight = (allowed != ANY).float() * (1 + 2 * ((allowed & ~SMALL) == 0).float())
    return -(chance * weight).sum() / weight.sum().clamp(min=1)


if __name__ == "__main__":
    main()
