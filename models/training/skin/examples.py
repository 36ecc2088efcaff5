"""Cuts and varies training examples: the whole picture or one face from near, as the engine shows them to the network."""

import json

import cv2
import numpy as np

from .classes import ANY, SKIN, bits
from .features import BEARD, EYES
from .labels import CACHE
from .variation import camera, change_skin, relight
from .wear import wear_beard, wear_glasses, wear_jewellery

SIZE = 256
NEAR = 2.6
"""Side of the near view in face sizes, as FACE_CROP of ui/engine/skin/skin-matte.ts."""
DARK = 15.0
"""Typology angle of a skin's median colour, in degrees, below which it counts as dark here."""
STUDIO = 0.5
"""Share of its turns that a portrait of the one studio gets."""
RARE = 2.0
"""How many times more often a picture with a full beard or much bare body is seen."""
HELMET = 0.3
HELMETS = {f"first/{seed:05d}" for seed in (1003, 1009, 1019, 1022, 1036, 1038, 1044, 1047)}
"""Rendered people whose hair is a helmet with half a face under its fringe, and the share of their turns that they get."""
KEPT_FOR_CHOICES = 10
"""One in so many people, in the order of tone, is never trained on: all choices are made on them."""


class Picture:
    """A labelled picture: RGB, sets of classes (uint16), person mask (0-255), and where the face is."""

    def __init__(self, name, planes, place, rendered):
        self.name, self.rendered = name, rendered
        self.rgb = np.ascontiguousarray(planes[..., :3])
        self.allowed = planes[..., 3].astype(np.uint16) | (planes[..., 4].astype(np.uint16) << 8)
        self.person = np.ascontiguousarray(planes[..., 5])
        self.centre, self.face, self.angle = np.array(place["centre"]), place["size"], place["angle"]
        if rendered:
            self.eyes = np.array(place["eyes"])
        else:
            self.eyes = np.array([np.array(place["landmarks"])[list(eye)].mean(0) for eye in EYES])
        self.jaw = None if rendered else np.array(place["landmarks"])[list(BEARD)]
        self.ita, self.shade = place["ita"], place["shade"]
        self.backdrop = None if rendered else backdrop_of(self)


def backdrop_of(picture):
    """The picture at SIZE x SIZE with the person painted over by what lies around, or None where hardly anything does."""
    square = (SIZE, SIZE)
    rgb = cv2.resize(picture.rgb, square, interpolation=cv2.INTER_AREA).astype(np.float32)
    person = cv2.resize(picture.person, square, interpolation=cv2.INTER_AREA)
    only = cv2.resize((picture.allowed == bits("background")).astype(np.float32), square, interpolation=cv2.INTER_AREA)
    free = ((person < 15) & (only > 0.9)).astype(np.float32)
    if free.mean() < 0.1:
        return None
    filled, weight = np.zeros_like(rgb), np.zeros(square, np.float32)
    for sigma in (4, 16, 64):
        part = cv2.GaussianBlur(free, (0, 0), sigma) + 1e-4
        colours = cv2.GaussianBlur(rgb * free[..., None], (0, 0), sigma) / part[..., None]
        share = np.clip(part * 4, 0, 1) * (1 - weight) if sigma < 64 else 1 - weight
        filled += colours * share[..., None]
        weight += share
    soft = cv2.GaussianBlur(free, (0, 0), 2)[..., None]
    return np.clip(rgb * soft + filled * (1 - soft), 0, 255).astype(np.uint8)


def load_pictures(kind):
    """All labelled pictures of one kind ("drawn", "more" or "rendered") that may be looked at in training."""
    places = json.loads((CACHE / "skin" / f"{kind}.json").read_text())
    names = [name for name, place in places.items() if not place.get("heldOut", False)]
    with np.load(CACHE / "skin" / f"{kind}.npz") as arrays:
        return [Picture(name, arrays[name], places[name], kind == "rendered") for name in names]


def split_for_choices(pictures):
    """(to learn from, to choose by): one in KEPT_FOR_CHOICES people, in the order of their tone."""
    ordered = sorted(pictures, key=lambda picture: picture.ita)
    kept = {id(picture) for picture in ordered[KEPT_FOR_CHOICES // 2 :: KEPT_FOR_CHOICES]}
    return [p for p in ordered if id(p) not in kept], [p for p in ordered if id(p) in kept]


class View:
    """An upright square of SIZE pixels: RGB 0-1 with edges repeated, sets of classes, person 0-1, and the face's place."""

    def __init__(self, picture, centre, side, angle):
        rgb, allowed, person = picture.rgb, picture.allowed, picture.person
        shrink = min(1.0, 1.2 * SIZE / side)
        if shrink < 1:
            rgb, person = (cv2.resize(a, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) for a in (rgb, person))
            allowed = cv2.resize(allowed, rgb.shape[1::-1], interpolation=cv2.INTER_NEAREST_EXACT)
        scale = SIZE / (side * shrink)
        x, y = centre[0] * shrink, centre[1] * shrink
        cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
        matrix = np.array([[cos, sin, SIZE / 2 - cos * x - sin * y], [-sin, cos, SIZE / 2 + sin * x - cos * y]])
        square = (SIZE, SIZE)
        self.rgb = cv2.warpAffine(rgb, matrix, square, borderMode=cv2.BORDER_REPLICATE).astype(np.float32) / 255
        self.allowed = cv2.warpAffine(allowed, matrix, square, flags=cv2.INTER_NEAREST, borderValue=ANY)
        self.person = cv2.warpAffine(person, matrix, square, borderMode=cv2.BORDER_REPLICATE).astype(np.float32) / 255
        moved = np.vstack([picture.centre[None], picture.eyes]) * shrink @ matrix[:, :2].T + matrix[:, 2]
        self.centre, self.eyes = moved[0], moved[1:]
        self.jaw = None if picture.jaw is None else picture.jaw * shrink @ matrix[:, :2].T + matrix[:, 2]
        self.face = picture.face * shrink * scale

    def mirror(self):
        self.rgb, self.allowed, self.person = self.rgb[:, ::-1], self.allowed[:, ::-1], self.person[:, ::-1]
        self.centre = np.array([SIZE - 1 - self.centre[0], self.centre[1]])
        self.eyes = np.array([[SIZE - 1 - x, y] for x, y in self.eyes[::-1]])
        if self.jaw is not None:
            self.jaw = np.array([SIZE - 1, 0]) + self.jaw * np.array([-1, 1])


def views(picture):
    """The two views that the engine takes: (centre, side, angle) of the whole picture and of the face from near."""
    height, width = picture.allowed.shape
    whole = (np.array([width / 2, height / 2]), max(width, height), 0.0)
    return whole, (picture.centre, NEAR * picture.face, picture.angle)


def example(picture, backdrops, generator):
    """One varied example: RGB 3 x SIZE x SIZE (float32, 0-1) and the set of classes of each pixel (SIZE x SIZE, int32)."""
    chance = generator.random
    centre, side, angle = views(picture)[int(chance() < 0.5)]
    side *= np.exp(generator.uniform(-0.3, 0.45))
    angle += generator.normal(0, 0.2) if chance() < 0.9 else generator.uniform(-np.pi, np.pi)
    view = View(picture, centre + generator.uniform(-0.12, 0.12, 2) * side, side, angle)
    if chance() < 0.5:
        view.mirror()
    if picture.rendered or chance() < 0.35:
        replace_background(view, picture.rendered, backdrops, generator)
    if chance() < 0.3:
        dye_clothes(view, generator)
    if chance() < 0.15:
        wear_beard(view, generator)
    if chance() < 0.15:
        wear_glasses(view, generator)
    if chance() < 0.2:
        wear_jewellery(view, generator)
    if chance() < 0.5:
        change_skin(view, picture.ita, generator)
    if chance() < 0.5:
        relight(view, generator)
    image = camera(view.rgb, generator)
    return np.ascontiguousarray(image.transpose(2, 0, 1)), view.allowed.astype(np.int32)


def replace_background(view, rendered, backdrops, generator):
    """Another room behind the person, or a wall, every third time one of the colour of the person's own skin."""
    wall = view_of_room(backdrops, generator) if generator.random() < 0.55 else painted_wall(view, generator)
    if rendered:
        stays = view.person
    else:
        # Skin that the person network missed must not become wall, nor what nobody knows.
        sure = cv2.GaussianBlur(((view.allowed & bits("background")) == 0).astype(np.float32), (0, 0), 0.7)
        unknown = (view.allowed == ANY).astype(np.float32)
        stays = np.maximum(np.maximum(np.clip((view.person - 0.1) / 0.4, 0, 1), sure), unknown)
    stays = stays.astype(np.float32)[..., None]
    view.rgb = view.rgb * stays + wall.astype(np.float32) * (1 - stays)


def view_of_room(backdrops, generator):
    """A part of another picture's background, blurred or not, 0-1."""
    room = backdrops[generator.integers(len(backdrops))]
    part = int(generator.integers(96, SIZE + 1))
    left, top = generator.integers(0, SIZE - part + 1, 2)
    room = cv2.resize(room[top : top + part, left : left + part], (SIZE, SIZE), interpolation=cv2.INTER_LINEAR)
    if generator.random() < 0.5:
        room = cv2.GaussianBlur(room, (0, 0), generator.uniform(1, 12))
    if generator.random() < 0.5:
        room = room[:, ::-1]
    return np.clip(room.astype(np.float32) / 255 * np.float32(np.exp(generator.normal(0, 0.35))), 0, 1)


def painted_wall(view, generator):
    """A wall with soft stains, 0-1."""
    bare = view.rgb[(view.allowed & SKIN > 0) & (view.allowed & ~SKIN == 0)]
    own = len(bare) > 0 and generator.random() < 0.4
    base = np.median(bare, 0) if own else generator.uniform(0, 1, 3)
    cells = (generator.integers(2, 9), generator.integers(2, 9), 1)
    coarse = generator.normal(0, generator.uniform(0.01, 0.12), cells) + generator.normal(0, 0.016, (1, 1, 3))
    stains = cv2.resize(coarse, (SIZE, SIZE), interpolation=cv2.INTER_CUBIC).reshape(SIZE, SIZE, -1)
    wall = base * generator.uniform(0.75, 1.15) + stains + generator.normal(0, generator.uniform(0, 0.025), (SIZE, SIZE, 1))
    return np.clip(wall, 0, 1).astype(np.float32)


def dye_clothes(view, generator):
    """Clothes of another colour, often one near skin's: orange, beige, brown, pink."""
    cloth = (view.allowed & ~np.uint16(bits("clothes", "jewellery")) == 0).astype(np.float32)
    cloth = cv2.GaussianBlur(cloth, (0, 0), 0.8)[..., None]
    light = view.rgb.mean(2, keepdims=True)
    hue = generator.uniform(0, 50) if generator.random() < 0.6 else generator.uniform(0, 360)
    dye = cv2.cvtColor(np.float32([[[hue, generator.uniform(0.2, 0.95), 1.0]]]), cv2.COLOR_HSV2RGB)[0, 0]
    level = 0.15 + (0.5 * light + generator.uniform(0.08, 0.5)) * generator.uniform(0.6, 1.1)
    view.rgb = np.clip(view.rgb * (1 - cloth) + dye * level * cloth, 0, 1).astype(np.float32)


def rarity(picture):
    """How much of a full beard (1: an eighth of the face's square) and of bare body beyond a neck a picture shows, 0-2."""
    beard = np.isin(picture.allowed, (bits("beard"), bits("beard", "lips")))
    body = picture.allowed == bits("body skin")
    square = picture.face**2
    return min(1, 8 * beard.sum() / square) + float(np.clip(body.sum() / (0.25 * square) - 1, 0, 2)) / 2


def share_of(name):
    """How often a picture is seen, as a share of the others."""
    if name.startswith("london_"):
        return STUDIO
    return HELMET if name in HELMETS else 1


def weights_of(pictures):
    """Sampling weights: dark skin is half of what is seen, pictures with shade are seen more often, a studio's less often."""
    dark = np.array([picture.ita < DARK for picture in pictures])
    shade = np.array([picture.shade for picture in pictures])
    weights = 1 + 3 * np.clip(shade - 0.1, 0, 0.3) / 0.3
    weights = weights * np.array([share_of(picture.name) for picture in pictures])
    weights = weights * np.array([1 + RARE * rarity(picture) for picture in pictures])
    weights = np.where(dark, weights / max(1e-9, weights[dark].sum()), weights / max(1e-9, weights[~dark].sum()))
    return weights / weights.sum()
