"""Trains the judge of spots, shows its curve on people it was not trained on, and writes models/judge.json.

    for set in unretouched more; do node --import tsx models/training/judge/dump-finds.ts \\
        --portraits ../shared/portraits/$set --out .cache/judge/$set; done
    node --import tsx models/training/judge/dump-finds.ts --portraits ../shared/portraits --out .cache/judge/portraits
    node --import tsx models/training/judge/dump-finds.ts --portraits ../shared/clothes --out .cache/judge/clothes
    python3 -m models.training.judge.train           # folds by person, the curve, models/judge.json, fixture.json
    python3 -m models.training.judge.train --final   # once: the people of split.json, on whom nothing was chosen;
                                                     # then older portraits that no training has seen
"""

import argparse
import json

import numpy as np

from .counts import count, curve_line, table
from .finds import AGREED, ROOT, held_out, load_older, load_pictures, load_training_only
from .fixture import write_fixture
from .judge import KINDS, fit, worn

OUT = ROOT / "models" / "judge.json"
FOLDS = 5
PENALTY = 10.0
WORTH = {"blemish": 3.0, "mark": 1.5, "neither": 0.5}
"""Weight of a find of each kind in the loss: blemishes are few, and finds of neither kind are many."""
TAUGHT = {"blemish": "blemish", "mark": "mark", "neither": "neither", "other": "neither", "worn": "neither"}
SURELY, DOUBTFUL = 0.75, -1.5
"""A find is surely a blemish from the first score on, and kept below the second (chosen in models/judge.md)."""


def taught(pictures):
    """The finds to train on, their kinds (index into KINDS) and weights, without doubts and finds that nobody saw."""
    finds = [find for picture in pictures for find in picture["finds"] if find["kind"] in TAUGHT and find["sure"] > 0]
    names = [TAUGHT[find["kind"]] for find in finds]
    return finds, [KINDS.index(name) for name in names], np.array([WORTH[n] * f["sure"] for n, f in zip(names, finds)])


def train(pictures):
    return fit(*taught(pictures), PENALTY)


def folds(pictures):
    """{person: fold}. People of one set with similar numbers of blemishes go to different folds."""
    blemishes = {}
    for picture in pictures:
        agreed = sum(kind == "blemish" and sure >= AGREED for *_, kind, sure in picture["marks"])
        known = blemishes.get(picture["person"], (0, ""))[0]
        blemishes[picture["person"]] = (known + agreed, picture["file"][:15])
    ordered = sorted(blemishes, key=lambda person: (blemishes[person][1], blemishes[person][0], person))
    return {person: index % FOLDS for index, person in enumerate(ordered)}


def cross_validate(pictures, always):
    """Scores every find of `pictures` with a judge that was not trained on its person; `always` is trained on."""
    fold = folds(pictures)
    for left_out in range(FOLDS):
        judge = train([*(picture for picture in pictures if fold[picture["person"]] != left_out), *always])
        judged = [picture for picture in pictures if fold[picture["person"]] == left_out]
        score_all(judge, judged)
        print(f"fold {left_out}: {table(count([picture for picture in judged if picture['by'] != 'mesh'], SURELY))}")


def score_all(judge, pictures):
    finds = [find for picture in pictures for find in picture["finds"]]
    for find, score in zip(finds, judge.score(finds)):
        find["score_of_judge"] = -np.inf if worn(find) else float(score)


def show(pictures, title):
    print(f"\n{title}: {len({picture['person'] for picture in pictures})} people")
    tones = np.quantile([picture["tone"] for picture in pictures], [1 / 3, 2 / 3])
    for at, answer in ((SURELY, "surely a blemish"), (DOUBTFUL, "that and doubtful")):
        print(f"healed: {answer} (from {at})")
        print(f"  all     {table(count(pictures, at), intervals=True)}")
        for index, tone in enumerate(("dark", "middle", "light")):
            part = [picture for picture in pictures if np.digitize(picture["tone"], tones) == index]
            print(f"  {tone:7} {table(count(part, at), intervals=True)}")
        for start in ("unretouched/canada", "unretouched/london", "more"):
            print(f"  {start:20} {table(count([p for p in pictures if p['file'].startswith(start)], at))}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--final", action="store_true", help="the held-out people instead of the folds; look once")
    options = arguments.parse_args()
    kept_out = held_out()
    pictures = load_pictures()
    known = [picture for picture in pictures if picture["person"] not in kept_out]
    always = load_training_only()
    judge = train([*known, *always])
    if options.final:
        judged = [picture for picture in pictures if picture["person"] in kept_out and picture["by"] != "mesh"]
        score_all(judge, judged)
        show(judged, "Held-out people")
        older = load_older()
        score_all(judge, older)
        print(f"\nOlder portraits: {table(count(older, SURELY), intervals=True)}")
        return
    cross_validate(known, always)
    judged = [picture for picture in known if picture["by"] != "mesh"]
    print("\nscore   blemishes healed / marks lost / other places a face / doubts a face")
    for at in np.arange(-3, 3.01, 0.25):
        print(curve_line(judged, at))
    show(judged, "Cross-validated")
    weights = json.dumps(judge.as_json() | {"surely": SURELY, "doubtful": DOUBTFUL}, indent=1)
    OUT.write_text(weights + "\n")
    write_fixture(judge)


if __name__ == "__main__":
    main()
