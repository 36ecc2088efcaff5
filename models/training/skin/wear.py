"""Paints glasses, necklaces, earrings and beards onto people, with their labels."""

import cv2
import numpy as np

from .classes import ANY, SKIN, bits


def wear_glasses(view, generator):
    """Dark, tinted or mirroring lenses over both eyes, or a rim around clear ones. No tinted lens is skin."""
    height, width = view.allowed.shape
    across = view.eyes[1] - view.eyes[0]
    apart = float(np.hypot(*across))
    if apart < 8:
        return
    turn = float(np.arctan2(across[1], across[0]))
    high, wide = apart * generator.uniform(0.3, 0.45), apart * generator.uniform(0.38, 0.47)
    corner = generator.uniform(2, 5)
    y, x = np.mgrid[:height, :width].astype(np.float32)
    lens = np.zeros((height, width), np.float32)
    for eye in view.eyes:
        dx, dy = x - eye[0], y - eye[1] - 0.12 * high
        u, v = (dx * np.cos(turn) + dy * np.sin(turn)) / wide, (-dx * np.sin(turn) + dy * np.cos(turn)) / high
        lens = np.maximum(lens, np.clip((1 - (np.abs(u) ** corner + np.abs(v) ** corner)) * 0.25 * apart, 0, 1))
    thick = 2 * max(1, round(generator.uniform(0.02, 0.07) * apart)) + 1
    rim = np.clip(cv2.dilate(lens, np.ones((thick, thick), np.uint8)) - lens, 0, 1)
    clear = generator.random() < 0.35
    if not clear:
        rim *= generator.random() < 0.8
    tints = generator.uniform(0, 0.35, (3, 3)) if generator.random() < 0.7 else generator.uniform(0, 1, (3, 3))
    down = np.clip((y - view.eyes.mean(0)[1]) / (2 * high) + 0.5, 0, 1)[..., None]
    along = np.clip((x - view.eyes.mean(0)[0]) / apart + 0.5, 0, 1)[..., None]
    glass = tints[0] * (1 - down) + tints[1] * down + (tints[2] - tints[0]) * along * generator.uniform(0, 0.6)
    through = 1.0 if clear else generator.uniform(0, 0.3)
    image = view.rgb * (1 - rim[..., None]) + generator.uniform(0, 0.5, 3) * rim[..., None]
    image = image * (1 - lens[..., None]) + (glass * (1 - through) + image * through) * lens[..., None]
    view.rgb = np.clip(image, 0, 1).astype(np.float32)
    covered = rim > 0.3 if clear else np.maximum(lens, rim) > 0.3
    view.allowed = np.where(covered, np.uint16(bits("glasses")), view.allowed)


def wear_jewellery(view, generator):
    """A necklace or earrings of metal, pearls or wood; the thin rim around them is not judged."""
    height, width = view.allowed.shape
    mask = np.zeros((height, width), np.uint8)
    down = np.array([-(view.eyes[1] - view.eyes[0])[1], (view.eyes[1] - view.eyes[0])[0]])
    down = down / max(1e-6, np.hypot(*down))
    right = np.array([down[1], -down[0]])
    place = lambda u, v: view.centre + view.face * (u * right + v * down)
    size = max(1.0, view.face * generator.uniform(0.006, 0.03))
    if generator.random() < 0.6:
        half, top, drop = generator.uniform(0.22, 0.4), generator.uniform(0.55, 0.75), generator.uniform(0.08, 0.45)
        line = np.array([place(half * t, top + drop * (1 - t * t)) for t in np.linspace(-1, 1, 60)])
        if generator.random() < 0.6:
            cv2.polylines(mask, [np.round(line * 16).astype(np.int32)], False, 255, max(1, round(size)), cv2.LINE_AA, 4)
        else:
            for x, y in line[:: int(generator.integers(1, 4))]:
                cv2.circle(mask, (round(x), round(y)), max(1, round(size)), 255, -1, cv2.LINE_AA)
        mask[(view.allowed & (SKIN | bits("clothes"))) == 0] = 0
    else:
        low, radius = generator.uniform(0.12, 0.25), view.face * generator.uniform(0.015, 0.09)
        thick = -1 if generator.random() < 0.5 else max(1, round(radius * 0.3))
        for side in (-1, 1):
            x, y = place(side * generator.uniform(0.42, 0.5), low)
            cv2.circle(mask, (round(x), round(y)), max(1, round(radius)), 255, thick, cv2.LINE_AA)
    metal = np.array([[0.85, 0.65, 0.3], [0.8, 0.8, 0.82], [0.95, 0.93, 0.88], [0.25, 0.15, 0.1]])[generator.integers(4)]
    gleam = 0.6 + 0.5 * generator.random((height, width, 1))
    cover = mask[..., None] / 255.0
    view.rgb = np.clip(view.rgb * (1 - cover) + metal * gleam * cover, 0, 1).astype(np.float32)
    view.allowed = np.where(mask > 20, np.uint16(ANY), view.allowed)
    view.allowed = np.where(mask > 128, np.uint16(bits("jewellery")), view.allowed)


def wear_beard(view, generator):
    """A dense beard of the colour of the person's hair on jaw, chin and upper lip; its thin rim is not judged."""
    if view.jaw is None or view.face < 30:
        return
    height, width = view.allowed.shape
    hair = view.rgb[view.allowed == bits("hair")]
    colour = np.median(hair, 0) if len(hair) > 50 else np.array([0.2, 0.14, 0.1]) * generator.uniform(0.3, 2)
    colour = np.clip(colour * generator.uniform(0.6, 1.5), 0.02, 0.8)
    grown = np.zeros((height, width), np.float32)
    cv2.fillPoly(grown, [np.round(view.jaw * 16).astype(np.int32)], 1, cv2.LINE_AA, 4)
    longer = 2 * round(generator.uniform(0, 0.1) * view.face) + 1
    grown = cv2.dilate(grown, np.ones((longer, 1), np.uint8), anchor=(0, 0))
    patches = cv2.resize(generator.normal(0, 1, (24, 24)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    dense = cv2.GaussianBlur(grown, (0, 0), generator.uniform(0.01, 0.04) * view.face) + 0.08 * patches
    dense = np.clip((dense - 0.45) / generator.uniform(0.15, 0.5) + 0.5, 0, 1) * cv2.GaussianBlur(grown, (0, 0), 3)
    strands = cv2.GaussianBlur(generator.standard_normal((height, width), np.float32), (0, 0), 0.5, sigmaY=generator.uniform(0.5, 2))
    strands = strands / max(1e-6, float(strands.std())) * generator.uniform(0.05, 0.3)
    light = cv2.GaussianBlur(view.rgb.mean(2), (0, 0), 0.06 * view.face)
    light = light / max(0.02, float(np.median(light[grown > 0.5]))) if (grown > 0.5).any() else np.ones_like(light)
    beard = colour * (1 + strands[..., None]) * np.clip(light, 0.3, 2)[..., None]
    cover = np.where(np.isin(view.allowed, (bits("lips"), bits("teeth"))), 0, dense * generator.uniform(0.8, 1))
    view.rgb = np.clip(view.rgb * (1 - cover[..., None]) + beard * cover[..., None], 0, 1).astype(np.float32)
    view.allowed = np.where(cover > 0.1, np.uint16(ANY), view.allowed)
    view.allowed = np.where(cover > 0.6, np.uint16(bits("beard")), view.allowed)
