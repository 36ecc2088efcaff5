"""Random weights for ModelScope's networks. With them the networks find spots, and their maps are not neutral.

Only ModelScope may distribute the published weights, so the tests use these. As a command, it writes them in the format
of the published files, or as a network set for the engine:

    python3 -m models.training.modelscope.random_weights [--base CHANNELS] --checkpoints FOLDER | --networks FOLDER
"""

import argparse
import collections
import pathlib

import torch
from torch import nn
import torch.nn.functional as F

from .blend import BASE
from .import_weights import write_set
from .weights import NETWORKS, build

SEED = 3
SHARE = 0.02
"""Share of a face crop that the blemish network takes for blemishes, 0-1."""
SPREAD = {"modelscope-blemish": 3.0, "modelscope-inpainting": 0.6, "modelscope-blend": 0.7}
"""Standard deviation of the input of the last sigmoid or tanh."""
SIDE = 192
"""Side in pixels of the pictures on which the weights are balanced."""


def random_networks(base=BASE, seed=SEED):
    """The three networks, with activations of similar size in every layer. The same seed gives the same weights."""
    torch.manual_seed(seed)
    networks = build(base)
    image = _picture()
    keep = (torch.rand(1, 1, SIDE // 16, SIDE // 16) > 0.1).float().repeat_interleave(16, 2).repeat_interleave(16, 3)
    inputs = {"modelscope-blemish": (image,), "modelscope-inpainting": (image * keep, keep), "modelscope-blend": (image,)}
    for name, network in networks.items():
        _balance_norms(network, inputs[name])
        head = {"modelscope-blemish": "dc_images_1", "modelscope-inpainting": "dc_images_1.conv", "modelscope-blend": "outc.conv"}[name]
        _balance_head(network.get_submodule(head), network, inputs[name], SPREAD[name], SHARE if name == "modelscope-blemish" else 0.5)
    return networks


def _picture():
    """Noise of several sizes, -1 to 1."""
    image = torch.zeros(1, 3, SIDE, SIDE)
    for cells in (3, 12, 48, SIDE):
        image += F.interpolate(torch.rand(1, 3, cells, cells) - 0.5, (SIDE, SIDE), mode="bilinear", align_corners=False)
    return image.clamp(-1, 1)


@torch.no_grad()
def _balance_norms(network, inputs):
    """Sets initial weights (He et al. 2015), and batch norms to the statistics of these inputs."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, a=0)
            if module.bias is not None:
                nn.init.normal_(module.bias, 0, 0.1)
        if isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.weight, 1, 0.2)
            nn.init.normal_(module.bias, 0, 0.2)
            module.momentum = None
    network.train()(*inputs)
    network.eval()


@torch.no_grad()
def _balance_head(head, network, inputs, spread, share):
    """Scales the last convolution: its output has the deviation `spread` and is above 0 for `share` of the pixels."""
    seen = []
    hook = head.register_forward_hook(lambda _, __, output: seen.append(output))
    network(*inputs)
    hook.remove()
    values = seen[0]
    scale = spread / values.std()
    head.weight *= scale
    head.bias *= scale
    head.bias -= torch.quantile(scale * values.flatten(), 1 - share)


def write_checkpoints(networks, folder):
    """Writes these weights in the format of the published files."""
    folder.mkdir(parents=True, exist_ok=True)
    content = collections.defaultdict(dict)
    for name, (_, file, key) in NETWORKS.items():
        content[file][key] = networks[name].state_dict()
    for file, state in content.items():
        torch.save(dict(state), folder / file)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--base", type=int, default=BASE)
    parser.add_argument("--checkpoints", type=pathlib.Path)
    parser.add_argument("--networks", type=pathlib.Path)
    options = parser.parse_args()
    networks = random_networks(options.base)
    if options.checkpoints is not None:
        write_checkpoints(networks, options.checkpoints)
    if options.networks is not None:
        write_set(networks, options.networks, {name: f"random weights, seed {SEED}" for name in networks})


if __name__ == "__main__":
    main()
