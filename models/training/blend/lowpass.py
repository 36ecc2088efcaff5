"""Gaussian low-pass that looks at skin only (normalised convolution), so that lips, hair and wall never bleed into skin."""

import torch
import torch.nn.functional as F


def gaussian(picture, sigma):
    """Separable Gaussian blur, edges repeated. `sigma` in pixels."""
    if sigma < 0.3:
        return picture
    radius = max(1, int(3 * sigma + 0.5))
    position = torch.arange(-radius, radius + 1, dtype=picture.dtype)
    kernel = torch.exp(-0.5 * (position / sigma) ** 2)
    kernel = kernel / kernel.sum()
    channels = picture.shape[1]
    across = kernel.view(1, 1, 1, -1).repeat(channels, 1, 1, 1)
    down = kernel.view(1, 1, -1, 1).repeat(channels, 1, 1, 1)
    picture = F.conv2d(F.pad(picture, (radius, radius, 0, 0), mode="replicate"), across, groups=channels)
    return F.conv2d(F.pad(picture, (0, 0, radius, radius), mode="replicate"), down, groups=channels)


def skin_gaussian(picture, skin, sigma):
    """Blur of `picture` weighted by `skin` (N x 1 x H x W, 0-1)."""
    return gaussian(picture * skin, sigma) / gaussian(skin, sigma).clamp_min(1e-3)
