"""Real spots of people who were never retouched and on whom nothing was trained (judge/split.json).

A blemish is gone where .4 or less of it is left, a mark is kept where .75 or more is (measures.share_left). Only labels
count on which two lookers agree, or that one saw twice. Other places are healed spots where nobody labelled anything,
doubts included. Intervals are of 95 %, from people drawn again and again: spots of one face are alike.
"""

import json
import pathlib
import subprocess

import cv2
import numpy as np

from . import measures as measure

ROOT = pathlib.Path(__file__).resolve().parents[3]
LABELS = ROOT / "models/training/blemish/labels-unretouched.json"
SPLIT = ROOT / "models/training/judge/split.json"
AGREED = 0.8
GONE, KEPT = 0.4, 0.75
DRAWS = 1000
SETTINGS = {"healing all": ["--heal", "all"], "default": ["--heal", "blemishes"]}
TITLES = ("blemishes gone", "marks kept", "other places a face")


def real_people_table(portraits, out):
    """Retouches the held-out people, healing all and at the default; prints and returns rows. {} without the pictures."""
    held_out = set(json.loads(SPLIT.read_text())["heldOut"])
    pictures = {
        name: entry for name, entry in json.loads(LABELS.read_text())["pictures"].items()
        if entry["person"] in held_out and "by" not in entry and (portraits / name).exists()
    }
    if not pictures:
        print(f"\nReal spots of people never retouched: no such pictures in {portraits}, left out")
        return {}
    rows = {}
    print(f"\nReal spots of {len(held_out)} people never retouched, {len(pictures)} pictures")
    for title, flags in SETTINGS.items():
        folder = out / f"people_{title.replace(' ', '_')}"
        files = [str(portraits / name) for name in pictures]
        options = ["--out", str(folder), "--even", "0", "--masks", *flags]
        command = ["node", str(ROOT / "dist/cli/retouch.mjs"), *files, *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        # A picture that the default leaves as it is has no matte: both ask the one of healing all.
        mattes = out / "people_healing_all"
        counted = [_count(portraits / name, entry, folder, mattes) for name, entry in pictures.items()]
        rows[title] = _rows(title, counted)
    return {"real people": rows}


def _count(path, entry, folder, mattes):
    """(tone, [blemishes, gone, marks, kept, other places]) of a picture."""
    before = measure.lab_of(_read(path))
    retouched = folder / f"{path.stem}.png"
    after = measure.lab_of(_read(retouched)) if retouched.exists() else before
    counts = np.zeros(5)
    for x, y, radius, kind, sure in entry["marks"]:
        if sure < AGREED or kind not in ("blemish", "mark"):
            continue
        left = measure.share_left(before, after, x, y, radius)
        counts[0 if kind == "blemish" else 2] += 1
        counts[1 if kind == "blemish" else 3] += left <= GONE if kind == "blemish" else left >= KEPT
    report = json.loads((folder / f"{path.stem}.json").read_text())
    for spot in report["spots"]:
        marks = (mark for mark in entry["marks"] if mark[3] != "neither")
        counts[4] += all(np.hypot(spot["x"] - x, spot["y"] - y) > 1.3 * max(r, spot["radius"]) for x, y, r, *_ in marks)
    return _tone(before, mattes / f"{path.stem}.skin.png"), counts


def _read(path):
    return np.ascontiguousarray(cv2.imread(str(path))[..., ::-1])


def _tone(lab, matte):
    """Individual typology angle of the skin, degrees."""
    grey = cv2.imread(str(matte), cv2.IMREAD_GRAYSCALE)
    skin = lab[grey > 200] if grey is not None and (grey > 200).any() else lab.reshape(-1, 3)
    lightness, _, yellow = np.median(skin, 0)
    return float(np.degrees(np.arctan2(lightness - 50, yellow)))


def _rows(title, counted):
    tones = np.quantile([tone for tone, _ in counted], [1 / 3, 2 / 3])
    rows = {}
    for at, name in enumerate(("all", "dark", "middle", "light")):
        counts = np.array([c for tone, c in counted if name == "all" or np.digitize(tone, tones) == at - 1])
        draw = np.random.default_rng(0)
        drawn = np.array([_shares(counts[draw.integers(len(counts), size=len(counts))]) for _ in range(DRAWS)])
        low, high = np.nanquantile(drawn, [0.025, 0.975], axis=0)
        own = _shares(counts)
        totals = {"blemishes": counts[:, 0].sum(), "marks": counts[:, 2].sum()}
        rows[name] = {key: [own[i], low[i], high[i]] for i, key in enumerate(TITLES)} | totals
        of = (*(f" of {total:.0f}" for total in totals.values()), "")
        texts = (f"{key} {own[i]:.2f} ({low[i]:.2f}-{high[i]:.2f}){of[i]}" for i, key in enumerate(TITLES))
        print(f"{title:12}{name:7}" + ", ".join(texts))
    return json.loads(json.dumps(rows, default=float))


def _shares(counts):
    blemishes, gone, marks, kept, other = counts.sum(0)
    return gone / blemishes if blemishes else np.nan, kept / marks if marks else np.nan, other / len(counts)


if __name__ == "__main__":
    import sys

    real_people_table(pathlib.Path(sys.argv[1]), ROOT / ".cache" / "quality")
