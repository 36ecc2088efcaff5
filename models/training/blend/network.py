"""The blend-layer network: a small U-Net that sees the whole face.

A soft-light map that evens tone holds nothing finer than about 1 % of the face, so the crop is averaged to
128 x 128 first, and the arithmetic is spent from 64 x 64 downwards.
"""

import torch
from torch import nn
import torch.nn.functional as F

WIDTHS = (28, 48, 72, 96)


def double(inputs, outputs):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU(inplace=True),
        nn.Conv2d(outputs, outputs, 3, padding=1), nn.ReLU(inplace=True),
    )


class BlendNetwork(nn.Module):
    """image N x 3 x 4s x 4s (sRGB 0-1) and skin N x 1 x 4s x 4s (0-1) -> map N x 3 x s x s in (0, 1), .5 neutral."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(4, WIDTHS[0], 4, stride=2, padding=1)
        inputs = (WIDTHS[0],) + WIDTHS[:-1]
        self.encoder = nn.ModuleList(double(i, o) for i, o in zip(inputs, WIDTHS))
        self.decoder = nn.ModuleList(
            double(WIDTHS[level] + WIDTHS[level - 1], WIDTHS[level - 1]) for level in range(len(WIDTHS) - 1, 0, -1))
        self.head = nn.Conv2d(WIDTHS[0], 12, 3, padding=1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, image, skin):
        return self.on_grid(F.avg_pool2d(torch.cat([image, skin], 1), 4))

    def on_grid(self, x):
        """The network behind the average: N x 4 x s x s (RGB, skin) -> map."""
        skips = []
        x = F.relu(self.stem(x - 0.5))
        for level, block in enumerate(self.encoder):
            x = block(x if level == 0 else F.max_pool2d(x, 2))
            skips.append(x)
        for block, skip in zip(self.decoder, reversed(skips[:-1])):
            x = block(torch.cat([F.interpolate(x, scale_factor=2, mode="nearest"), skip], 1))
        return torch.sigmoid(F.pixel_shuffle(self.head(x), 2))
