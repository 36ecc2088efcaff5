"""Counts the cost of ModelScope's networks at the sizes that it runs them at: `python3 -m models.training.modelscope.count`.

Prints JSON: name -> parameters, multiply-accumulates of the convolutions of one run, and weights of those convolutions.
"""

import json

import torch
from torch import nn

from .blend import BASE
from .export import SIZES, tensors
from .weights import build

SIDE = 64
"""Side of the counted input in pixels. The cost of a convolution is proportional to the area."""


def count(name, network):
    """Costs of one run at the network's own size."""
    macs = weights = 0

    def add(layer, _, output):
        nonlocal macs, weights
        macs += output[0, 0].numel() * layer.weight.numel()
        weights += layer.weight.numel()

    hooks = [module.register_forward_hook(add) for module in network.modules() if isinstance(module, nn.Conv2d)]
    with torch.no_grad():
        network(*[torch.zeros(*one["shape"][:2], SIDE, SIDE) for one in tensors(name)[0]])
    for hook in hooks:
        hook.remove()
    parameters = sum(parameter.numel() for parameter in network.parameters())
    return {"parameters": parameters, "macs": macs * (SIZES[name] // SIDE) ** 2, "weights": weights}


def main():
    print(json.dumps({name: count(name, network) for name, network in build(BASE).items()}, indent=2))


if __name__ == "__main__":
    main()
