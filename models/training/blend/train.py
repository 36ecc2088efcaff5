"""Train the blend-layer network: portraits folder in, models/blend.onnx out.

    python3 -m models.training.blend.train --portraits ../shared/portraits

Resumes from its checkpoint in .cache/training/blend/; --start models/blend.onnx goes on from the weights of that file
where there is none.
"""

import argparse
import json
import pathlib
import time

import numpy as np
import torch

from ..export.shipped_weights import shipped_weights
from .augment import vary
from .colour import lab_to_srgb, soft_light, srgb_to_lab
from .export import export
from .faces import FACE_SIZE, load_faces
from .lowpass import gaussian
from .mottling import paint
from .network import BlendNetwork
from .treatment import evened

ROOT = pathlib.Path(__file__).resolve().parents[3]
CACHE = ROOT / ".cache" / "training"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--portraits", required=True)
    arguments.add_argument("--minutes", type=float, default=20)
    arguments.add_argument("--batch", type=int, default=12)
    arguments.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")
    arguments.add_argument("--start", type=pathlib.Path, help="ONNX file whose weights to go on from")
    options = arguments.parse_args()
    torch.set_num_threads(min(2, torch.get_num_threads()))
    torch.manual_seed(1)
    generator = torch.Generator().manual_seed(1)

    faces = load_faces(options.portraits, CACHE / "landmarks.json", CACHE / "blend" / "faces.npz")
    held_out = set(json.loads((ROOT / "models/training/split.json").read_text())["heldOut"])
    chosen = np.array([name not in held_out for name in faces["files"]])
    rgb = torch.from_numpy(faces["rgb"][chosen]).permute(0, 3, 1, 2).float() / 255
    skin = torch.from_numpy(faces["skin"][chosen])[:, None].float() / 255
    under = torch.from_numpy(faces["under_eyes"][chosen])[:, None].float() / 255
    weights = tone_weights(rgb, skin)
    print(f"{len(rgb)} faces to learn from", flush=True)

    network = BlendNetwork()
    optimizer = torch.optim.Adam(network.parameters(), options.rate)
    checkpoint = CACHE / "blend" / "checkpoint.pt"
    step, spent = 0, 0.0
    if options.start and not checkpoint.exists():
        network.load_state_dict(shipped_weights(options.start, network.state_dict()))
    if checkpoint.exists():
        state = torch.load(checkpoint)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        step, spent = state["step"], state["spent"]
    start = time.time() - spent
    average = None
    while (spent := time.time() - start) < options.minutes * 60:
        for group in optimizer.param_groups:
            group["lr"] = options.rate * min(1, (step + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * spent / (options.minutes * 60))))
        pick = torch.multinomial(weights, options.batch, replacement=True, generator=generator)
        loss = step_loss(network, rgb[pick], skin[pick], under[pick], generator)
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
    export(network, ROOT / "models" / "blend.onnx")


def step_loss(network, rgb, skin, under, generator):
    """Distance between the soft-lit input and the evened clean face, in CIELAB at three scales, chroma weighted up."""
    if torch.rand(1, generator=generator) < 0.5:
        rgb, skin, under = rgb.flip(3), skin.flip(3), under.flip(3)
    shift = torch.randint(-8, 9, (2,), generator=generator).tolist()
    rgb, skin, under = (torch.roll(t, shift, (2, 3)) for t in (rgb, skin, under))
    with torch.no_grad():
        rgb = vary(rgb, generator)
        lab = srgb_to_lab(rgb)
        target = evened(lab, skin, under, FACE_SIZE)
        painted = lab_to_srgb(paint(lab, skin, FACE_SIZE, generator)).clamp(0, 1)
        noise = 0.004 * torch.rand(1, generator=generator) * torch.randn(rgb.shape, generator=generator)
    seen = (painted + noise).clamp(0, 1)
    map_ = network.on_grid(seen, skin)
    got = srgb_to_lab(soft_light(painted, map_))
    difference = (got - target) * skin * torch.tensor([1.0, 1.6, 1.2]).view(1, 3, 1, 1)
    coarse, broad = gaussian(difference, 3.0), gaussian(difference, 9.0)
    roughness = (map_[..., 1:] - map_[..., :-1]).abs().mean() + (map_[..., 1:, :] - map_[..., :-1, :]).abs().mean()
    return (difference.abs().mean() + 2 * coarse.abs().mean() + 2 * broad.abs().mean()) / skin.mean() + roughness


def tone_weights(rgb, skin):
    """Sampling weights that give dark, middle and light skin the same share."""
    lightness = (srgb_to_lab(rgb)[:, :1] * skin).sum((1, 2, 3)) / skin.sum((1, 2, 3))
    edges = torch.quantile(lightness, torch.tensor([0.2, 0.5]))
    third = (lightness > edges[0]).long() + (lightness > edges[1]).long()
    counts = torch.bincount(third, minlength=3).float()
    return 1 / counts[third]


def save(checkpoint, network, optimizer, step, spent):
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "spent": spent}, checkpoint)


if __name__ == "__main__":
    main()
