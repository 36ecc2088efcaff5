"""The blemish network: a U-Net from 768 down to 24 and up to 192, its last step a pixel shuffle to 384."""

import torch
from torch import nn
import torch.nn.functional as F


def step(inputs, outputs, stride=1):
    """Convolution, batch norm (the export folds it into the convolution), ReLU."""
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


def through(inputs, waist, outputs):
    """A step behind a 1 x 1 convolution to fewer channels: what comes up is wide, and most of it is said twice."""
    return nn.Sequential(nn.Conv2d(inputs, waist, 1, bias=False), *step(waist, outputs))


class BlemishNetwork(nn.Module):
    """image N x 3 x H x W (sRGB 0-1), H and W multiples of 32 -> logits N x 2 x H/2 x W/2: blemish, mark."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(step(3, 16, 2), step(16, 32, 2))
        self.down1 = nn.Sequential(step(32, 48, 2), step(48, 48))
        self.down2 = nn.Sequential(step(48, 64, 2), step(64, 64))
        self.down3 = nn.Sequential(step(64, 80, 2), step(80, 80), step(80, 80))
        self.up2 = through(80 + 64, 64, 48)
        self.up1 = through(48 + 48, 48, 32)
        self.up0 = through(32 + 32, 20, 20)
        self.head = nn.Conv2d(20, 8, 3, padding=1)
        nn.init.constant_(self.head.bias, -4.0)

    def forward(self, image):
        zero = self.stem(image - 0.5)
        one = self.down1(zero)
        two = self.down2(one)
        x = self.down3(two)
        x = self.up2(torch.cat([grow(x), two], 1))
        x = self.up1(torch.cat([grow(x), one], 1))
        x = self.up0(torch.cat([grow(x), zero], 1))
        return F.pixel_shuffle(self.head(x), 2)


def grow(x):
    return F.interpolate(x, scale_factor=2, mode="nearest")
