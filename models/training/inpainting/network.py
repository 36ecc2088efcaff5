"""The inpainting network: a smooth fill that continues the tone around the holes, and a small U-Net that adds what is
missing to it: grain, and what the surroundings say of light and shade.

The smooth fill needs no learning: it is the multigrid solution of Laplace's equation (membrane interpolation).
Noise enters at full resolution, so that grain can be made rather than averaged away.
"""

import torch
from torch import nn
import torch.nn.functional as F

LEVELS = 5
SMOOTHINGS = 4


def membrane(image, keep):
    """Fills the holes of an image smoothly. H and W are multiples of 2^LEVELS.

    image  N x 3 x H x W, 0 in the holes
    keep   N x 1 x H x W, 1 where the image is known
    """
    pyramid = [(image, keep)]
    for _ in range(LEVELS):
        colour, known = pyramid[-1]
        pyramid.append((F.avg_pool2d(colour, 2), F.avg_pool2d(known, 2)))
    colour, known = pyramid[-1]
    filled = F.avg_pool2d(colour, 3, 1, 1) / F.avg_pool2d(known, 3, 1, 1).clamp(min=1e-3)
    for colour, known in reversed(pyramid[:-1]):
        filled = F.interpolate(filled, scale_factor=2, mode="nearest")
        for _ in range(SMOOTHINGS):
            filled = colour + (1 - known) * F.avg_pool2d(filled, 3, 1, 1, count_include_pad=False)
    return filled


def step(inputs, outputs, stride=1, dilation=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride=stride, padding=dilation, dilation=dilation), nn.LeakyReLU(0.1, inplace=True))


class InpaintingNetwork(nn.Module):
    """Fills the holes of an image. The result has the shape and range of `image`. H and W are multiples of 32.

    image  N x 3 x H x W, 0-1, 0 in the holes
    keep   N x 1 x H x W, 1 known, 0 hole
    noise  N x 1 x H x W, normal distribution
    """

    def __init__(self):
        super().__init__()
        self.enter = step(5, 10)
        self.down1 = nn.Sequential(step(10, 24, 2), step(24, 24))
        self.down2 = nn.Sequential(step(24, 40, 2), step(40, 40))
        self.down3 = nn.Sequential(step(40, 56, 2), step(56, 56))
        self.down4 = nn.Sequential(step(56, 64, 2), step(64, 64, dilation=2), step(64, 64))
        self.up3 = step(64 + 56, 48)
        self.up2 = step(48 + 40, 32)
        self.up1 = step(32 + 24, 16)
        self.up0 = step(16 + 10, 10)
        self.leave = nn.Conv2d(10 + 1, 3, 3, padding=1)
        nn.init.normal_(self.leave.weight, 0, 0.01)
        nn.init.zeros_(self.leave.bias)

    def forward(self, image, keep, noise):
        smooth = membrane(image, keep)
        enter = self.enter(torch.cat([smooth - 0.5, 1 - keep, 0.3 * noise], 1))
        one = self.down1(enter)
        two = self.down2(one)
        three = self.down3(two)
        x = self.up3(torch.cat([grow(self.down4(three)), three], 1))
        x = self.up2(torch.cat([grow(x), two], 1))
        x = self.up1(torch.cat([grow(x), one], 1))
        x = self.up0(torch.cat([grow(x), enter], 1))
        return (smooth + self.leave(torch.cat([x, 0.3 * noise], 1))).clamp(0, 1)


def grow(x):
    return F.interpolate(x, scale_factor=2, mode="nearest")
