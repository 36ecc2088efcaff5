"""How faces and pieces of them are mirrored, turned, resized and shifted on whatever device they lie."""

import torch


def moves(count, generator, turn, stretch, shift):
    """count x 2 x 3 for affine_grid, half of them mirrored.

    `turn`: deviation in radians; `stretch`: largest change of size, natural logarithm; `shift`: largest shift, in halves of the side.
    """
    def spread(low, high):
        return low + (high - low) * torch.rand(count, generator=generator, device=generator.device)

    angle = turn * torch.randn(count, generator=generator, device=generator.device)
    size = torch.exp(spread(-stretch, stretch))
    mirror = torch.where(spread(0, 1) < 0.5, -1.0, 1.0)
    cos, sin = size * angle.cos(), size * angle.sin()
    rows = [torch.stack([mirror * cos, -sin, spread(-shift, shift)], 1), torch.stack([mirror * sin, cos, spread(-shift, shift)], 1)]
    return torch.stack(rows, 1)
