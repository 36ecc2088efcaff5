"""Cuts and varies training examples: the whole picture or one face from near, as the engine shows them to the network."""

import json
from pathlib import Path

import cv2
import numpy as np

from .features import EYES
from .labels import CACHE, dropped, read_person

SIZE = 256
NEAR = 2.6
"""Side of the near view in face sizes, as FACE_CROP of ui/engine/skin/skin-matte.ts."""


SHADED = 0.35
"""Share of examples with a cast shadow: sun from one side leaves the other one dark and blue."""


class Portrait:
    """A labelled portrait: RGB, label, trust and person mask at the label's scale (all uint8), and where the face is."""

    def __init__(self, file, entry, face):
        self.file = file
        self.rgb, self.skin, self.trust = entry[..., :3], entry[..., 3], entry[..., 4]
        height, width = entry.shape[:2]
        self.person = cv2.resize(read_person(file, face["width"], face["height"]), (width, height), interpolation=cv2.INTER_AREA)
        shrink = width / face["width"]
        self.centre = np.array(face["centre"]) * shrink
        self.face = face["size"] * shrink
        self.angle = face["angle"]
        self.eyes = np.array([np.array(face["landmarks"])[list(eye)].mean(0) * shrink for eye in EYES])
        bare = self.rgb[self.skin > 200]
        self.tone = np.median(bare, 0) if len(bare) else np.array([150.0, 120, 100])


def load_portraits():
    """All labelled portraits; run models.training.skin.labels first."""
    labels = np.load(CACHE / "skin" / "labels.npz")
    faces = json.loads((CACHE / "landmarks.json").read_text())
    wrong = dropped()
    return [Portrait(file, labels[file], faces[file]) for file in labels.files if file not in wrong]


def cut(rgb, skin, trust, centre, side, angle):
    """An upright square of SIZE pixels: RGB 0-1 with edges repeated, label and trust 0-1, nothing trusted outside the picture."""
    shrink = min(1.0, 1.2 * SIZE / side)
    if shrink < 1:
        rgb, skin, trust = (cv2.resize(a, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) for a in (rgb, skin, trust))
    scale = SIZE / (side * shrink)
    x, y = centre[0] * shrink, centre[1] * shrink
    cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
    matrix = np.array([[cos, sin, SIZE / 2 - cos * x - sin * y], [-sin, cos, SIZE / 2 + sin * x - cos * y]])
    rgb = cv2.warpAffine(rgb, matrix, (SIZE, SIZE), borderMode=cv2.BORDER_REPLICATE).astype(np.float32) / 255
    skin, trust = (cv2.warpAffine(a, matrix, (SIZE, SIZE), borderValue=0).astype(np.float32) / 255 for a in (skin, trust))
    return rgb, skin, trust


def views(portrait):
    """The two views that the engine takes: (centre, side, angle) of the whole picture and of the face from near."""
    height, width = portrait.skin.shape
    return (np.array([width / 2, height / 2]), max(width, height), 0.0), (portrait.centre, NEAR * portrait.face, portrait.angle)


def example(portrait, generator):
    """One varied example: RGB 3 x SIZE x SIZE, label and trust 1 x SIZE x SIZE, all float32 0-1."""
    rgb = replace_background(portrait, portrait.rgb, generator) if generator.random() < 0.35 else portrait.rgb
    rgb = dye_clothes(portrait, rgb, generator) if generator.random() < 0.4 else rgb
    rgb, skin, trust = wear_sunglasses(portrait, rgb, generator) if generator.random() < 0.2 else (rgb, portrait.skin, portrait.trust)
    centre, side, angle = views(portrait)[int(generator.random() < 0.5)]
    side *= np.exp(generator.uniform(-0.25, 0.45))
    centre = centre + generator.uniform(-0.12, 0.12, 2) * side
    angle += generator.normal(0, 0.2) if generator.random() < 0.85 else generator.uniform(-np.pi, np.pi)
    image, skin, trust = cut(rgb, skin, trust, centre, side, angle)
    if generator.random() < 0.5:
        image, skin, trust = image[:, ::-1], skin[:, ::-1], trust[:, ::-1]
    image = cast_shade(image, generator) if generator.random() < SHADED else image
    image = vary(image, generator)
    return np.ascontiguousarray(image.transpose(2, 0, 1)), skin[None].copy(), trust[None].copy()


def dye_clothes(portrait, rgb, generator):
    """Clothes of another colour, often one near skin's: orange, beige, brown, pink."""
    rows = np.arange(portrait.skin.shape[0])[:, None]
    below_chin = np.clip((rows - portrait.centre[1] - 0.5 * portrait.face) / (0.1 * portrait.face), 0, 1)
    cloth = below_chin * np.clip((portrait.person - 0.4) / 0.3, 0, 1) * (portrait.skin < 20) * (portrait.trust > 200)
    cloth = cv2.GaussianBlur(cloth.astype(np.float32), (0, 0), 0.8)[..., None] * (portrait.skin < 60)[..., None]
    light = rgb.mean(2, keepdims=True)
    near_skin = generator.random() < 0.6
    hue = generator.uniform(0, 50) if near_skin else generator.uniform(0, 360)
    dye = cv2.cvtColor(np.float32([[[hue, generator.uniform(0.2, 0.95), 1.0]]]), cv2.COLOR_HSV2RGB)[0, 0]
    level = 40 + (0.5 * light + generator.uniform(20, 130)) * generator.uniform(0.6, 1.1)
    return np.clip(rgb * (1 - cloth) + dye * level * cloth, 0, 255).astype(np.uint8)


def wear_sunglasses(portrait, rgb, generator):
    """Dark, tinted or mirroring lenses over both eyes: RGB, label and trust. No lens is skin, though skin may shine through."""
    height, width = portrait.skin.shape
    across = portrait.eyes[1] - portrait.eyes[0]
    apart = float(np.hypot(*across))
    turn = float(np.arctan2(across[1], across[0]))
    high, wide = apart * generator.uniform(0.3, 0.45), apart * generator.uniform(0.38, 0.47)
    corner = generator.uniform(2, 5)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    lens = np.zeros((height, width), np.float32)
    for eye in portrait.eyes:
        dx, dy = x - eye[0], y - eye[1] - 0.12 * high
        u, v = (dx * np.cos(turn) + dy * np.sin(turn)) / wide, (-dx * np.sin(turn) + dy * np.cos(turn)) / high
        lens = np.maximum(lens, np.clip((1 - (np.abs(u) ** corner + np.abs(v) ** corner)) * 0.25 * apart, 0, 1))
    frame = cv2.dilate(lens, np.ones((2 * max(1, int(0.03 * apart)) + 1,) * 2, np.uint8)) * (generator.random() < 0.8)
    middle = portrait.eyes.mean(0)
    along = np.clip((x - middle[0]) / apart + 0.5, 0, 1)[..., None]
    down = np.clip((y - middle[1]) / (2 * high) + 0.5, 0, 1)[..., None]
    tints = generator.uniform(0, 90, (3, 3)) if generator.random() < 0.7 else generator.uniform(0, 255, (3, 3))
    glass = tints[0] * (1 - down) + tints[1] * down + (tints[2] - tints[0]) * along * generator.uniform(0, 0.6)
    through = generator.uniform(0, 0.3)
    out = rgb * (1 - frame[..., None]) + generator.uniform(0, 120, 3) * frame[..., None]
    out = out * (1 - lens[..., None]) + (glass * (1 - through) + rgb * through) * lens[..., None]
    covered = np.maximum(lens, frame) > 0.3
    return np.clip(out, 0, 255).astype(np.uint8), np.where(covered, 0, portrait.skin).astype(np.uint8), np.where(covered, 255, portrait.trust).astype(np.uint8)


def replace_background(portrait, rgb, generator):
    """Another wall behind the person, every second time one of the colour of the person's own skin."""
    height, width = portrait.skin.shape
    base = portrait.tone if generator.random() < 0.5 else generator.uniform(0, 255, 3)
    coarse = generator.normal(0, generator.uniform(2, 30), (generator.integers(2, 9), generator.integers(2, 9), 1)) + generator.normal(0, 4, (1, 1, 3))
    wall = base * generator.uniform(0.75, 1.15) + cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC).reshape(height, width, -1)
    wall = wall + generator.normal(0, generator.uniform(0, 6), (height, width, 1))
    # Skin that the person network missed must not become wall.
    stays = np.maximum(np.clip((portrait.person - 0.2) / 0.4, 0, 1), portrait.skin / 255.0)[..., None]
    return np.clip(rgb * stays + wall * (1 - stays), 0, 255).astype(np.uint8)


def cast_shade(image, generator):
    """Shadow to one side of a wavy line near the middle, as dark and as blue as the sky leaves it; RGB 0-1."""
    y, x = np.mgrid[:SIZE, :SIZE].astype(np.float32) / SIZE - 0.5
    angle = generator.uniform(0, 2 * np.pi)
    waves = cv2.resize(generator.normal(0, 1, (5, 5)).astype(np.float32), (SIZE, SIZE), interpolation=cv2.INTER_CUBIC)
    depth = x * np.cos(angle) + y * np.sin(angle) - generator.normal(0, 0.08) + generator.uniform(0, 0.06) * waves
    shade = np.clip(0.5 + depth / np.exp(generator.uniform(np.log(0.01), np.log(0.3))), 0, 1)[..., None]
    blue = generator.uniform(0, 0.25)
    left = np.exp(generator.uniform(-1.1, -0.25)) * np.array([1 - blue, 1 - 0.3 * blue, 1 + 0.6 * blue])
    return np.clip(image * (1 + (left - 1) * shade), 0, 1)


def vary(image, generator):
    """Exposure, gamma, white balance, saturation, blur, noise and JPEG."""
    image = image ** np.exp(generator.normal(0, 0.3)) * np.exp(generator.normal(0, 0.15)) * np.exp(generator.normal(0, 0.06, 3))
    if generator.random() < 0.15:
        image = np.repeat(image.mean(2, keepdims=True), 3, 2)
    else:
        grey = image.mean(2, keepdims=True)
        image = grey + (image - grey) * generator.uniform(0.6, 1.4)
    if generator.random() < 0.3:
        image = cv2.GaussianBlur(image.astype(np.float32), (0, 0), generator.uniform(0.4, 1.4))
    image = np.clip(image + generator.normal(0, generator.uniform(0, 0.03), image.shape), 0, 1)
    if generator.random() < 0.3:
        _, data = cv2.imencode(".jpg", (image * 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, int(generator.integers(35, 95))])
        image = cv2.imdecode(data, cv2.IMREAD_COLOR) / 255.0
    return image.astype(np.float32)


def tone_weights(portraits):
    """Sampling weights that give dark, middle and light skin the same share."""
    tone = np.array([portrait.tone.mean() for portrait in portraits])
    third = np.digitize(tone, np.quantile(tone, [0.2, 0.5]))
    weights = 1.0 / np.bincount(third, minlength=3)[third]
    return weights / weights.sum()
