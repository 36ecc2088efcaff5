"""Losses of the inpainting network: the tone of the smoothed fill, and the strength, colour and size of its grain.

A plain pixel loss rewards blur, because no network can guess the grain that was hidden. So the fine frequency bands
are compared by their statistics inside the holes.
"""

import torch

from ..blend.lowpass import gaussian

SHIFTS = ((0, 1), (1, 0), (1, 1), (1, -1), (0, 2), (2, 0), (0, 3), (3, 0))
"""Shifts (rows, columns) in pixels; the correlation with these neighbours measures how coarse the grain is."""


def fill_loss(filled, truth, hole):
    """filled, truth N x 3 x H x W (0-1); hole N x 1 x H x W (1 inside). Returns tone, grain, pixel terms."""
    composite = truth + (filled - truth) * hole
    area = hole.sum((1, 2, 3)).clamp_min(1)
    smooth_got, smooth_true = gaussian(composite, 2.0), gaussian(truth, 2.0)
    tone = ((smooth_got - smooth_true).abs() * hole).sum((1, 2, 3)) / area
    broad = ((gaussian(composite, 5.0) - gaussian(truth, 5.0)).abs() * hole).sum((1, 2, 3)) / area
    pixel = ((filled - truth).abs() * hole).sum((1, 2, 3)) / area
    fine_got, fine_true = composite - gaussian(composite, 1.0), truth - gaussian(truth, 1.0)
    middle_got, middle_true = gaussian(composite, 1.0) - gaussian(composite, 2.5), gaussian(truth, 1.0) - gaussian(truth, 2.5)
    grain = band_distance(fine_got, fine_true, hole, area) + band_distance(middle_got, middle_true, hole, area)
    return (tone + broad).mean(), grain.mean(), pixel.mean()


def band_distance(got, true, hole, area):
    """Distance of strength, colour covariance and neighbour correlation of a band inside the holes, per picture."""
    def moment(a, b):
        return ((a * b) * hole).sum((2, 3)) / area[:, None]

    pairs = [(got[:, i:i + 1], got[:, j:j + 1], true[:, i:i + 1], true[:, j:j + 1]) for i, j in ((0, 0), (1, 1), (2, 2), (0, 1), (1, 2))]
    total = 0
    for got_a, got_b, true_a, true_b in pairs:
        total = total + root_distance(moment(got_a, got_b), moment(true_a, true_b))
    for shift in SHIFTS:
        total = total + root_distance(
            moment(got, torch.roll(got, shift, (2, 3))), moment(true, torch.roll(true, shift, (2, 3)))).mean(1, keepdim=True)
    return total.squeeze(1) / (len(pairs) + len(SHIFTS))


def root_distance(got, true):
    """|signed root of a moment - signed root of the true moment|. The unit is a pixel value (0-1), not its square."""
    def root(value):
        return torch.sign(value) * ((value.abs() + 1e-7).sqrt() - 1e-7**0.5)

    return (root(got) - root(true)).abs()
