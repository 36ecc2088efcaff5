"""The blend-layer network: a careful treatment of the tone as a fixed part of the graph, corrected by a small U-Net
that sees the whole face.

The treatment (treatment.py) is a filter. It takes out bands of a* and b*, and the darkness that comes with redness. The
network adds the distinctions that a filter cannot make: a blotch from a shadow, redness from make-up, dark circles from
the shape of an eye. A soft-light map that evens tone holds nothing finer than about 1 % of the face. So the crop is averaged
to 128 x 128 first, and most arithmetic is spent on 64 x 64 cells and fewer.
"""

import torch
from torch import nn
import torch.nn.functional as F

from .colour import lab_to_srgb, soft_light_layer, srgb_to_lab
from .treatment import evened

WIDTHS = (28, 48, 72, 96)
CROP_IN_FACES = 1.6
"""Side of the face crop, in face sizes."""
LARGEST = 14.0
"""The largest correction, in CIELAB units."""


def double(inputs, outputs):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU(inplace=True),
        nn.Conv2d(outputs, outputs, 3, padding=1), nn.ReLU(inplace=True),
    )


class BlendNetwork(nn.Module):
    """Predicts the blend map of a face crop.

    image  N x 3 x 4s x 4s, sRGB 0-1
    skin   N x 1 x 4s x 4s, 0-1
    map    N x 3 x s x s, 0-1, .5 neutral

    The map holds on skin. The engine leaves out its values elsewhere, which mean nothing.
    """

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(7, WIDTHS[0], 4, stride=2, padding=1)
        inputs = (WIDTHS[0],) + WIDTHS[:-1]
        self.encoder = nn.ModuleList(double(i, o) for i, o in zip(inputs, WIDTHS))
        self.decoder = nn.ModuleList(
            double(WIDTHS[level] + WIDTHS[level - 1], WIDTHS[level - 1]) for level in range(len(WIDTHS) - 1, 0, -1))
        # The tone of a face that its own blotches moved is nothing that a piece of the face shows.
        self.whole = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(WIDTHS[-1], WIDTHS[-1], 1))
        nn.init.zeros_(self.whole[1].weight)
        nn.init.zeros_(self.whole[1].bias)
        self.head = nn.Conv2d(WIDTHS[0], 3, 3, padding=1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, image, skin):
        return self.on_grid(F.avg_pool2d(image, 4), F.avg_pool2d(skin, 4))

    def on_grid(self, image, skin):
        """The network after the input was averaged: image N x 3 x s x s and skin N x 1 x s x s -> map."""
        lab = srgb_to_lab(image)
        treated = evened(lab, skin, None, image.shape[3] / CROP_IN_FACES)
        wanted = lab_to_srgb(treated + self.correction(image, skin, treated - lab))
        return soft_light_layer(image, wanted.clamp(0, 1))

    def correction(self, image, skin, change):
        """The correction that is added to the treated picture, in CIELAB units, N x 3 x s x s."""
        skips = []
        x = F.relu(self.stem(torch.cat([image - 0.5, skin - 0.5, change * 0.1 * skin], 1)))
        for level, block in enumerate(self.encoder):
            x = block(x if level == 0 else F.max_pool2d(x, 2))
            skips.append(x)
        x = x + self.whole(x)
        for block, skip in zip(self.decoder, reversed(skips[:-1])):
            x = block(torch.cat([F.interpolate(x, scale_factor=2, mode="nearest"), skip], 1))
        return F.interpolate(LARGEST * torch.tanh(self.head(x)), scale_factor=2, mode="bilinear", align_corners=False)
