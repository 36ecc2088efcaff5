"""Painted unevenness: redness, mottling and blotches of several sizes, added to a face in CIELAB."""

import torch
import torch.nn.functional as F


def paint(lab, skin, face_size, generator):
    """Add low-frequency unevenness inside the skin. Shapes as in treatment.evened; returns a new tensor.

    Each face gets none to three layers; a layer is a field of noise or a few blotches, with blobs of 1.5-8 % of the
    face and a colour direction mostly along redness (a*), with some lightness and yellow, rms 1-4 CIELAB units.
    """
    count, _, height, width = lab.shape
    out = lab.clone()
    for index in range(count):
        for _ in range(int(torch.randint(0, 4, (1,), generator=generator))):
            make = field if torch.rand(1, generator=generator) < 0.5 else blotches
            noise = make(height, width, face_size, generator)
            red, yellow, light = torch.randn(3, generator=generator)
            colour = torch.stack([-0.5 * light.abs(), red + 0.6, 0.5 * yellow])
            colour = colour / colour.norm() * (1 + 3 * torch.rand(1, generator=generator))
            out[index] += skin[index] * noise * colour.view(3, 1, 1)
    return out


def field(height, width, face_size, generator):
    """Smooth noise, H x W, deviation 1; every second one has bumps only and no hollows."""
    cell = face_size * (0.03 + 0.13 * float(torch.rand(1, generator=generator)))
    grid = (max(3, int(height / cell)), max(3, int(width / cell)))
    noise = torch.randn(1, 1, *grid, generator=generator)
    noise = F.interpolate(noise, (height, width), mode="bicubic", align_corners=False)[0, 0]
    if torch.rand(1, generator=generator) < 0.5:
        noise = noise.clamp_min(0)
    return noise / noise.std().clamp_min(1e-3)


def blotches(height, width, face_size, generator):
    """Up to nine long or round Gaussian bumps, H x W, each up to 1.5 high."""
    y, x = torch.meshgrid(torch.arange(float(height)), torch.arange(float(width)), indexing="ij")
    out = torch.zeros(height, width)
    for _ in range(int(torch.randint(1, 10, (1,), generator=generator))):
        u, v, turn, size, longer, strength = torch.rand(6, generator=generator)
        dx, dy, angle = x - width * (0.15 + 0.7 * u), y - height * (0.15 + 0.7 * v), turn * torch.pi
        sigma = face_size * (0.012 + 0.05 * size)
        along, across = dx * angle.cos() + dy * angle.sin(), dy * angle.cos() - dx * angle.sin()
        out += (0.4 + 1.1 * strength) * torch.exp(-0.5 * ((along / (1 + longer)) ** 2 + across**2) / sigma**2)
    return out
