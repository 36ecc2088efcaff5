"""Features of the judge of spots: 19 numbers of a find, computed from data that the engine already has.

Terms. A *find* is a ConnectedSpot of ui/engine/heal/find: cells on the grid of the network's maps (`GRID` cells each
way over a crop). The picture is read at `PER_CELL` pixels a cell each way, in linear light (IEC 61966-2-1). The *added
density* of a place is ln(light of the skin around + STRAY) - ln(light of the place + STRAY). Absorbances add up in it,
so the melanin of the skin around cancels out. Blood absorbs green and lets red through. Melanin absorbs blue more than
green, and green more than red.
`q` is the distance of a pixel from the find's centre in radii of its core.

A port to TypeScript must reproduce `features` and `face_features`. fixture.json holds their results for a drawn picture
(see fixture.py).
"""

import numpy as np

GRID = 384
PER_CELL = 2
STRAY = 0.004
"""Linear light (0-1) that the darkest skin reflects, as in ui/engine/heal/find/skin-light.ts."""
CLEAR = 0.06
"""A cell is clear skin if a spot is less probable than this and the skin matte is at least ENOUGH_SKIN."""
ENOUGH_SKIN = 80
"""Least skin matte (0-255) of a clear cell."""
FEWEST = 6
"""Least number of clear cells in a ring. With fewer, all cells of the ring count."""
SURE_ENOUGH = 0.3
"""A find is compared only with finds above this probability."""
LEAST = 1e-4
"""Probabilities are held this far from 0 and 1, so that their logit stays finite."""

NAMES = (
    "blemishPeak", "markPeak", "melanin", "blood", "yellow", "size", "sharpness", "highlight", "relief", "rim", "core",
    "roughness", "bloodOverGrain", "skinBlood", "blemishAround", "skinAround", "across", "redderThan", "blemishesHere",
)

SURROUNDINGS = 20
"""Cells to each side of a find in which other blemishes count."""
SKIN_REACH = (6, 4)
"""Cells to each side in which skin counts: at least the first, or that many radii of the core."""


def linear(srgb):
    """sRGB 0-1 to linear light."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def logit(probability):
    held = min(1 - LEAST, max(LEAST, probability))
    return float(np.log(held / (1 - held)))


def redness(blood, green):
    """The share of the density added in green that is not added in red, clamped to -1 to 2 and near 0 for noise."""
    return float(np.clip(blood / (abs(green) + 0.05), -1, 2))


def features(find, light, maps, clear, skin, cell_in_faces, grid=GRID):
    """The features of one find that need no other find, by name. Also `redness`, which `face_features` compares,
    and `paint`, for the rule of worn things.

    find: u, v (centre in the crop, 0-1), core (cells, row * grid + column), roughness (ui/engine/heal/find/local-contrast.ts)
    light: linear light, (grid * PER_CELL, grid * PER_CELL, 3) RGB
    maps: probability of a blemish and of a mark, (2, grid, grid)
    clear: whether a cell is clear skin, (grid, grid)
    skin: whether a cell is skin, (grid, grid)
    cell_in_faces: side of a cell in face sizes
    """
    rows, columns = np.divmod(np.asarray(find["core"]), grid)
    radius = float(np.sqrt(len(rows) / np.pi))
    around = _ring_light(find, light, clear, radius, grid)
    either = maps[0] + maps[1] - maps[0] * maps[1]
    core = np.average(_cells(light, rows, columns), axis=0, weights=either[rows, columns])
    added = np.log(around + STRAY) - np.log(core + STRAY)
    near = _Near(find, light, around, radius, grid)
    return {
        "blemishPeak": logit(maps[0][rows, columns].max()),
        "markPeak": logit(maps[1][rows, columns].max()),
        # Density added in red is melanin's, in green above that blood's, in blue above that melanin's again.
        "melanin": float(added[0]),
        "blood": float(added[1] - added[0]),
        "yellow": float(added[2] - added[1]),
        "size": float(np.log(radius * cell_in_faces)),
        "sharpness": near.sharpness(),
        "highlight": max(0.0, -float(near.smooth[near.q < 1].min(initial=0))),
        "relief": float(near.red[near.q < 1].std()) if (near.q < 1).any() else 0.0,
        "rim": near.mean(near.green - near.red, 1.1, 1.7),
        "core": near.mean(near.green, 0, 0.6) - near.mean(near.green, 0.6, 1.1),
        "roughness": float(np.log(find["roughness"] + 0.001)),
        "bloodOverGrain": near.blood_over_grain(float(added[1] - added[0])),
        "skinBlood": float(np.log((around[0] + STRAY) / (around[1] + STRAY))),
        "blemishAround": float(np.log(_square(find, maps[0], SURROUNDINGS, grid).mean() + 0.001)),
        "skinAround": float(_square(find, skin, max(SKIN_REACH[0], int(SKIN_REACH[1] * radius)), grid).mean()),
        "across": abs(find["u"] - 0.5) * grid * cell_in_faces,
        "paint": near.paint() | {"skin": float(around[1])},
        "redness": redness(added[1] - added[0], added[1]),
    }


def face_features(finds, index):
    """The features of find `index` that compare it with the other finds of the face, by name.

    finds: all finds of one face in all its views that the engine heals when it heals all spots. Each has score,
    blemish and mark (sums of the maps over its cells), and redness
    """
    own = finds[index]["redness"]
    others = [find["redness"] for at, find in enumerate(finds) if at != index and find["score"] > SURE_ENOUGH]
    blemish, mark = (sum(find[kind] for find in finds) for kind in ("blemish", "mark"))
    return {
        "redderThan": sum(other < own for other in others) / len(others) if others else 0.5,
        "blemishesHere": float(np.log((blemish + 1) / (mark + 1))),
    }


def _square(find, values, reach, grid):
    """The values of the square of cells around a find's centre, as far as it lies on the grid."""
    row, column = int(find["v"] * grid), int(find["u"] * grid)
    return values[max(0, row - reach):row + reach + 1, max(0, column - reach):column + reach + 1]


def _cells(light, rows, columns):
    """Mean linear light of cells, (n, 3)."""
    pixels = [light[PER_CELL * rows + y, PER_CELL * columns + x] for y in range(PER_CELL) for x in range(PER_CELL)]
    return np.mean(pixels, axis=0)


def _ring_light(find, light, clear, radius, grid):
    """Median linear light of the ring of skin around a find, RGB: the ring of ui/engine/heal/find/ring.ts."""
    x, y = find["u"] * grid - 0.5, find["v"] * grid - 0.5
    inner, outer = 1.4 * radius + 1, 2.4 * radius + 2.5
    rows, columns = np.mgrid[
        max(0, int(np.ceil(y - outer))):min(grid - 1, int(np.floor(y + outer))) + 1,
        max(0, int(np.ceil(x - outer))):min(grid - 1, int(np.floor(x + outer))) + 1,
    ]
    distance = np.hypot(columns - x, rows - y)
    ring = (distance >= inner) & (distance <= outer)
    chosen = ring & clear[rows, columns]
    if chosen.sum() < FEWEST:
        chosen = ring
    return np.median(_cells(light, rows[chosen], columns[chosen]), axis=0)


class _Near:
    """The pixels around a find: `q`, the density added in red and in green, and the green density smoothed."""

    def __init__(self, find, light, around, radius, grid):
        self.radius = PER_CELL * radius
        x, y = (find[at] * grid * PER_CELL - 0.5 for at in ("u", "v"))
        reach = max(2 * self.radius, 6)
        last = grid * PER_CELL - 1
        rows = np.arange(max(0, int(np.floor(y - reach))), min(last, int(np.ceil(y + reach))) + 1)
        columns = np.arange(max(0, int(np.floor(x - reach))), min(last, int(np.ceil(x + reach))) + 1)
        self.q = np.hypot(*np.meshgrid((columns - x) / self.radius, (rows - y) / self.radius))
        density = np.log(around + STRAY) - np.log(light[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1] + STRAY)
        self.red, self.green = density[..., 0], density[..., 1]
        self.smooth = _binomial(self.green)

    def mean(self, values, low, high):
        """Mean of the values where low <= q < high, or the value at the centre if no pixel lies there."""
        there = (self.q >= low) & (self.q < high)
        return float(values[there].mean() if there.any() else values.flat[self.q.argmin()])

    def sharpness(self):
        """Steepest density step per pixel at the edge (0.5 <= q < 1.6) over the density of the middle; at most 2."""
        step = np.zeros_like(self.smooth)
        across = (self.smooth[1:-1, 2:] - self.smooth[1:-1, :-2]) / 2
        down = (self.smooth[2:, 1:-1] - self.smooth[:-2, 1:-1]) / 2
        step[1:-1, 1:-1] = np.hypot(across, down)
        edge = (self.q >= 0.5) & (self.q < 1.6)
        return float(min(2, step[edge].max(initial=0) / (abs(self.mean(self.green, 0, 0.6)) + 0.05)))

    def blood_over_grain(self, blood):
        """The find's blood over the standard deviation of the blood around it (q >= 1.3); at most 8 either way."""
        grain = _binomial(self.green - self.red)[self.q >= 1.3]
        return float(np.clip(blood / ((grain.std() if grain.size else 0) + 0.01), -8, 8))

    def paint(self):
        """Signs of colour that lies on the skin, see ui/engine/heal/find/worn.ts."""
        blood, inside = _binomial(self.green - self.red), self.q < 1.3
        step = np.zeros_like(blood)
        step[1:-1, 1:-1] = np.hypot(blood[1:-1, 2:] - blood[1:-1, :-2], blood[2:, 1:-1] - blood[:-2, 1:-1]) / 2
        glow = np.minimum(blood, -_binomial(self.red))
        return {
            "densest": float(blood[inside].max(initial=-np.inf)),
            "step": float(step[self.q < 1.6].max(initial=0)),
            "glow": float(glow[inside].max(initial=-np.inf)),
        }


def _binomial(values):
    """Smooths with the kernel 1, 2, 1 in both directions. Border pixels are repeated."""
    wide = np.pad(values, 1, mode="edge")
    lines = (wide[:-2] + 2 * wide[1:-1] + wide[2:]) / 4
    return (lines[:, :-2] + 2 * lines[:, 1:-1] + lines[:, 2:]) / 4
