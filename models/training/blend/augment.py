"""Pictures as other cameras, lights, skins and poses would give them: the same change for a whole face."""

import torch
import torch.nn.functional as F

from ..moves import moves

TURN, STRETCH, SHIFT = 0.12, 0.15, 0.12
"""Deviation of the turn in radians, largest change of size (natural logarithm), largest shift in half crops."""
SLOPE = 0.25
"""How much brighter and darker than the middle the ends of a crop are at most, lit from one side."""
MIXED, KEPT, BORROWED = 0.6, (0.2, 1.1), (0.0, 0.8)
"""Share of faces that get another's unevenness, and how much of their own and of the other's they then have."""


def move(rgb, skin, under_eyes, generator):
    """The faces mirrored, turned, resized and shifted: N x 3, N x 1 and N x 1 x H x W; no skin comes from beyond the crop."""
    grid = F.affine_grid(moves(len(rgb), generator, TURN, STRETCH, SHIFT), list(rgb.shape), align_corners=False)
    masks = F.grid_sample(torch.cat([skin, under_eyes], 1), grid, align_corners=False)
    return F.grid_sample(rgb, grid, padding_mode="border", align_corners=False), masks[:, :1], masks[:, 1:]


def light_from_one_side(rgb, generator):
    """N x 3 x H x W, 0-1, brighter to one side."""
    count, _, height, width = rgb.shape
    angle, slope = torch.rand(2, count, 1, 1, generator=generator, device=generator.device)
    angle, slope = 2 * torch.pi * angle, SLOPE * slope
    y, x = torch.meshgrid(torch.linspace(-1, 1, height, device=rgb.device), torch.linspace(-1, 1, width, device=rgb.device), indexing="ij")
    return (rgb * (1 + slope * (x * angle.cos() + y * angle.sin()))[:, None]).clamp(0, 1)


def vary(rgb, generator):
    """Exposure, contrast, white balance and saturation of N x 3 x H x W sRGB pictures, 0-1."""
    count = len(rgb)
    gamma = torch.exp(between(-0.45, 0.35, count, generator))
    balance = torch.exp(between(-0.08, 0.08, count, generator, channels=3))
    varied = (rgb.clamp_min(1e-4) ** gamma * balance * between(0.85, 1.1, count, generator)).clamp(0, 1)
    grey = varied.mean(1, keepdim=True)
    return (grey + (varied - grey) * between(0.7, 1.25, count, generator)).clamp(0, 1)


def mix_unevenness(lab, evened, skin, generator):
    """Faces with less or more of their own unevenness and with some of another face of the batch: N x 3 x H x W, CIELAB.

    `evened` is what the treatment makes of `lab`: what it takes away is a face's own unevenness. A few hundred faces are learned by
    heart; with each other's blotches they are many.
    """
    count = len(lab)
    own = (lab - evened) * skin
    others = own[torch.randperm(count, generator=generator, device=generator.device)]
    mixed = between(0, 1, count, generator) < MIXED
    return lab + mixed * skin * ((between(*KEPT, count, generator) - 1) * own + between(*BORROWED, count, generator) * others)


def between(low, high, count, generator, channels=1):
    """count x channels x 1 x 1, evenly drawn from low to high."""
    return low + (high - low) * torch.rand(count, channels, 1, 1, generator=generator, device=generator.device)
