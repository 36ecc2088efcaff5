"""ModelScope's blend-layer network: a U-Net that gives a soft-light map. State-dict keys and shapes are the published ones."""

import torch
from torch import nn
import torch.nn.functional as F

BASE = 64
"""Channels of the first level in the published weights; tests build smaller ones."""


class Double(nn.Module):
    """Two 3 x 3 convolutions with bias, each followed by batch norm and ReLU; size kept."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU(),
        )

    def forward(self, x):
        return self.conv(x)


class First(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = Double(inputs, outputs)

    def forward(self, x):
        return self.conv(x)


class Down(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.mpconv = nn.Sequential(nn.MaxPool2d(2), Double(inputs, outputs))

    def forward(self, x):
        return self.mpconv(x)


class Up(nn.Module):
    """Twice the size (bilinear, aligned corners), behind the skip, then a double convolution of both."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = Double(inputs, outputs)

    def forward(self, x, skip):
        x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=True)
        return self.conv(torch.cat([skip, x], 1))


class Head(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.conv = nn.Conv2d(inputs, 3, 1)

    def forward(self, x):
        return self.conv(x)


class BlendNetwork(nn.Module):
    """image N x 3 x 16h x 16w (RGB, -1 to 1) -> map N x 3 x 16h x 16w in (0, 1), .5 neutral: the sigmoid is inside."""

    def __init__(self, base=BASE):
        super().__init__()
        one, two, four, eight = base, 2 * base, 4 * base, 8 * base
        self.inc = First(3, one)
        self.down1 = Down(one, two)
        self.down2 = Down(two, four)
        self.down3 = Down(four, eight)
        self.down4 = Down(eight, eight)
        self.up1 = Up(2 * eight, four)
        self.up2 = Up(2 * four, two)
        self.up3 = Up(2 * two, one)
        self.up4 = Up(2 * one, one)
        self.outc = Head(one)
        # Deep supervision of the training; nothing reads them.
        self.dsoutc1, self.dsoutc2, self.dsoutc3, self.dsoutc4 = Head(one), Head(one), Head(two), Head(four)

    def forward(self, image):
        skips = [self.inc(image)]
        for down in (self.down1, self.down2, self.down3, self.down4):
            skips.append(down(skips[-1]))
        x = skips.pop()
        for up in (self.up1, self.up2, self.up3, self.up4):
            x = up(x, skips.pop())
        return torch.sigmoid(self.outc(x))
