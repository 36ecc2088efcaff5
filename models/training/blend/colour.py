"""sRGB and CIELAB (D65) in PyTorch, differentiable. Pictures are N x 3 x H x W; sRGB 0-1, L* 0-100, a* b* about -60 to 60."""

import torch
import torch.nn.functional as F

_TO_XYZ = torch.tensor([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
_FROM_XYZ = torch.linalg.inv(_TO_XYZ)
_WHITE = torch.tensor([0.95047, 1.0, 1.08883])


def srgb_to_lab(rgb):
    rgb = rgb.clamp(1e-4, 1)
    linear = torch.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = F.conv2d(linear, _TO_XYZ[:, :, None, None].to(linear.device)) / _WHITE.view(1, 3, 1, 1).to(linear.device)
    f = torch.where(xyz > 0.008856, xyz.clamp_min(1e-6) ** (1 / 3), 7.787 * xyz + 16 / 116)
    x, y, z = f[:, 0:1], f[:, 1:2], f[:, 2:3]
    return torch.cat([116 * y - 16, 500 * (x - y), 200 * (y - z)], 1)


def lab_to_srgb(lab):
    y = (lab[:, 0:1] + 16) / 116
    f = torch.cat([y + lab[:, 1:2] / 500, y, y - lab[:, 2:3] / 200], 1)
    xyz = torch.where(f > 0.206893, f**3, (f - 16 / 116) / 7.787) * _WHITE.view(1, 3, 1, 1).to(f.device)
    linear = F.conv2d(xyz, _FROM_XYZ[:, :, None, None].to(xyz.device)).clamp(0, 1)
    return torch.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear.clamp_min(1e-6) ** (1 / 2.4) - 0.055)


def soft_light(base, layer):
    """W3C Compositing Level 1, soft light; the formula that Figma draws. Values 0-1."""
    lightest = torch.where(base <= 0.25, ((16 * base - 12) * base + 4) * base, base.clamp_min(1e-6).sqrt())
    darker = base - (1 - 2 * layer) * base * (1 - base)
    return torch.where(layer <= 0.5, darker, base + (2 * layer - 1) * (lightest - base))


def soft_light_layer(base, wanted):
    """The layer that takes `base` to `wanted` by soft_light, or as near as it can. Values 0-1; .5 where base is 0 or 1."""
    lightest = torch.where(base <= 0.25, ((16 * base - 12) * base + 4) * base, base.clamp_min(1e-6).sqrt())
    darker = 0.5 - 0.5 * (base - wanted) / (base * (1 - base)).clamp_min(1e-3)
    lighter = 0.5 + 0.5 * (wanted - base) / (lightest - base).clamp_min(1e-3)
    return torch.where(wanted < base, darker, lighter).clamp(0, 1)
