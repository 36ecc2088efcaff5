"""Painters of spots, in CIELAB, each with an outline of its own: what goes by default (blemishes) and what stays (marks)."""

from dataclasses import dataclass

import cv2
import numpy as np

BLEMISHES = ("papule", "pustule", "post_acne", "discolouration", "blackheads", "milium", "scar_line")
SHARES = {"papule": 2.5, "pustule": 2, "post_acne": 3, "discolouration": 9, "blackheads": 3, "milium": 3, "scar_line": 7, "mole": 2.5, "freckle": 1.2}
"""How often each is painted. Faint spots and thin lines most often: they are what is missed."""


@dataclass
class Painted:
    kind: str
    x: float
    y: float
    radius: float


def paint_spot(lab, x, y, kind, generator, face=480.0):
    """Paint one spot into `lab` (H x W x 3 float32, L* 0-100) in place; returns its mask (H x W, 0-1) and what it is.

    `face` is the face's longer side in pixels; radii are shares of it.
    """
    tone = lab[min(int(y), lab.shape[0] - 1), min(int(x), lab.shape[1] - 1), 0]
    # Dark skin shows marks darker and less red than light skin does.
    red = np.clip((tone - 20) / 50, 0.35, 1.1)
    uniform, normal = generator.uniform, generator.normal
    radius = face * np.exp(uniform(np.log(0.0035), np.log(0.02)))
    if kind == "papule":
        mask = shape_of(lab.shape, x, y, radius, generator, edge=uniform(1.5, 4))
        lab += mask[..., None] * np.array([uniform(-9, -1), red * uniform(5, 16), uniform(0, 6)])
        if uniform() < 0.6:
            shine(lab, x, y, radius, generator, uniform(1, 6))
    elif kind == "pustule":
        radius = max(radius, face * 0.006)
        mask = blob(lab.shape, x, y, radius, generator, edge=uniform(1.5, 4))
        lab += mask[..., None] * np.array([uniform(-7, -1), red * uniform(7, 18), uniform(0, 5)])
        core = blob(lab.shape, x, y, radius * uniform(0.35, 0.6), generator, edge=3)
        lab += core[..., None] * np.array([uniform(5, 16), -red * uniform(3, 9), uniform(2, 10)])
    elif kind == "post_acne":
        mask = shape_of(lab.shape, x, y, radius, generator, edge=uniform(1, 3))
        lab += mask[..., None] * np.array([uniform(-7, -1), red * uniform(2, 9), uniform(-2, 3)])
    elif kind == "discolouration":
        mask = shape_of(lab.shape, x, y, radius * uniform(0.6, 1.7), generator, edge=uniform(0.8, 2.5))
        lab += mask[..., None] * np.array([uniform(-6, -2), red * uniform(-0.5, 4), uniform(-1, 4)])
    elif kind == "blackheads":
        mask = np.zeros(lab.shape[:2], np.float32)
        spread, ordered = radius * uniform(0.5, 1.4), uniform() < 0.4
        for index in range(generator.integers(4, 13)):
            # Pores stand in rows as often as they lie anyhow.
            at = np.array([index % 3 - 1, index // 3 % 3 - 1]) * spread * 0.9 + normal(0, 0.15 * spread, 2) if ordered else normal(0, spread, 2)
            dot = blob(lab.shape, x + at[0], y + at[1], face * uniform(0.0018, 0.004), generator, edge=uniform(1.5, 3))
            lab += dot[..., None] * np.array([uniform(-16, -6), uniform(-1, 2), uniform(-1, 3)])
            mask = np.maximum(mask, dot)
        mask = closed(mask)
    elif kind == "milium":
        mask = blob(lab.shape, x, y, face * uniform(0.003, 0.009), generator, edge=uniform(1.5, 4))
        lab += mask[..., None] * np.array([uniform(4, 14), -red * uniform(1, 4), uniform(-2, 3)])
        mask = widened(mask)
    elif kind == "scar_line":
        mask = line(lab.shape, x, y, face * uniform(0.01, 0.05), face * uniform(0.001, 0.004), generator)
        if uniform() < 0.2:
            mask = np.maximum(mask, line(lab.shape, x + normal(0, 2), y + normal(0, 2), face * uniform(0.006, 0.02), face * uniform(0.001, 0.003), generator))
        lab += mask[..., None] * np.array([uniform(3, 9) * generator.choice([-1, 1]), red * uniform(-2, 6), 0])
        mask = widened(mask)
    elif kind == "mole":
        mask = blob(lab.shape, x, y, radius * 0.85, generator, edge=uniform(3, 6), wobble=0.1)
        depth = uniform(0.25, 0.75)
        lab += mask[..., None] * np.array([-depth * tone, uniform(-3, 5), uniform(-4, 6)])
    elif kind == "freckle":
        mask = np.zeros(lab.shape[:2], np.float32)
        for _ in range(generator.integers(4, 16)):
            dot = blob(lab.shape, x + normal(0, 14), y + normal(0, 14), face * uniform(0.002, 0.005), generator, edge=2)
            lab += dot[..., None] * np.array([uniform(-10, -3), uniform(0.5, 3.5), uniform(2, 6)])
            mask = np.maximum(mask, dot)
    else:
        raise ValueError(kind)
    return mask, Painted(kind, x, y, radius)


def shape_of(shape, x, y, radius, generator, edge):
    """The outline of a spot: round and wavy, or ragged."""
    return (blob if generator.random() < 0.5 else dabs)(shape, x, y, radius, generator, edge)


def dabs(shape, x, y, radius, generator, edge):
    """A ragged patch of about `radius`: soft dabs of several sizes along a random walk around x, y."""
    mask = np.zeros(shape[:2], np.float32)
    u, v, angle = x, y, generator.uniform(0, 2 * np.pi)
    for _ in range(generator.integers(3, 8)):
        dab = blob(shape, u, v, radius * generator.uniform(0.3, 0.75), generator, edge, wobble=0.3)
        mask = np.maximum(mask, generator.uniform(0.7, 1) * dab)
        angle += generator.normal(0, 1.3)
        stride = radius * generator.uniform(0.3, 0.7)
        u, v = u + stride * np.cos(angle), v + stride * np.sin(angle)
        if np.hypot(u - x, v - y) > 0.8 * radius:
            u, v = x, y
    return mask


def blob(shape, x, y, radius, generator, edge, wobble=0.22):
    """A soft disc with an irregular outline: super-Gaussian of order 2 x `edge` along a radius that wobbles with the angle."""
    height, width = shape[:2]
    mask = np.zeros((height, width), np.float32)
    reach = int(4 * radius + 3)
    left, right = max(0, int(x) - reach), min(width, int(x) + reach + 1)
    top, bottom = max(0, int(y) - reach), min(height, int(y) + reach + 1)
    if left >= right or top >= bottom:
        return mask
    grid_y, grid_x = np.ogrid[top:bottom, left:right]
    dx, dy = grid_x - x, grid_y - y
    turn, stretch = generator.uniform(0, np.pi), np.exp(generator.normal(0, 0.15))
    u = (dx * np.cos(turn) + dy * np.sin(turn)) * stretch
    v = (-dx * np.sin(turn) + dy * np.cos(turn)) / stretch
    angle = np.arctan2(v, u)
    outline = 1 + sum(generator.normal(0, wobble / k) * np.cos(k * angle + generator.uniform(0, 6.3)) for k in (1, 2, 3, 4))
    distance = np.sqrt(u**2 + v**2) / (radius * np.clip(outline, 0.4, 1.8))
    mask[top:bottom, left:right] = np.exp(-(np.minimum(distance, 4) ** (2 * edge)))
    return mask


def widened(mask):
    """A mask a pixel wider: what is a pixel or two thin would hardly be there on the network's coarser map."""
    return cv2.dilate(mask, np.ones((3, 3), np.uint8))


def closed(mask):
    """A mask with the skin between its dots: a cluster is healed as one."""
    return cv2.morphologyEx(widened(mask), cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9)))


def line(shape, x, y, length, thickness, generator):
    mask = np.zeros(shape[:2], np.float32)
    angle, bend = generator.uniform(0, np.pi), generator.normal(0, 0.3)
    along = np.linspace(-0.5, 0.5, 12)
    points = np.stack([x + length * (along * np.cos(angle) - bend * along**2 * np.sin(angle)),
                       y + length * (along * np.sin(angle) + bend * along**2 * np.cos(angle))], 1)
    cv2.polylines(mask, [np.round(points * 16).astype(np.int32)], False, 1.0, max(1, int(round(2 * thickness))), cv2.LINE_AA, 4)
    return cv2.GaussianBlur(mask, (0, 0), max(0.6, thickness * 0.5))


def shine(lab, x, y, radius, generator, strength):
    """The highlight of a raised spot: a small bright side and a dark one opposite."""
    angle = generator.uniform(0, 2 * np.pi)
    for sign in (1, -1):
        at = blob(lab.shape, x + sign * 0.45 * radius * np.cos(angle), y + sign * 0.45 * radius * np.sin(angle), radius * 0.5, generator, edge=1)
        lab[..., 0] += sign * strength * at
