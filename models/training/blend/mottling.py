"""Painted unevenness: redness, mottling and blotches of several sizes, added to a face in CIELAB."""

import torch
import torch.nn.functional as F


def paint(lab, skin, face_size, generator):
    """Add low-frequency unevenness inside the skin. Shapes as in treatment.evened; returns a new tensor.

    Each face gets one to three layers; a layer has a blob size of 1.5-8 % of the face and a colour direction
    mostly along redness (a*), with some lightness and yellow, rms 1-4 CIELAB units.
    """
    count, _, height, width = lab.shape
    out = lab.clone()
    for index in range(count):
        for _ in range(int(torch.randint(0, 4, (1,), generator=generator))):
            cell = face_size * (0.015 + 0.065 * float(torch.rand(1, generator=generator))) * 2
            grid = (max(3, int(height / cell)), max(3, int(width / cell)))
            noise = torch.randn(1, 1, *grid, generator=generator)
            noise = F.interpolate(noise, (height, width), mode="bicubic", align_corners=False)
            if torch.rand(1, generator=generator) < 0.5:
                noise = noise.clamp_min(0)
            noise = noise / noise.std().clamp_min(1e-3)
            red, yellow, light = torch.randn(3, generator=generator)
            colour = torch.stack([-0.5 * light.abs(), red + 0.6, 0.5 * yellow])
            colour = colour / colour.norm() * (1 + 3 * torch.rand(1, generator=generator))
            out[index] += skin[index] * noise[0] * colour.view(3, 1, 1)
    return out
