"""Gaussian low-pass that looks at skin only (normalised convolution), so that lips, hair and wall never bleed into skin."""

import numpy as np
import torch
import torch.nn.functional as F


def gaussian(picture, sigma):
    """Separable Gaussian blur, edges repeated. `sigma` in pixels."""
    if sigma < 0.3:
        return picture
    radius = reach(sigma)
    picture = blur(F.pad(picture, (radius, radius, 0, 0), mode="replicate"), sigma, (0, 0), across=True)
    return blur(F.pad(picture, (0, 0, radius, radius), mode="replicate"), sigma, (0, 0), across=False)


def skin_gaussian(picture, skin, sigma):
    """Blur of `picture` weighted by `skin` (N x 1 x H x W, 0-1); what lies beyond the edges weighs nothing."""
    if sigma < 0.3:
        return picture
    return weighted(picture * skin, sigma) / weighted(skin, sigma).clamp_min(1e-3)


def weighted(picture, sigma):
    radius = reach(sigma)
    return blur(blur(picture, sigma, (0, radius), across=True), sigma, (radius, 0), across=False)


def blur(picture, sigma, padding, across):
    radius = reach(sigma)
    weights = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    kernel = (weights / weights.sum()).reshape((1, 1, 1, -1) if across else (1, 1, -1, 1))
    channels = picture.shape[1]
    # A constant for the ONNX graph, not a chain of operators that make it.
    kernel = torch.tensor(np.tile(kernel, (int(channels), 1, 1, 1)), dtype=picture.dtype, device=picture.device)
    return F.conv2d(picture, kernel, padding=padding, groups=int(channels))


def reach(sigma):
    return max(1, int(3 * sigma + 0.5))
