"""The benchmark's own painter of spots and unevenness. It shares nothing with the painters of training: outlines come
from thresholded noise, sizes, colours and kinds from other ranges."""

from dataclasses import dataclass

import cv2
import numpy as np

KINDS = ("papule", "pustule", "post_acne", "faint", "cluster", "scar_line", "milium", "mole")
PER_FACE = 12


@dataclass
class Spot:
    kind: str
    x: float
    y: float
    radius: float


def paint_spots(picture, places, face_width, generator):
    """A copy of `picture` (RGB uint8) with spots at some of `places` [(x, y)], camera grain in them, and the spots."""
    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    touched = np.zeros(picture.shape[:2], np.float32)
    spots = []
    for index, (x, y) in enumerate(places):
        spot = Spot(KINDS[(index + generator.integers(0, 2)) % len(KINDS)], x, y, face_width * np.exp(generator.uniform(np.log(0.006), np.log(0.022))))
        spot.radius = max(2.0, spot.radius)
        if spot.kind == "milium":
            spot.radius = max(2.0, face_width * generator.uniform(0.005, 0.009))
        if spot.kind == "scar_line":
            spot.radius = face_width * generator.uniform(0.015, 0.03)
        touched = np.maximum(touched, add(lab, spot, generator))
        spots.append(spot)
    grain = generator.normal(0, 1.2, picture.shape[:2]).astype(np.float32)
    lab[..., 0] += 0.5 * grain * (touched > 0.05)
    painted = np.clip(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB) * 255 + 0.5, 0, 255).astype(np.uint8)
    return np.where((touched > 0.01)[..., None], painted, picture), spots


def add(lab, spot, generator):
    """Paints one spot into `lab` in place; where it is, 0-1."""
    height, width = lab.shape[:2]
    reach = int(3.2 * spot.radius) + 3
    left, top = max(0, int(spot.x) - reach), max(0, int(spot.y) - reach)
    window = np.s_[top:min(height, int(spot.y) + reach + 1), left:min(width, int(spot.x) + reach + 1)]
    part = lab[window]
    grid_y, grid_x = np.mgrid[:part.shape[0], :part.shape[1]]
    dx, dy = grid_x + left - spot.x, grid_y + top - spot.y
    tone = float(np.median(part[..., 0]))
    red = np.interp(tone, [25, 65], [0.45, 1.0])
    u = generator.uniform
    if spot.kind == "cluster":
        mask = np.zeros(part.shape[:2], np.float32)
        for column in (-1, 0, 1):
            for row in (-1, 0, 1):
                distance = np.hypot(dx - column * 0.6 * spot.radius + u(-1, 1), dy - row * 0.6 * spot.radius + u(-1, 1))
                mask = np.maximum(mask, edge(distance, max(1.0, 0.16 * spot.radius), 0.6))
        change = np.array([-u(8, 14), u(0, 2), u(0, 3)])
    elif spot.kind == "scar_line":
        angle = u(0, np.pi)
        along, across = dx * np.cos(angle) + dy * np.sin(angle), -dx * np.sin(angle) + dy * np.cos(angle)
        mask = edge(np.abs(across - 0.15 * along**2 / spot.radius), max(0.8, 0.12 * spot.radius), 0.6) * edge(np.abs(along), spot.radius, 1.5)
        change = np.array([u(5, 9) if u(0, 1) < 0.5 else -u(5, 9), red * u(1, 5), 0])
    else:
        noise = cv2.GaussianBlur(generator.normal(0, 1, part.shape[:2]).astype(np.float32), (0, 0), max(1.0, 0.5 * spot.radius))
        distance = np.hypot(dx, dy) / (1 + 0.25 * noise / max(1e-4, float(noise.std())))
        mask = edge(distance, spot.radius, {"faint": 0.35, "post_acne": 0.25}.get(spot.kind, 0.15) * spot.radius)
        change = {
            "papule": np.array([-u(3, 8), red * u(8, 15), u(1, 5)]),
            "pustule": np.array([-u(2, 6), red * u(9, 16), u(1, 4)]),
            "post_acne": np.array([-u(3, 7), red * u(4, 8), u(-1, 2)]),
            "faint": np.array([-u(3, 5), red * u(2, 4), u(0, 3)]),
            "milium": np.array([u(7, 12), -red * 2, u(0, 2)]),
            "mole": np.array([-tone * u(0.3, 0.6), u(0, 4), u(-3, 4)]),
        }[spot.kind]
        if spot.kind == "pustule":
            part += edge(np.hypot(dx + 0.1 * spot.radius, dy), 0.45 * spot.radius, 0.12 * spot.radius)[..., None] * np.array([u(8, 14), -red * u(5, 9), u(3, 8)])
    part += mask[..., None] * change
    where = np.zeros((height, width), np.float32)
    where[window] = mask
    return where


def edge(distance, radius, softness):
    """1 inside, 0 outside, logistic between."""
    return (1 / (1 + np.exp(np.clip((distance - radius) / max(0.3, softness), -30, 30)))).astype(np.float32)


def paint_unevenness(picture, skin, face_width, generator):
    """A copy of `picture` with blotches of .06 to .2 face widths in its skin: redness, sallow and dark patches."""
    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    rows, columns = np.nonzero(skin > 0.7)
    grid_y, grid_x = np.mgrid[: skin.shape[0], : skin.shape[1]].astype(np.float32)
    for _ in range(generator.integers(7, 13)):
        at = generator.integers(0, len(rows))
        width, height = face_width * generator.uniform(0.03, 0.1, 2)
        angle = generator.uniform(0, np.pi)
        dx, dy = grid_x - columns[at], grid_y - rows[at]
        u, v = dx * np.cos(angle) + dy * np.sin(angle), -dx * np.sin(angle) + dy * np.cos(angle)
        bump = 1 / (1 + ((u / width) ** 2 + (v / height) ** 2) ** 2)
        colour = generator.uniform([-3.5, 1.0, -2.0], [0.5, 6.0, 4.0])
        lab += (bump * skin)[..., None] * colour.astype(np.float32)
    return np.clip(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB) * 255 + 0.5, 0, 255).astype(np.uint8)


PIGMENTS = np.array([[0.75, 1.15, 1.5], [0.1, 0.9, 0.7]], np.float32)
"""Absorbance of one step of melanin and of blood in red, green and blue, as models/training/skin/variation.py."""


def paint_pigment(picture, skin, face_width, generator):
    """A copy of `picture` with islands of melanin and of blood in its skin, more or less than around them.

    Another look than `paint_unevenness`: light is absorbed instead of a CIELAB colour being added, and the shapes are
    islands of bent noise with an edge on both sides, not bumps.
    """
    height, width = skin.shape
    linear = np.power(picture.astype(np.float32) / 255, 2.2)
    absorbed = np.zeros_like(linear)
    for pigment in (0, 1, 1):
        island = _islands(height, width, face_width * generator.uniform(0.05, 0.16), generator)
        strength = generator.uniform(0.06, 0.16) * (1 if generator.random() < 0.75 else -1)
        absorbed += (island * skin)[..., None] * np.float32(strength) * PIGMENTS[pigment]
    painted = np.power(np.clip(linear * np.exp(-absorbed), 0, 1), 1 / 2.2)
    return np.clip(painted * 255 + 0.5, 0, 255).astype(np.uint8)


def _islands(height, width, cell, generator):
    """Smooth noise, bent by other noise, and cut softly to islands over about a third of the plane: 0-1."""
    def noise(size):
        shape = (max(4, int(height / size) + 3), max(4, int(width / size) + 3))
        return cv2.resize(generator.normal(0, 1, shape).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)

    grid_y, grid_x = np.mgrid[:height, :width].astype(np.float32)
    bent = cv2.remap(noise(cell), grid_x + 0.5 * cell * noise(1.5 * cell), grid_y + 0.5 * cell * noise(1.5 * cell), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return 1 / (1 + np.exp(-6 * (bent - 0.45)))
