"""Pictures as other cameras, lights and skins would give them: the same change for a whole face."""

import torch


def vary(rgb, generator):
    """Exposure, contrast, white balance and saturation of N x 3 x H x W sRGB pictures, 0-1."""
    count = rgb.shape[0]

    def between(low, high, *shape):
        return low + (high - low) * torch.rand(count, *shape, 1, 1, generator=generator)

    gamma = torch.exp(between(-0.45, 0.35, 1))
    balance = torch.exp(between(-0.08, 0.08, 3))
    varied = (rgb.clamp_min(1e-4) ** gamma * balance * between(0.85, 1.1, 1)).clamp(0, 1)
    grey = varied.mean(1, keepdim=True)
    return (grey + (varied - grey) * between(0.7, 1.25, 1)).clamp(0, 1)
