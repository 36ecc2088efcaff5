"""ModelScope's blemish detector. State-dict keys and shapes are the published ones."""

import torch
from torch import nn
import torch.nn.functional as F

BASE = 64
"""Channels of the first level in the published weights; tests build smaller ones."""
LEVELS = 6
SLOPE = 0.2
"""Negative slope of the decoder's leaky ReLU."""


def encoder_channels(base):
    """Channels of the six encoder levels, finest first."""
    return [base, 2 * base, 4 * base, 8 * base, 8 * base, 8 * base]


class Block(nn.Module):
    """3 x 3 convolution without bias, batch norm (unless `norm` is false), then the activation."""

    def __init__(self, inputs, outputs, stride, slope, norm=True):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(outputs) if norm else nn.Identity()
        self.slope = slope

    def forward(self, x):
        return F.leaky_relu(self.bn(self.conv(x)), self.slope) if self.slope > 0 else F.relu(self.bn(self.conv(x)))


class BlemishNetwork(nn.Module):
    """image N x 3 x 64h x 64w (RGB, -1 to 1) -> probability N x 1 x 64h x 64w: the sigmoid is inside."""

    def __init__(self, base=BASE):
        super().__init__()
        channels = encoder_channels(base)
        for level, (inputs, outputs) in enumerate(zip([3, *channels[:-1]], channels), 1):
            setattr(self, f"ec_images_{level}", Block(inputs, outputs, stride=2, slope=0, norm=level > 1))
        for level in range(LEVELS, 1, -1):
            inputs = channels[level - 1] + channels[level - 2]
            setattr(self, f"dc_images_{level}", Block(inputs, channels[level - 2], stride=1, slope=SLOPE))
        self.dc_images_1 = nn.Conv2d(base + 3, 1, 1)

    def forward(self, image):
        skips = [image]
        for level in range(1, LEVELS + 1):
            skips.append(getattr(self, f"ec_images_{level}")(skips[-1]))
        x = skips.pop()
        for level in range(LEVELS, 0, -1):
            x = F.interpolate(x, scale_factor=2, mode="nearest")
            x = getattr(self, f"dc_images_{level}")(torch.cat([x, skips.pop()], 1))
        return torch.sigmoid(x)
