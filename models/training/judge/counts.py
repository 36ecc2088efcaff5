"""What would be changed at a working point: labels that a healed find covers, and places that nobody labelled."""

import numpy as np

from .finds import AGREED

DRAWS = 1000
UNKNOWN = ("other", "neither", "worn", "unknown")


def count(pictures, least):
    """Per person: (blemishes, of them found, of them healed, marks, of them lost, other places changed, doubts changed, faces).

    Labels on which two lookers agree count, or that one saw twice; a find heals all labels that it covers.
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
        counts[5] += sum(find["kind"] in UNKNOWN and not find["covers"] or find["kind"] in ("neither", "worn") for find in healed)
        counts[6] += sum(find["kind"] == "doubt" for find in healed)
        counts[7] += 1
    return np.array(list(people.values()))


def shares(counts):
    blemishes, found, healed, marks, lost, other, doubts, faces = counts.sum(0)
    share = lambda part, whole: part / whole if whole else float("nan")
    return share(healed, blemishes), 1 - share(lost, marks), share(other, faces), share(found, blemishes), share(doubts, faces)


def table(counts, intervals=False):
    """One line; `intervals`: of 95 %, from people drawn again and again."""
    if not len(counts):
        return "nobody"
    own = shares(counts)
    draw = np.random.default_rng(0)
    drawn = np.array([shares(counts[draw.integers(len(counts), size=len(counts))]) for _ in range(DRAWS)]) if intervals else None
    text = []
    for at, (title, form) in enumerate((("blemishes healed", ".2f"), ("marks kept", ".3f"), ("other a face", ".2f"))):
        of = {0: f" of {counts[:, 0].sum():.0f}", 1: f" of {counts[:, 3].sum():.0f}", 2: ""}[at]
        between = "" if drawn is None else " ({:{f}}-{:{f}})".format(*np.nanquantile(drawn[:, at], [0.025, 0.975]), f=form)
        text.append(f"{title} {own[at]:{form}}{between}{of}")
    return ", ".join(text) + f"; found {own[3]:.2f}, doubts a face {own[4]:.2f}"


def curve_line(pictures, least):
    healed, kept, other, _, doubts = shares(count(pictures, least))
    return f"{least:5.1f}   {healed:.3f}   {1 - kept:.3f}   {other:.2f}   {doubts:.2f}"
