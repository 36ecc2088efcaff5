"""The inpainting network: a U-Net that reads the picture around the holes and gives tone and grain for them.

Noise enters at full resolution, so that grain can be made rather than averaged away.
"""

import torch
from torch import nn
import torch.nn.functional as F


def step(inputs, outputs, stride=1, dilation=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride=stride, padding=dilation, dilation=dilation), nn.LeakyReLU(0.1, inplace=True))


class InpaintingNetwork(nn.Module):
    """image N x 3 x H x W (0-1, holes 0), keep N x 1 x H x W (1 known, 0 hole), noise N x 1 x H x W (normal) -> filled, as image.

    H and W are multiples of 32.
    """

    def __init__(self):
        super().__init__()
        self.enter = step(5, 16)
        self.down1 = nn.Sequential(step(16, 32, 2), step(32, 32))
        self.down2 = nn.Sequential(step(32, 48, 2), step(48, 48))
        self.down3 = nn.Sequential(step(48, 64, 2), step(64, 64))
        self.down4 = nn.Sequential(step(64, 72, 2), step(72, 72, dilation=2), step(72, 72, dilation=4), step(72, 72))
        self.down5 = nn.Sequential(step(72, 72, 2), step(72, 72))
        self.up4 = step(72 + 72, 72)
        self.up3 = step(72 + 64, 64)
        self.up2 = step(64 + 48, 48)
        self.up1 = step(48 + 32, 20)
        self.up0 = step(20 + 16, 12)
        self.leave = nn.Conv2d(12 + 1, 3, 3, padding=1)

    def forward(self, image, keep, noise):
        enter = self.enter(torch.cat([image - 0.5 * keep, 1 - keep, 0.3 * noise], 1))
        one = self.down1(enter)
        two = self.down2(one)
        three = self.down3(two)
        four = self.down4(three)
        x = self.up4(torch.cat([grow(self.down5(four)), four], 1))
        x = self.up3(torch.cat([grow(x), three], 1))
        x = self.up2(torch.cat([grow(x), two], 1))
        x = self.up1(torch.cat([grow(x), one], 1))
        x = self.up0(torch.cat([grow(x), enter], 1))
        return torch.sigmoid(self.leave(torch.cat([x, 0.3 * noise], 1)))


def grow(x):
    return F.interpolate(x, scale_factor=2, mode="nearest")
