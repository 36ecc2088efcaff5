"""How well a skin network finds skin on people that no training saw, against outlines drawn by eye.

    python3 -m models.training.skin.evaluate                                   # models/skin.onnx
    python3 -m models.training.skin.evaluate OLD.onnx NEW.onnx                 # several, one below the other
    python3 -m models.training.skin.evaluate NEW.onnx --people choices         # those that choices are made by

Each view as the engine shows it to the network, its own answer at .5, before any guided filter. IoU over pixels that
are surely skin or surely not. shade: found share of skin with less than half the light of the face's median skin; body:
of neck, chest, arms and hands; holes: missed share of skin .04 face sizes or more from its border; leakage: false / true
skin. Each is the mean over the people who have such pixels; dark, middle and light are of typology angle below 15°, to 41°, above.
"""

import argparse
import json

import numpy as np
import onnx
import torch

from ..export.shipped_weights import shipped_weights
from .classes import ANY, CLASSES, SKIN, bits
from .examples import DARK, Picture, View, load_pictures, split_for_choices, views
from .labels import CACHE, ROOT, SAME_PERSON
from .network import SkinNetwork
from .score import matte_of, numbers, score_network

LIGHT = 41.0
INTO = ("background", "hair", "beard", "eyes", "brows", "lips", "glasses", "clothes")


def load_network(path):
    """The network of an ONNX file; one of before the classes keeps random weights for them, which no measure reads."""
    network = SkinNetwork().eval()
    given = {tensor.name.removesuffix("/half") for tensor in onnx.load(str(path)).graph.initializer}
    names = [name for name in network.state_dict() if f"network.{name}" in given]
    network.load_state_dict(shipped_weights(path, names, "network."), strict=False)
    return network


def has_classes(path):
    """Whether an ONNX file gives classes beside the matte."""
    return len(onnx.load(str(path)).graph.output) > 1


def held_out_pictures():
    """The pictures of held-out people, one of each photograph."""
    places = json.loads((CACHE / "skin" / "drawn.json").read_text())
    names = [name for name, place in places.items() if place["heldOut"] and name not in SAME_PERSON]
    with np.load(CACHE / "skin" / "drawn.npz") as arrays:
        return [Picture(name, arrays[name], places[name], False) for name in names]


def leaks(network, pictures):
    """False skin of the near views by the class that it lies in, as shares of all true skin."""
    false, skin = dict.fromkeys(INTO, 0), 0
    for picture in pictures:
        view = View(picture, *views(picture)[1])
        found = matte_of(network, view)
        skin += int(((view.allowed & SKIN > 0) & (view.allowed & ~np.uint16(SKIN) == 0)).sum())
        for name in INTO:
            # Where several classes may be, the first of the list counts.
            first = (view.allowed & SKIN == 0) & (view.allowed & bits(name) > 0)
            earlier = bits(*INTO[: INTO.index(name)]) if INTO.index(name) else 0
            false[name] += int((found & first & (view.allowed & earlier == 0)).sum())
    return {name: count / max(1, skin) for name, count in false.items()}


@torch.no_grad()
def class_shares(network, pictures):
    """Recall and precision of each class, over pixels of the near views.

    Recall counts pixels that are labelled as just that class. Precision counts a pixel as right if it may be that class.
    """
    right, labelled, given, possible = (np.zeros(len(CLASSES)) for _ in range(4))
    for picture in pictures:
        view = View(picture, *views(picture)[1])
        _, logits = network(torch.from_numpy(np.ascontiguousarray(view.rgb.transpose(2, 0, 1)))[None])
        found, allowed = logits[0].argmax(0).numpy(), view.allowed[::2, ::2]
        for index in range(len(CLASSES)):
            only, may = allowed == 1 << index, (allowed >> index & 1 == 1)
            mine = (found == index) & (allowed != ANY)
            right[index] += (only & mine).sum()
            labelled[index] += only.sum()
            given[index] += mine.sum()
            possible[index] += (mine & may).sum()
    return {name: (right[i] / labelled[i], possible[i] / max(1, given[i])) for i, name in enumerate(CLASSES) if labelled[i] > 0}


def row_of(label, rows):
    """One printed row of measures."""
    values = numbers(rows)
    cells = [f"{values[name]:7.3f}" if values[name] is not None else "      –" for name in ("IoU", "worst", "shade", "body", "holes", "leakage")]
    return f"  {label:14} {values['faces']:4} " + " ".join(cells)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="*", default=[str(ROOT / "models" / "skin.onnx")])
    arguments.add_argument("--people", choices=("judged", "choices"), default="judged")
    options = arguments.parse_args()
    torch.set_num_threads(1)
    pictures = held_out_pictures() if options.people == "judged" else split_for_choices(load_pictures("drawn"))[1]
    for file in options.files:
        network = load_network(file)
        rows = score_network(network, pictures)
        print(f"{file}\n  view and tone    n     IoU   worst   shade    body   holes leakage")
        for view in ("whole", "near"):
            ours = [row for row in rows if row["view"] == view]
            print(row_of(view, ours))
            for label, low, high in (("dark", -180, DARK), ("middle", DARK, LIGHT), ("light", LIGHT, 180)):
                group = [row for row in ours if low <= row["ita"] < high]
                if group:
                    print(row_of(f"  {label}", group))
        if has_classes(file):
            shares = class_shares(network, pictures).items()
            print("  classes, near (found, right): " + ", ".join(f"{name} {found:.2f} {right:.2f}" for name, (found, right) in shares))
        print("  near leaks into: " + ", ".join(f"{name} {share:.4f}" for name, share in leaks(network, pictures).items()))


if __name__ == "__main__":
    main()
