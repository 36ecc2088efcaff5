"""Scores mattes of skin against outlines drawn by eye: overlap, shade, body, holes, leakage, by tone."""

import cv2
import numpy as np
import torch

from .classes import SKIN, bits
from .examples import DARK, View, views

SHADED = 0.5
"""Skin with less light than this share of the face's median counts as shaded."""
INNER = 0.04
"""Skin further than this from its border, in face sizes, must have no holes."""


def measure(found, view):
    """Pixel counts of one matte (H x W, bool) against the labels of its view."""
    may = (view.allowed & SKIN) > 0
    skin = may & ((view.allowed & ~np.uint16(SKIN)) == 0)
    known = skin | ~may
    body = view.allowed == bits("body skin")
    light = np.power(view.rgb, 2.2) @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    face = skin & ~body
    shade = skin & (light < SHADED * np.median(light[face])) if face.any() else np.zeros_like(skin)
    width = 2 * max(1, round(INNER * view.face)) + 1
    inner = cv2.erode(skin.astype(np.uint8), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))) > 0
    counts = {"skin": skin, "hit": skin & found, "union": known & (skin | found), "false": known & ~skin & found,
              "shade": shade, "shade hit": shade & found, "body": body, "body hit": body & found,
              "inner": inner, "hole": inner & ~found}
    return {name: int(mask.sum()) for name, mask in counts.items()}


@torch.no_grad()
def matte_of(network, view):
    """Where the network sees skin in a view (H x W, bool)."""
    logits, _ = network(torch.from_numpy(np.ascontiguousarray(view.rgb.transpose(2, 0, 1)))[None])
    return logits[0, 0].numpy() > 0


def score_network(network, pictures):
    """Rows {"name", "view", "ita", counts …}: two for each picture."""
    rows = []
    for picture in pictures:
        for name, place in zip(("whole", "near"), views(picture)):
            view = View(picture, *place)
            rows.append({"name": picture.name, "view": name, "ita": picture.ita} | measure(matte_of(network, view), view))
    return rows


def ratio(rows, part, whole, enough=1):
    """Mean over the pictures of part / whole, of those with at least `enough` pixels; None without any."""
    values = [row[part] / row[whole] for row in rows if row[whole] >= enough]
    return float(np.mean(values)) if values else None


def numbers(rows):
    """The measures of some rows: {name: value}."""
    return {"faces": len({row["name"] for row in rows}), "IoU": ratio(rows, "hit", "union"),
            "worst": min(row["hit"] / max(1, row["union"]) for row in rows),
            "shade": ratio(rows, "shade hit", "shade", 50), "body": ratio(rows, "body hit", "body", 50),
            "holes": ratio(rows, "hole", "inner", 50), "leakage": ratio(rows, "false", "skin")}


def summary(rows):
    """One line: the measures of both views, all and dark."""
    parts = []
    for view in ("whole", "near"):
        ours = [row for row in rows if row["view"] == view]
        for label, group in (("all", ours), ("dark", [row for row in ours if row["ita"] < DARK])):
            if group:
                values = " ".join(f"{name} {value:.3f}" for name, value in numbers(group).items() if value is not None and name != "faces")
                parts.append(f"{view} {label}: {values}")
    return "\n    " + "\n    ".join(parts)
