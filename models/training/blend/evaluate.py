"""How well the blend-layer network evens faces it never saw; prints one table.

    python3 -m models.training.blend.evaluate --portraits ../shared/portraits

The painter here is not the one of training: round blotches with soft edges instead of noise fields.
"""

import argparse
import json
import pathlib

import numpy as np
import torch

from .ciede2000 import ciede2000
from .colour import lab_to_srgb, soft_light, srgb_to_lab
from .faces import FACE_SIZE, load_faces
from .lowpass import gaussian, skin_gaussian
from .network import BlendNetwork

ROOT = pathlib.Path(__file__).resolve().parents[3]
CACHE = ROOT / ".cache" / "training"
FACE_WIDTH = 0.78 * FACE_SIZE


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--portraits", required=True)
    options = arguments.parse_args()
    faces = load_faces(options.portraits, CACHE / "landmarks.json", CACHE / "blend" / "faces.npz")
    held_out = set(json.loads((ROOT / "models/training/split.json").read_text())["heldOut"])
    chosen = np.array([name in held_out for name in faces["files"]])
    rgb = torch.from_numpy(faces["rgb"][chosen]).permute(0, 3, 1, 2).float() / 255
    skin = torch.from_numpy(faces["skin"][chosen])[:, None].float() / 255
    network = BlendNetwork()
    network.load_state_dict(torch.load(CACHE / "blend" / "checkpoint.pt", map_location="cpu")["network"])
    network.eval()

    def retouch(picture):
        with torch.no_grad():
            return soft_light(picture, 0.5 + skin * spread(network.on_grid(picture, skin) - 0.5, skin))

    clean = srgb_to_lab(rgb)
    evened = srgb_to_lab(retouch(rgb))
    painted_rgb = lab_to_srgb(blotches(clean, skin)).clamp(0, 1)
    painted = srgb_to_lab(painted_rgb)
    repaired = srgb_to_lab(retouch(painted_rgb))
    lightness = ((clean[:, :1] * skin).sum((1, 2, 3)) / skin.sum((1, 2, 3))).numpy()
    rows = {
        "painted unevenness taken out": 1 - norm(low(repaired, skin) - low(evened, skin), skin) / norm(low(painted, skin) - low(clean, skin), skin),
        "real a*, b* unevenness left": band(evened, skin) / band(clean, skin),
        "broad light and shade kept": gradient(evened, skin) / gradient(clean, skin),
        "mean CIEDE2000 at full strength": difference(clean, evened, skin),
        "mean CIEDE2000 at 60 %": difference(clean, srgb_to_lab(rgb + 0.6 * (retouch(rgb) - rgb)), skin),
    }
    print(f"{len(rgb)} faces never seen; dark: L* under 45 ({(lightness < 45).sum()}), light: L* over 60 ({(lightness > 60).sum()})")
    for name, values in rows.items():
        print(f"{name:36s} {values.mean():6.3f}   dark {values[lightness < 45].mean():6.3f}   light {values[lightness > 60].mean():6.3f}")


def spread(map_, skin):
    """As ui/engine/blend/blend-map.ts: cells that are little skin lean on their neighbours."""
    trust = ((skin - 0.1) / 0.4).clamp(0, 1)
    return trust * map_ + (1 - trust) * skin_gaussian(map_, trust, 5.0)


def blotches(lab, skin):
    generator = np.random.default_rng(11)
    height, width = lab.shape[2:]
    grid_y, grid_x = np.mgrid[:height, :width]
    out = lab.clone()
    for index in range(len(lab)):
        rows, columns = np.nonzero(skin[index, 0].numpy() > 0.7)
        for _ in range(generator.integers(6, 14)):
            at = generator.integers(0, len(rows))
            radius = FACE_SIZE * generator.uniform(0.02, 0.09)
            bump = np.exp(-((((grid_x - columns[at]) ** 2 + (grid_y - rows[at]) ** 2) / radius**2) ** 1.5))
            colour = np.array([generator.uniform(-4, 0), generator.uniform(1, 6), generator.uniform(-2, 4)], np.float32)
            out[index] += torch.from_numpy((colour[:, None, None] * bump).astype(np.float32)) * skin[index]
    return out


def low(lab, skin):
    return skin_gaussian(lab, skin, 0.02 * FACE_WIDTH)


def norm(lab, skin):
    return ((lab**2 * skin).sum((1, 2, 3)) / skin.sum((1, 2, 3))).sqrt().numpy()


def band(lab, skin):
    chroma = skin_gaussian(lab[:, 1:], skin, 0.015 * FACE_WIDTH) - skin_gaussian(lab[:, 1:], skin, 0.12 * FACE_WIDTH)
    return norm(chroma, skin)


def gradient(lab, skin):
    smooth = skin_gaussian(lab[:, :1], skin, 0.06 * FACE_WIDTH)
    dx, dy = smooth[..., :-1, 1:] - smooth[..., :-1, :-1], smooth[..., 1:, :-1] - smooth[..., :-1, :-1]
    inside = (gaussian(skin, 1.0)[..., :-1, :-1] > 0.9).float()
    return ((torch.sqrt(dx**2 + dy**2) * inside).sum((1, 2, 3)) / inside.sum((1, 2, 3))).numpy()


def difference(first, second, skin):
    delta = ciede2000(first.permute(0, 2, 3, 1).numpy().astype(np.float64), second.permute(0, 2, 3, 1).numpy().astype(np.float64))
    weight = skin[:, 0].numpy()
    return (delta * weight).sum((1, 2)) / weight.sum((1, 2))


if __name__ == "__main__":
    main()
