"""The parsing network: a U-Net with one head for the matte of skin and one for all classes.

Most of its arithmetic is at 64 x 64 and below. The matte has full resolution. The classes have half of it, and cost
one small convolution.
"""

import torch
from torch import nn
import torch.nn.functional as F

from .classes import CLASSES

WIDTHS = (24, 40, 64, 96, 112)


def double(inputs, outputs):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU(inplace=True),
        nn.Conv2d(outputs, outputs, 3, padding=1), nn.ReLU(inplace=True),
    )


def single(inputs, outputs):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU(inplace=True))


class SkinNetwork(nn.Module):
    """Predicts bare skin and classes. s is a multiple of 16.

    image    N x 3 x 2s x 2s, sRGB 0-1
    skin     N x 1 x 2s x 2s, logits of bare skin
    classes  N x 12 x s x s, logits
    """

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, WIDTHS[0], 4, stride=2, padding=1), nn.ReLU(inplace=True))
        self.encoder = nn.ModuleList(double(i, o) for i, o in zip(WIDTHS, WIDTHS[1:]))
        self.decoder = nn.ModuleList(single(WIDTHS[level] + WIDTHS[level - 1], WIDTHS[level - 1]) for level in range(len(WIDTHS) - 1, 0, -1))
        self.head = nn.Conv2d(WIDTHS[0], 4, 3, padding=1)
        self.classes = nn.Conv2d(WIDTHS[0], len(CLASSES), 1)

    def forward(self, image):
        skips = [self.stem(image - 0.5)]
        for block in self.encoder:
            skips.append(block(F.max_pool2d(skips[-1], 2)))
        x = skips.pop()
        for block, skip in zip(self.decoder, reversed(skips)):
            x = block(torch.cat([F.interpolate(x, scale_factor=2, mode="nearest"), skip], 1))
        return F.pixel_shuffle(self.head(x), 2), self.classes(x)


class SkinMatte(nn.Module):
    """The shipped network: gives the matte of skin and the probabilities of the classes, both 0-1."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, image):
        skin, classes = self.network(image)
        return torch.sigmoid(skin), torch.softmax(classes, 1)
