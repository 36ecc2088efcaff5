"""A drawn picture with five finds, and the results that a port of features.py and judge.py must give."""

import json
import pathlib

import numpy as np

from .features import NAMES, PER_CELL, face_features, features, linear

FILE = pathlib.Path(__file__).with_name("fixture.json")
GRID = 64
SKIN = (0.80, 0.60, 0.50)
CELL_IN_FACES = 0.004
SPOTS = (
    {"x": 18.0, "y": 17.0, "radius": 2.6, "takes": (0.02, 0.16, 0.12), "maps": (0.95, 0.10)},
    {"x": 45.5, "y": 20.2, "radius": 1.7, "takes": (0.30, 0.33, 0.33), "maps": (0.15, 0.90)},
    {"x": 20.3, "y": 46.8, "radius": 3.4, "takes": (0.06, 0.10, 0.09), "maps": (0.55, 0.50)},
    {"x": 47.0, "y": 45.0, "radius": 2.0, "takes": (-0.15, -0.05, -0.10), "maps": (0.40, 0.05)},
    {"x": 32.2, "y": 32.4, "radius": 3.2, "takes": (0.16, 0.22, 0.12), "maps": (0.98, 0.03)},
)
"""Middle and radius in cells; decrease of each sRGB channel (0-1) in the middle; highest probability of both kinds."""
SKIN_COLUMNS = 52
"""Columns of cells, from the left, that count as skin for `skinAround`."""
ROUGHNESS = 0.012


def drawn():
    """sRGB 0-1, (side, side, 3), and the two maps, (2, GRID, GRID), rounded as the fixture holds them.

    A pixel (column, row) is the skin's colour with a faint pattern, less the decrease of each spot:
        SKIN_c * (1 + .02 sin(.9 column) cos(.7 row)) - sum of takes_c exp(-distance^2 / (2 radius^2))
    clamped to 0-1, with distances in cells.
    A cell of a map is the highest of maps_k exp(-(distance / radius)^4); middles of cells and pixels lie at .5.
    """
    side = GRID * PER_CELL
    rows, columns = np.mgrid[:side, :side]
    picture = np.array(SKIN) * (1 + 0.02 * np.sin(0.9 * columns) * np.cos(0.7 * rows))[..., None]
    maps = np.zeros((2, GRID, GRID))
    cell_rows, cell_columns = np.mgrid[:GRID, :GRID]
    for spot in SPOTS:
        far = np.hypot((columns + 0.5) / PER_CELL - spot["x"], (rows + 0.5) / PER_CELL - spot["y"])
        picture -= np.exp(-far ** 2 / (2 * spot["radius"] ** 2))[..., None] * np.array(spot["takes"])
        cells = np.hypot(cell_columns + 0.5 - spot["x"], cell_rows + 0.5 - spot["y"])
        inside = np.exp(-(cells / spot["radius"]) ** 4)
        maps = np.maximum(maps, inside * np.array(spot["maps"])[:, None, None])
    return np.clip(picture, 0, 1), maps


def write_fixture(judge):
    picture, maps = drawn()
    either = maps[0] + maps[1] - maps[0] * maps[1]
    clear = either < 0.06
    skin = np.tile(np.arange(GRID) < SKIN_COLUMNS, (GRID, 1))
    finds = []
    for spot in SPOTS:
        rows, columns = np.nonzero(either >= 0.3)
        mine = np.hypot(columns + 0.5 - spot["x"], rows + 0.5 - spot["y"]) < 8
        core = (rows[mine] * GRID + columns[mine]).tolist()
        sums = {kind: float(maps[at].flat[core].sum()) for at, kind in enumerate(("blemish", "mark"))}
        u, v = ((at[mine] + 0.5).mean() / GRID for at in (columns, rows))
        find = {"u": u, "v": v, "core": core, "roughness": ROUGHNESS, "score": float(either.flat[core].max()), **sums}
        seen = features(find, linear(picture), maps, clear, skin, CELL_IN_FACES, GRID)
        finds.append(find | {"redness": seen["redness"], "features": seen})
    for index, find in enumerate(finds):
        find["features"] = find["features"] | face_features(finds, index)
    scores = judge.score(finds)
    rounded = [{
        **{key: find[key] for key in ("u", "v", "core", "roughness", "score", "blemish", "mark")},
        "redness": round(find["redness"], 6), "features": {name: round(find["features"][name], 6) for name in NAMES},
        "scoreOfJudge": round(float(score), 5),
    } for find, score in zip(finds, scores)]
    about = "Five spots drawn as fixture.py says (drawn), their features (features.py) and scores (models/judge.json)."
    drawing = {"grid": GRID, "perCell": PER_CELL, "cellInFaces": CELL_IN_FACES, "skin": SKIN, "skinColumns": SKIN_COLUMNS, "spots": SPOTS}
    FILE.write_text(json.dumps({"about": about, **drawing, "finds": rounded}, indent=1) + "\n")
