"""Painted unevenness: redness, mottling and blotches of several sizes, added to faces in CIELAB."""

import torch
import torch.nn.functional as F

LAYERS = 3
"""The most layers of paint on a face."""
CELLS = (0.03, 0.16)
"""Smallest and largest cell of a field of noise, in face sizes."""
BUMPS = 9
"""The most bumps of a layer of blotches."""


def paint(lab, skin, face_size, generator):
    """Add low-frequency unevenness inside the skin. Shapes as in treatment.evened; returns a new tensor.

    Each face gets none to three layers; a layer is a field of noise or a few blotches, with blobs of 1.5-8 % of the
    face and a colour direction mostly along redness (a*), with some lightness and yellow, rms 1-4 CIELAB units. Every
    second layer of blotches has a colour for each of them.
    """
    count, _, height, width = lab.shape
    layers = torch.randint(0, LAYERS + 1, (count, 1, 1, 1), generator=generator, device=lab.device)
    out = lab
    for index in range(LAYERS):
        layer = torch.where(chance(count, generator), field(count, height, width, face_size, generator), blotches(count, height, width, face_size, generator))
        out = out + skin * layer * (index < layers)
    return out


def field(count, height, width, face_size, generator):
    """Smooth noise of one colour, count x 3 x height x width; every second one has bumps only and no hollows."""
    low, high = (cell * face_size for cell in CELLS)
    cell = low + (high - low) * torch.rand(count, generator=generator, device=generator.device)
    # The finest field takes the whole of one grid of noise; a coarser one a smaller piece of it, enlarged.
    cells = int(max(height, width) / low) + 3
    noise = torch.randn(count, 1, cells, cells, generator=generator, device=generator.device)
    zero = torch.zeros_like(cell)
    rows = [torch.stack([width / (cell * cells), zero, zero], 1), torch.stack([zero, height / (cell * cells), zero], 1)]
    grid = F.affine_grid(torch.stack(rows, 1), [count, 1, height, width], align_corners=False)
    noise = F.grid_sample(noise, grid, mode="bicubic", align_corners=False)
    noise = torch.where(chance(count, generator), noise.clamp_min(0), noise)
    return noise / noise.std((2, 3), keepdim=True).clamp_min(1e-3) * colours(count, generator)[:, :, None, None]


def blotches(count, height, width, face_size, generator):
    """Up to nine long or round Gaussian bumps, each up to 1.5 of its colour; count x 3 x height x width."""
    device = generator.device
    y, x = torch.meshgrid(torch.arange(float(height), device=device), torch.arange(float(width), device=device), indexing="ij")
    bumps = torch.randint(1, BUMPS + 1, (count, 1), generator=generator, device=device)
    own = colours(count * BUMPS, generator).view(count, BUMPS, 3)
    colour = torch.where(chance(count, generator)[:, 0], own, own[:, :1])
    out = torch.zeros(count, 3, height, width, device=device)
    for index in range(BUMPS):
        u, v, turn, size, longer, strength = torch.rand(6, count, 1, 1, generator=generator, device=device)
        dx, dy, angle = x - width * (0.15 + 0.7 * u), y - height * (0.15 + 0.7 * v), turn * torch.pi
        sigma = face_size * (0.012 + 0.05 * size)
        along, across = dx * angle.cos() + dy * angle.sin(), dy * angle.cos() - dx * angle.sin()
        bump = (0.4 + 1.1 * strength) * torch.exp(-0.5 * ((along / (1 + longer)) ** 2 + across**2) / sigma**2)
        out += (bump * (index < bumps)[:, :, None])[:, None] * colour[:, index, :, None, None]
    return out


def colours(count, generator):
    """count x 3: L* darker, a* mostly redder, b* either way, 1-4 units long."""
    red, yellow, light = torch.randn(3, count, generator=generator, device=generator.device)
    colour = torch.stack([-0.5 * light.abs(), red + 0.6, 0.5 * yellow], 1)
    length = 1 + 3 * torch.rand(count, 1, generator=generator, device=generator.device)
    return colour / colour.norm(dim=1, keepdim=True).clamp_min(1e-3) * length


def chance(count, generator):
    """count x 1 x 1 x 1, True for every second one."""
    return torch.rand(count, 1, 1, 1, generator=generator, device=generator.device) < 0.5
