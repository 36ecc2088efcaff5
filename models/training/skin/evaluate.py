"""How well the shipped skin network finds skin on faces it never saw.

    python3 -m models.training.skin.evaluate

Intersection over union with the labels where these are believed, whole picture and near view, by tone of skin.
"""

import json

import numpy as np
import torch

from ..export.shipped_weights import shipped_weights
from .examples import cut, load_portraits, views
from .labels import ROOT
from .network import SkinNetwork


def main():
    held_out = set(json.loads((ROOT / "models/training/split.json").read_text())["heldOut"])
    portraits = [portrait for portrait in load_portraits() if portrait.file in held_out]
    network = SkinNetwork().eval()
    network.load_state_dict(shipped_weights(ROOT / "models" / "skin.onnx", network.state_dict(), "network."))
    tone = np.array([portrait.tone.mean() for portrait in portraits])
    groups = np.digitize(tone, np.quantile(tone, [0.25, 0.6]))
    for view, name in enumerate(("whole", "near")):
        scores = np.array([score(network, portrait, view) for portrait in portraits])
        print(f"{name}: IoU {scores.mean():.3f} over {len(scores)}, worst {scores.min():.3f}; "
              + ", ".join(f"{label} {scores[groups == group].mean():.3f}" for group, label in enumerate(("dark", "middle", "light"))))


@torch.no_grad()
def score(network, portrait, view):
    image, skin, trust = cut(portrait.rgb, portrait.skin, portrait.trust, *views(portrait)[view])
    logits = network(torch.from_numpy(image.transpose(2, 0, 1)[None]))[0, 0].numpy()
    found, wanted, believed = logits > 0, skin > 0.5, trust > 0.5
    return (found & wanted & believed).sum() / max(1, ((found | wanted) & believed).sum())


if __name__ == "__main__":
    main()
