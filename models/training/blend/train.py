"""Train the blend-layer network: portraits folder in, models/blend.onnx out.

    python3 -m models.training.blend.train --portraits ../shared/portraits

Resumes from its checkpoint in .cache/training/blend/; --start models/blend.onnx goes on from the weights of that file
where there is none.
"""

import argparse
import json
import pathlib

import numpy as np
import torch

from ..export.shipped_weights import shipped_weights
from ..loop import add_options, learn
from .augment import light_from_one_side, mix_unevenness, move, vary
from .colour import lab_to_srgb, soft_light, srgb_to_lab
from .export import export
from .faces import FACE_SIZE, load_faces
from .lowpass import gaussian, skin_gaussian
from .mottling import paint
from .network import BlendNetwork
from .treatment import evened, mean

ROOT = pathlib.Path(__file__).resolve().parents[3]
CACHE = ROOT / ".cache" / "training"
PAINTED, CLEAN, LEFT = 0.05, 0.1, 3.0
"""Weights in the loss. PAINTED: the distance of a painted face's result from the evened face. CLEAN: the same for a clean
face. LEFT: the share of the paint that is left, which is the difference of the two results."""
LOW = 0.016
"""Blur in face sizes behind which paint is measured: .02 face widths."""
FAINT = 0.3
"""CIELAB units of paint below which its share says little."""


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--portraits", required=True)
    add_options(arguments, minutes=20, batch=12, rate=2e-3)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    torch.backends.cudnn.allow_tf32 = False  # ten bits are too few for colours
    generator = torch.Generator(options.device).manual_seed(1)

    faces = load_faces(options.portraits, CACHE / "landmarks.json", CACHE / "blend" / "faces.npz")
    held_out = set(json.loads((ROOT / "models/training/split.json").read_text())["heldOut"])
    chosen = np.array([name not in held_out for name in faces["files"]])
    rgb = torch.from_numpy(faces["rgb"][chosen]).permute(0, 3, 1, 2).float() / 255
    skin = torch.from_numpy(faces["skin"][chosen])[:, None].float() / 255
    under = torch.from_numpy(faces["under_eyes"][chosen])[:, None].float() / 255
    weights = tone_weights(rgb, skin).to(options.device)
    rgb, skin, under = (faces.to(options.device) for faces in (rgb, skin, under))
    print(f"{len(rgb)} faces to learn from", flush=True)

    network = BlendNetwork()
    if options.start:
        network.load_state_dict(shipped_weights(options.start, network.state_dict()))

    def losses_of(network):
        pick = torch.multinomial(weights, options.batch, replacement=True, generator=generator)
        return step_losses(network, rgb[pick], skin[pick], under[pick], generator)

    export(learn(network, CACHE / "blend" / "checkpoint.pt", options, lambda step: losses_of), ROOT / "models" / "blend.onnx")


def step_losses(network, rgb, skin, under, generator):
    """How far what the network makes of a painted and of the clean face is from the evened face, in CIELAB at three scales, chroma
    weighted up; and how much of the paint is left between the two."""
    with torch.no_grad():
        rgb, skin, under = move(rgb, skin, under, generator)
        rgb = light_from_one_side(vary(rgb, generator), generator)
        lab = srgb_to_lab(rgb)
        rgb = lab_to_srgb(mix_unevenness(lab, evened(lab, skin, under, FACE_SIZE), skin, generator)).clamp(0, 1)
        lab = srgb_to_lab(rgb)
        target = evened(lab, skin, under, FACE_SIZE)
        painted = lab_to_srgb(paint(lab, skin, FACE_SIZE, generator)).clamp(0, 1)
        noise = 0.004 * torch.rand(1, generator=generator, device=rgb.device) * torch.randn(rgb.shape, generator=generator, device=rgb.device)
    maps = network.on_grid((torch.cat([painted, rgb]) + noise.repeat(2, 1, 1, 1)).clamp(0, 1), skin.repeat(2, 1, 1, 1))
    of_painted, of_clean = srgb_to_lab(soft_light(torch.cat([painted, rgb]), maps)).chunk(2)
    roughness = (maps[..., 1:] - maps[..., :-1]).abs().mean() + (maps[..., 1:, :] - maps[..., :-1, :]).abs().mean()
    return {
        "painted": PAINTED * distance(of_painted, target, skin),
        "clean": CLEAN * distance(of_clean, target, skin),
        "left": LEFT * (strength(of_painted - of_clean, skin) / (strength(srgb_to_lab(painted) - lab, skin) + FAINT)).mean(),
        "rough": roughness,
    }


def strength(difference, skin):
    """Rms over the skin of what is broader than fine detail, for each face; the small term keeps the root's slope finite."""
    low = skin_gaussian(difference, skin, LOW * FACE_SIZE)
    return (mean((low**2).sum(1, keepdim=True), skin) + 1e-4).sqrt()


def distance(got, wanted, skin):
    difference = (got - wanted) * skin * skin.new_tensor([1.0, 1.6, 1.2]).view(1, 3, 1, 1)
    coarse, broad = gaussian(difference, 3.0), gaussian(difference, 9.0)
    return (difference.abs().mean() + 2 * coarse.abs().mean() + 2 * broad.abs().mean()) / skin.mean()


def tone_weights(rgb, skin):
    """Sampling weights that give dark, middle and light skin the same share."""
    lightness = (srgb_to_lab(rgb)[:, :1] * skin).sum((1, 2, 3)) / skin.sum((1, 2, 3))
    edges = torch.quantile(lightness, torch.tensor([0.2, 0.5]))
    third = (lightness > edges[0]).long() + (lightness > edges[1]).long()
    counts = torch.bincount(third, minlength=3).float()
    return 1 / counts[third]


if __name__ == "__main__":
    main()
