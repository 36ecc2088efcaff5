"""Varies what a view shows: the skin's melanin and blood, light and shade, the camera."""

import cv2
import numpy as np

from .classes import ANY, SKIN, bits

GAMMA = 2.2
MELANIN = np.array([0.75, 1.15, 1.5], np.float32)
BLOOD = np.array([0.1, 0.9, 0.7], np.float32)
"""Absorbance of one step of melanin and of blood in red, green and blue, after Donner & Jensen 2006, by eye."""
NOISE = np.random.default_rng(7).standard_normal(2_000_000, np.float32)
"""Noise to cut grain from: to draw it anew for every example costs as much as half of the rest."""
DARKEST = 0.08
"""Least light that a shadow leaves."""


def change_skin(view, ita, generator):
    """More or less melanin and blood in all skin of the view; hair goes darker with it. `ita`: the tone before, degrees."""
    if ita > 15:
        melanin = generator.uniform(0.4, 1.7) if generator.random() < 0.65 else generator.uniform(-0.2, 0.4)
    else:
        melanin = generator.uniform(-0.4, 0.5)
    blood = generator.uniform(-0.2, 0.35)
    skin = cv2.GaussianBlur(((view.allowed & (SKIN | bits("lips"))) > 0).astype(np.float32), (0, 0), 1.0)
    absorbed = np.float32(melanin) * MELANIN + np.float32(blood) * BLOOD
    linear = np.power(view.rgb, GAMMA) * np.exp(-skin[..., None] * absorbed)
    if melanin > 0.5:
        hair = cv2.GaussianBlur((view.allowed & ~np.uint16(bits("hair", "brows", "beard")) == 0).astype(np.float32), (0, 0), 1.0)
        linear *= np.exp(-hair[..., None] * np.float32(generator.uniform(0.3, 1.5) * melanin))
    # A photographer would open the aperture for part of what dark skin swallows.
    linear *= np.float32(np.exp(generator.uniform(0, 0.8) * max(0.0, float(absorbed.mean()))))
    view.rgb = np.power(np.clip(linear, 0, 1), 1 / GAMMA).astype(np.float32)


def relight(view, generator):
    """Side light, cast shadows or both over the person, sometimes over the room too; light and shade have colours."""
    size = view.rgb.shape[0]
    y, x = np.mgrid[:size, :size].astype(np.float32)
    kind = generator.random()
    left = np.exp(generator.uniform(np.log(DARKEST), np.log(0.6)))
    if kind < 0.4:
        lit = side_light(view, x, y, generator)
    elif kind < 0.8:
        lit = cast_edge(view, x, y, generator)
    else:
        lit = cast_spots(size, generator)
    if generator.random() < 0.25:
        lit = lit * cast_spots(size, generator)
    strong = 0.6 if generator.random() < 0.15 else 0.12
    colours = np.exp(generator.normal(0, strong, (2, 3))).astype(np.float32)
    if generator.random() < 0.5:
        colours[0] *= np.array([0.85, 0.97, 1.2], np.float32)
    lit = lit.astype(np.float32)[..., None]
    light = np.float32(left) * colours[0] * (1 - lit) + colours[1] * lit
    if generator.random() < 0.5:
        person = cv2.GaussianBlur(np.maximum(view.person, (((view.allowed & SKIN) > 0) & (view.allowed != ANY)).astype(np.float32)), (0, 0), 0.8)
        light = 1 + (light - 1) * np.clip(person, 0, 1)[..., None]
    view.rgb = np.power(np.clip(np.power(view.rgb, GAMMA) * light, 0, 1), 1 / GAMMA).astype(np.float32)


def side_light(view, x, y, generator):
    """Lambert's light on an egg of the head's size, continued as a cylinder below it, 0-1."""
    wide, high = 0.62 * view.face, 0.8 * view.face
    across, down = (x - view.centre[0]) / wide, (y - view.centre[1]) / high
    down = np.where(down > 0.4, 0.4 + 0.25 * (down - 0.4), down)
    across = across / (1 + 1.2 * np.clip((y - view.centre[1]) / high - 0.7, 0, 1))
    deep = np.sqrt(np.clip(1 - across**2 - down**2, 0.02, 1))
    length = np.sqrt(across**2 + down**2 + deep**2)
    turn = generator.uniform(0, 2 * np.pi)
    ahead = generator.uniform(-0.5, 0.6)
    flat = np.sqrt(1 - ahead**2)
    towards = (across * np.cos(turn) * flat + down * np.sin(turn) * flat + deep * ahead) / length
    softness = generator.uniform(0.05, 0.6)
    return np.clip((towards + softness) / (0.5 + softness), 0, 1)


def cast_edge(view, x, y, generator):
    """Shadow to one side of a wavy line near the face, hard or soft: 1 in the light."""
    size = x.shape[0]
    angle = generator.uniform(0, 2 * np.pi)
    cells = int(generator.integers(3, 9))
    waves = cv2.resize(generator.normal(0, 1, (cells, cells)).astype(np.float32), (size, size), interpolation=cv2.INTER_CUBIC)
    depth = (x - view.centre[0]) * np.cos(angle) + (y - view.centre[1]) * np.sin(angle)
    depth = depth / size - generator.normal(0, 0.3) * view.face / size + generator.uniform(0, 0.06) * waves
    return np.clip(0.5 - depth / np.exp(generator.uniform(np.log(0.008), np.log(0.3))), 0, 1)


def cast_spots(size, generator):
    """Shadows of leaves, hats and hands: smooth noise cut at a level, hard or soft: 1 in the light."""
    cells = int(generator.integers(3, 14))
    noise = cv2.resize(generator.normal(0, 1, (cells, cells)).astype(np.float32), (size, size), interpolation=cv2.INTER_CUBIC)
    return np.clip(0.5 + (noise - generator.uniform(-0.8, 0.5)) / np.exp(generator.uniform(np.log(0.05), np.log(1.2))), 0, 1)


def camera(image, generator):
    """Exposure, gamma, white balance, saturation, blur, noise and JPEG; RGB 0-1 in and out, float32."""
    exposure = generator.normal(0, 0.15) if generator.random() < 0.7 else -generator.uniform(0, 0.9)
    balance = np.exp(exposure + generator.normal(0, 0.06, 3)).astype(np.float32)
    image = np.power(image, np.float32(np.exp(generator.normal(0, 0.25)))) * balance
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)[..., None]
    colourful = np.float32(0 if generator.random() < 0.1 else generator.uniform(0.6, 1.4))
    image = grey + (image - grey) * colourful
    if generator.random() < 0.3:
        image = cv2.GaussianBlur(image, (0, 0), generator.uniform(0.4, 1.4))
    start = int(generator.integers(0, NOISE.size - image.size))
    grain = NOISE[start : start + image.size].reshape(image.shape)
    image = np.clip(image + np.float32(generator.uniform(0, 0.03)) * grain, np.float32(0), np.float32(1))
    if generator.random() < 0.3:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(generator.integers(35, 95))]
        _, data = cv2.imencode(".jpg", (image * 255).astype(np.uint8), quality)
        image = cv2.imdecode(data, cv2.IMREAD_COLOR).astype(np.float32) / 255
    return image
