"""The blend pyramid of ABPN (Lei et al., CVPR 2022), rebuilt from its equations: does it enlarge the map better?

Each level doubles the map and corrects it: B_i = p2(leaky(p1([up B_{i+1}, H_i]))) + up B_{i+1}. H_i is the band of the picture
that the level adds. The convolution p1 is 3 x 3 from 6 to 16 channels; p2 is 3 x 3 from 16 to 3. Only test/bench/blend uses it.

    npm run bench:blend -- PORTRAITS train FOLDER
    python3 -m models.training.blend.pyramid FOLDER OUT.json --minutes 8
"""

import argparse
import json
import pathlib
import time

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

SIDE, COARSE, PATCH = 2048, 128, 512
SEED = 33
OUTSIDE = 0.25
"""Weight of pixels without skin, where the map is 0."""


class Level(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(6, 16, 3, padding=1)
        self.second = nn.Conv2d(16, 3, 3, padding=1)
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)

    def forward(self, up, band):
        return up + self.second(F.leaky_relu(self.first(torch.cat([up, band], 1)), 0.2))


def double(planes):
    return F.interpolate(planes, scale_factor=2, mode="bilinear", align_corners=False)


def enlarge(levels, coarse, base):
    """The maps of all levels, the coarsest first. coarse is N x 3 x s x s; base is N x 3 x 16s x 16s, 0-1."""
    pictures = [base]
    for _ in levels:
        pictures.insert(0, F.avg_pool2d(pictures[0], 2))
    maps = [coarse]
    for level, below, here in zip(levels, pictures, pictures[1:]):
        maps.append(level(double(maps[-1]), here - double(below)))
    return maps[1:]


def load(folder):
    scenes = []
    for file in sorted(pathlib.Path(folder).glob("*.base")):
        read = lambda part, kind: np.fromfile(file.with_suffix(part), kind)
        scenes.append((
            torch.from_numpy(read(".base", np.uint8).reshape(3, SIDE, SIDE)),
            torch.from_numpy(read(".map", np.int16).reshape(3, SIDE, SIDE)),
            torch.from_numpy(read(".skin", np.uint8).reshape(1, SIDE, SIDE)),
        ))
    return scenes


def patch(scenes, random):
    """A patch with some skin: base, map, skin, each 1 x C x PATCH x PATCH."""
    while True:
        base, wanted, skin = scenes[random.integers(len(scenes))]
        y, x = (16 * random.integers((SIDE - PATCH) // 16 + 1, size=2)).tolist()
        cut = lambda plane, scale: plane[None, :, y:y + PATCH, x:x + PATCH].float() / scale
        if cut(skin, 255).mean() > 0.2:
            return cut(base, 255), cut(wanted, 65534), cut(skin, 255)


def coarse_of(wanted, skin, step):
    """The mean of the map over the skin of each cell; the map is multiplied by skin already."""
    return F.avg_pool2d(wanted, step) / F.avg_pool2d(skin, step).clamp_min(1e-3 / step**2)


def train(folder, out, minutes):
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    random = np.random.default_rng(SEED)
    scenes = load(folder)
    sides = [COARSE * 2**level for level in range(1, 5)]
    levels = nn.ModuleList(Level() for _ in sides)
    optimiser = torch.optim.Adam(levels.parameters(), 2e-3)
    start, step, losses = time.time(), 0, []
    while (passed := time.time() - start) < 60 * minutes:
        for group in optimiser.param_groups:
            group["lr"] = 2e-3 * max(0.02, 1 - passed / (60 * minutes))
        base, wanted, skin = patch(scenes, random)
        maps = enlarge(levels, coarse_of(wanted, skin, SIDE // COARSE), base)
        weight = OUTSIDE + skin
        loss = 0
        for level, made in enumerate(maps):
            shrink = PATCH // made.shape[3]
            aim, share = F.avg_pool2d(wanted, shrink), F.avg_pool2d(weight, shrink)
            loss = loss + ((made - aim).abs() * share).mean() * 2.0**level
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
        step += 1
        if step % 100 == 0:
            print(f"{passed:.0f} s, step {step}, loss {np.mean(losses[-100:]):.5f}", flush=True)
    flat = lambda tensor: [round(value, 7) for value in tensor.detach().flatten().tolist()]
    pathlib.Path(out).write_text(json.dumps({
        str(side): {
            "first": flat(level.first.weight), "firstBias": flat(level.first.bias),
            "second": flat(level.second.weight), "secondBias": flat(level.second.bias),
        } for side, level in zip(sides, levels)
    }))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("out")
    parser.add_argument("--minutes", type=float, default=8)
    arguments = parser.parse_args()
    train(arguments.folder, arguments.out, arguments.minutes)
