"""One training example: a piece of a face crop, spots painted on its clean skin, then the camera's own noise and JPEG."""

import cv2
import numpy as np

from .donors import place
from .painters import BLEMISHES, SHARES, paint_spot

PIECE = 256
SPOTS = {"blemish": 0, "mark": 1}
"""Kinds of labelled spots, and the map each belongs to."""

REAL = 3.0
"""Weight of a pixel of a real spot: they are rare beside painted ones."""

LOOKED_AT = 3.0
"""Weight of a pixel that was looked at and found clean: what a network took for a spot once, and is none."""

ORDINARY, SMALL = 80, 3.0
"""Pixels of a spot whose pixels weigh 1; those of smaller ones weigh up to SMALL, or they would not count."""

SPREAD = 80
"""Pixels that an added spot can reach to each side."""

DONATED = 0.6
"""Share of added spots that come from other faces instead of a painter."""

SHADED = 0.3
"""Share of pieces whose skin gets more mottled and shaded than it is: what is broader than a spot is none."""

SHADOWED = 0.25
"""Share of pieces on which a shadow falls: its edge is no spot, and spots lie in shade too."""

KINDS = list(SHARES)
CHANCES = np.array([SHARES[kind] for kind in KINDS]) / sum(SHARES.values())


def example(crop, skin, doubt, generator, labels=(), donors=()):
    """rgb PIECE x PIECE x 3 float32 0-1, target 2 x PIECE/2 x PIECE/2 0-1, weight 1 x PIECE/2 x PIECE/2 (0 = do not learn).

    `labels`: real spots of this crop as (x, y, radius, kind) in crop pixels, kind blemish, mark, neither or unsure; a fifth
    number says how sure the label is (0-1), and scales its weight.
    `donors`: real spots of other faces, a list for each kind, added beside the painted ones.
    """
    scale = np.exp(generator.uniform(np.log(0.72), np.log(1.35)))
    span = int(min(crop.shape[0], PIECE / scale))
    rows, columns = np.nonzero(skin[::8, ::8] > 128)
    real = [label for label in labels if label[3] in SPOTS]
    if real and generator.random() < 0.6:
        # Marks are twice as many as blemishes: a kind is drawn first.
        kinds = sorted({label[3] for label in real})
        kind = kinds[generator.integers(0, len(kinds))]
        real = [label for label in real if label[3] == kind]
        x, y = real[generator.integers(0, len(real))][:2]
        left, top = x - generator.uniform(0.1, 0.9) * span, y - generator.uniform(0.1, 0.9) * span
    elif len(rows) and generator.random() < 0.85:
        at = generator.integers(0, len(rows))
        left, top = columns[at] * 8 - generator.integers(0, span), rows[at] * 8 - generator.integers(0, span)
    else:
        left, top = generator.integers(0, crop.shape[1], 2)
    left, top = (int(np.clip(v, 0, crop.shape[0] - span)) for v in (left, top))
    window = np.s_[top:top + span, left:left + span]

    def cut(picture, how=cv2.INTER_LINEAR):
        return cv2.resize(picture[window], (PIECE, PIECE), interpolation=how)

    piece = vary(cut(crop).astype(np.float32) / 255, generator)
    bare, doubtful = cut(skin), cut(doubt, cv2.INTER_NEAREST) > 0
    zoom = PIECE / span
    target = np.zeros((2, PIECE, PIECE), np.float32)
    weight = np.where(doubtful, 0.0, 1.0).astype(np.float32)
    draw_labels(target, weight, [((x - left) * zoom, (y - top) * zoom, radius * zoom, *said) for x, y, radius, *said in labels])

    lab = cv2.cvtColor(piece, cv2.COLOR_RGB2LAB)
    if generator.random() < SHADED:
        lab += shade(generator)
    if generator.random() < SHADOWED:
        lab *= cast_shadow(generator)
    face = 480.0 * zoom
    free = cv2.erode(((bare > 170) & ~doubtful & (target.max(0) == 0)).astype(np.uint8), np.ones((7, 7), np.uint8))
    rows, columns = np.nonzero(free)
    if len(rows) > 200 and generator.random() < 0.9:
        for _ in range(generator.integers(1, 9)):
            at = generator.integers(0, len(rows))
            # Only what a spot can reach is worked on: whole pieces would cost more than the network's own step.
            x, y = float(columns[at]), float(rows[at])
            x0, y0 = max(0, int(x) - SPREAD), max(0, int(y) - SPREAD)
            near = np.s_[y0:int(y) + SPREAD, x0:int(x) + SPREAD]
            if donors and generator.random() < DONATED:
                # Real marks are three times as many: drawn as they come, what is real would be a mark to the network.
                same = donors[generator.integers(0, len(donors))]
                donor = same[generator.integers(0, len(same))]
                mask = place(lab[near], donor, x - x0, y - y0, generator, zoom)
                channel = SPOTS[donor.kind]
            else:
                kind = KINDS[generator.choice(len(KINDS), p=CHANCES)]
                mask, _ = paint_spot(lab[near], x - x0, y - y0, kind, generator, face)
                channel = 0 if kind in BLEMISHES else 1
            spot = mask > 0.4
            target[channel][near][spot] = 1
            target[1 - channel][near][spot] = 0
            rim = (mask > 0.08) & ~spot
            weight[near][spot] = np.clip(np.sqrt(ORDINARY / max(1, spot.sum())), 1, SMALL)
            weight[near][rim] = np.minimum(weight[near][rim], 0.3)
    piece = camera(np.clip(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), 0, 1), generator)
    if generator.random() < 0.5:
        piece, target, weight = piece[:, ::-1], target[:, :, ::-1], weight[:, ::-1]
    half = (PIECE // 2, PIECE // 2)
    target = np.stack([cv2.resize(np.ascontiguousarray(t), half, interpolation=cv2.INTER_AREA) for t in target])
    weight = cv2.resize(np.ascontiguousarray(weight), half, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(piece), target, weight[None]


def draw_labels(target, weight, labels):
    """Enter what was sorted by eye, in place: clean places first, then open ones, then spots, so that a spot always wins.

    A spot's rim counts little, for its radius is the filter's and not drawn by hand.
    """
    for kind in ("neither", "unsure", *SPOTS):
        for u, v, radius, _, *sure in (label for label in labels if label[3] == kind):
            share = sure[0] if sure else 1.0
            disc = discs(weight.shape, u, v, max(2.0, radius), 1.6 if kind in SPOTS else 1.3)
            if kind == "neither":
                weight[disc[1]] = LOOKED_AT * share
            elif kind == "unsure":
                weight[disc[1]] = 0
            else:
                weight[disc[1]] = np.minimum(weight[disc[1]], 0.3)
                weight[disc[0]] = REAL * share
                target[:, disc[0]] = 0
                target[SPOTS[kind], disc[0]] = 1


def discs(shape, u, v, radius, wider):
    """Two bool masks around u, v: `radius`, and `wider` times that."""
    y, x = np.ogrid[:shape[0], :shape[1]]
    distance = (x - u) ** 2 + (y - v) ** 2
    return distance <= radius**2, distance <= (wider * radius) ** 2


def vary(rgb, generator):
    """Another exposure, white balance and saturation; now and then a small face enlarged."""
    rgb = np.maximum(rgb, 1e-4) ** np.exp(generator.uniform(-0.4, 0.45)) * np.exp(generator.uniform(-0.1, 0.1, 3)).astype(np.float32)
    grey = rgb.mean(2, keepdims=True)
    rgb = np.clip(grey + (rgb - grey) * generator.uniform(0.75, 1.25), 0, 1).astype(np.float32)
    if generator.random() < 0.25:
        small = int(PIECE * generator.uniform(0.35, 0.8))
        rgb = cv2.resize(cv2.resize(rgb, (small, small), interpolation=cv2.INTER_AREA), (PIECE, PIECE), interpolation=cv2.INTER_LINEAR)
    return rgb


def shade(generator):
    """Broad unevenness, PIECE x PIECE x 3, CIELAB units: waves of 25 pixels and more, a twentieth of a face."""
    cells = generator.integers(3, 7)
    waves = generator.normal(0, 1, (cells, cells, 3)) * generator.uniform(0, (3.0, 1.5, 1.5))
    return cv2.resize(waves.astype(np.float32), (PIECE, PIECE), interpolation=cv2.INTER_CUBIC)


def cast_shadow(generator):
    """PIECE x PIECE x 1 factors for CIELAB: a shadow with a bent edge, hard or soft. Less light lowers L*, a* and b* alike,
    since each is about a cube root of the light."""
    y, x = np.mgrid[:PIECE, :PIECE].astype(np.float32)
    angle, bend = generator.uniform(0, 2 * np.pi), generator.uniform(-0.004, 0.004)
    along, across = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    middle = generator.uniform(0, PIECE, 2)
    far = along - (middle[0] * np.cos(angle) + middle[1] * np.sin(angle)) + bend * (across - across.mean()) ** 2
    soft = np.exp(generator.uniform(np.log(1.5), np.log(50)))
    lit = 1 / (1 + np.exp(-np.clip(far / soft, -30, 30)))
    depth = generator.uniform(0.15, 0.5)
    return (1 - depth * (1 - lit))[..., None].astype(np.float32)


def camera(rgb, generator):
    """Blur, sensor noise and JPEG, so that painted edges look like photographed ones."""
    if generator.random() < 0.5:
        rgb = cv2.GaussianBlur(rgb, (0, 0), generator.uniform(0.3, 0.9))
    rgb = rgb + generator.normal(0, generator.uniform(0, 0.02), rgb.shape).astype(np.float32)
    image = (np.clip(rgb, 0, 1) * 255).astype(np.uint8)
    if generator.random() < 0.6:
        _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(generator.integers(70, 98))])
        image = cv2.imdecode(data, cv2.IMREAD_COLOR)
    return image.astype(np.float32) / 255
