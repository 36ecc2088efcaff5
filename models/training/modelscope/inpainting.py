"""ModelScope's gated inpainting network. State-dict keys and shapes are the published ones."""

import torch
from torch import nn
import torch.nn.functional as F

from .blemish import BASE, LEVELS, SLOPE, encoder_channels


class GatedBlock(nn.Module):
    """activation(norm(conv(x))) * sigmoid(gate(x)): the norm is before the product, and the gate has none."""

    def __init__(self, inputs, outputs, stride, activation, norm=True, bias=False):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=bias)
        self.gate = nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=bias)
        self.bn = nn.BatchNorm2d(outputs) if norm else nn.Identity()
        self.activation = activation

    def forward(self, x):
        return self.activation(self.bn(self.conv(x))) * torch.sigmoid(self.gate(x))


class InpaintingNetwork(nn.Module):
    """Fills the holes of an image. The network ends with tanh, so its output lies in (-1, 1).

    image   N x 3 x 64h x 64w, RGB, -1 to 1, 0 in holes
    keep    N x 1 x 64h x 64w, 1 valid, 0 hole
    output  N x 3 x 64h x 64w
    """

    def __init__(self, base=BASE):
        super().__init__()
        channels = encoder_channels(base)
        for level, (inputs, outputs) in enumerate(zip([4, *channels[:-1]], channels), 1):
            setattr(self, f"ec_images_{level}", GatedBlock(inputs, outputs, 2, nn.ReLU(), norm=level > 1))
        for level in range(LEVELS, 1, -1):
            inputs = channels[level - 1] + channels[level - 2]
            setattr(self, f"dc_images_{level}", GatedBlock(inputs, channels[level - 2], 1, nn.LeakyReLU(SLOPE)))
        self.dc_images_1 = GatedBlock(base + 4, 3, 1, nn.Identity(), norm=False, bias=True)

    def forward(self, image, keep):
        skips = [torch.cat([image, keep], 1)]
        for level in range(1, LEVELS + 1):
            skips.append(getattr(self, f"ec_images_{level}")(skips[-1]))
        x = skips.pop()
        for level in range(LEVELS, 0, -1):
            x = F.interpolate(x, scale_factor=2, mode="nearest")
            x = getattr(self, f"dc_images_{level}")(torch.cat([x, skips.pop()], 1))
        return torch.tanh(x)
