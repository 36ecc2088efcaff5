"""Counts what a threshold of the score heals: labels that healed finds cover, and places that nobody labelled."""

import numpy as np

from .finds import AGREED

DRAWS = 1000
UNSEEN = ("other", "unknown")
CLEAN = ("neither", "worn")


def count(pictures, least):
    """Counts per person: blemishes, blemishes found, blemishes healed, marks, marks lost, other places, doubts, faces.

    `least`: finds of this score and more are healed. A find heals all labels that it covers. A blemish counts if it is
    at least AGREED sure: two annotators agree, or one saw it twice. A mark counts only if it is fully sure.
    """
    people = {}
    for picture in pictures:
        counts = people.setdefault(picture["person"], np.zeros(8))
        healed = [find for find in picture["finds"] if find["score_of_judge"] >= least]
        found, gone = (set().union(*(find["covers"] for find in finds)) for finds in (picture["finds"], healed))
        for index, (*_, kind, sure) in enumerate(picture["marks"]):
            if kind == "blemish" and sure >= AGREED:
                counts[:3] += 1, index in found, index in gone
            if kind == "mark" and sure == 1:
                counts[3:5] += 1, index in gone
        # A find may cover a label whose middle is far from its own. Then the find is not counted as another place.
        counts[5] += sum(find["kind"] in CLEAN or find["kind"] in UNSEEN and not find["covers"] for find in healed)
        counts[6] += sum(find["kind"] == "doubt" for find in healed)
        counts[7] += 1
    return np.array(list(people.values()))


def shares(counts):
    blemishes, found, healed, marks, lost, other, doubts, faces = counts.sum(0)
    share = lambda part, whole: part / whole if whole else float("nan")
    kept = 1 - share(lost, marks)
    return share(healed, blemishes), kept, share(other, faces), share(found, blemishes), share(doubts, faces)


def table(counts, intervals=False):
    """One line of text. `intervals` adds 95 % intervals from a bootstrap over people."""
    if not len(counts):
        return "nobody"
    own = shares(counts)
    draw = np.random.default_rng(0)
    again = (counts[draw.integers(len(counts), size=len(counts))] for _ in range(DRAWS if intervals else 0))
    limits = np.nanquantile([shares(people) for people in again], [0.025, 0.975], axis=0) if intervals else None
    text = []
    for at, (title, form) in enumerate((("blemishes healed", ".2f"), ("marks kept", ".3f"), ("other a face", ".2f"))):
        of = {0: f" of {counts[:, 0].sum():.0f}", 1: f" of {counts[:, 3].sum():.0f}", 2: ""}[at]
        between = "" if limits is None else f" ({limits[0][at]:{form}}-{limits[1][at]:{form}})"
        text.append(f"{title} {own[at]:{form}}{between}{of}")
    return ", ".join(text) + f"; found {own[3]:.2f}, doubts a face {own[4]:.2f}"


def curve_line(pictures, least):
    healed, kept, other, _, doubts = shares(count(pictures, least))
    return f"{least:5.1f}   {healed:.3f}   {1 - kept:.3f}   {other:.2f}   {doubts:.2f}"
