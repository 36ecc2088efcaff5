"""How good the retouch is, on faces that no training has seen, beside simple peers: `npm run bench:quality -- PORTRAITS`.

Paints spots and unevenness (painter.py), runs the command line over clean and painted pictures, and measures what the
finished files show (measures.py). Real spots are those of blemish/labels.json. Prints tables, and writes a contact
sheet, rows.json and all pictures to OUT.
"""

import argparse
import json
import pathlib
import subprocess

import cv2
import numpy as np

from ..blemish.candidates import fillable_skin, to_picture
from ..blemish.labels import FILE as LABELS
from ..blend.faces import CROP, OVAL, cut, skin_of
from . import measures as measure
from .painter import KINDS, PER_FACE, paint_pigment, paint_spots, paint_unevenness
from .peers import EVENERS, HEALERS
from .real_people import real_people_table
from .sheet import write_sheet

ROOT = pathlib.Path(__file__).resolve().parents[3]
CACHE = ROOT / ".cache" / "training"
SMALLEST = 240
"""Pixels of the smallest face that takes part: below, a spot is a pixel or two."""
LARGEST = 1400
"""Pictures are reduced to this longer side, so that the benchmark runs in minutes."""
NOT_SKIN = json.loads(pathlib.Path(__file__).with_name("not-skin.json").read_text())
"""Beards, glasses and strands of hair that a face's own colour does not tell from skin, outlined by eye: {file: polygons
in pixels of the upright crop}."""
SMOOTH = 1.5
"""CIELAB contrast of a place to its ring up to which a spot is painted there. Where skin has a contrast of its own
(folds, rims, pores), no fill can bring back the hidden skin. The measure of cleared spots says nothing there."""
SIZES = (0.008, 0.018)
"""Radii at which that contrast is taken, in face widths."""
RUNS = {
    "healed": ("spots", ["--heal", "all", "--even", "0", "--masks"]),
    "clean_all": ("clean", ["--heal", "all", "--even", "0"]),
    "clean_default": ("clean", ["--masks"]),
    "clean_heal": ("clean", ["--heal", "blemishes", "--even", "0"]),
    "clean_even": ("clean", ["--heal", "off", "--even", "100"]),
    "uneven_even": ("uneven", ["--heal", "off", "--even", "100"]),
    "pigment_even": ("pigment", ["--heal", "off", "--even", "100"]),
}
"""Results: which pictures, and how they are retouched."""


class Case:
    """One face: the clean picture, its painted versions, what is known of it."""

    def __init__(self, portraits, name, face, labels):
        picture = cv2.imread(str(portraits / name))[..., ::-1]
        scale = min(1.0, LARGEST / max(picture.shape[:2]))
        self.file, self.scale = name, scale
        self.name = name.replace("/", "_").rsplit(".", 1)[0]
        self.clean = np.ascontiguousarray(picture if scale == 1 else cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
        self.face = {**face, "size": face["size"] * scale, "centre": [v * scale for v in face["centre"]], "landmarks": (np.array(face["landmarks"]) * scale).tolist()}
        self.width = 0.78 * self.face["size"]
        crop = skin_of(*cut(self.clean[..., ::-1], self.face))
        for polygon in NOT_SKIN.get(name, []):
            cv2.fillPoly(crop, [np.array(polygon)], 0)
        self.skin = lay_back(crop, self.face, self.clean.shape)
        self.labels = {kind: [(s["x"] * scale, s["y"] * scale, s["r"] * scale) for s in labels["spots"].get(name, []) if s["kind"] == kind] for kind in ("blemish", "mark")}
        self.open = [tuple(v * scale for v in s) for s in labels["unsure"].get(name, [])]
        lab = measure.lab_of(self.clean)
        self.lightness = float((lab[..., 0] * self.skin).sum() / self.skin.sum())
        generator = np.random.default_rng(sum(map(ord, name)))
        self.spotted, self.spots = paint_spots(self.clean, self.places(generator), self.width, generator)
        self.uneven = paint_unevenness(self.clean, self.skin, self.width, generator)
        self.pigment = paint_pigment(self.clean, self.skin, self.width, generator)

    def places(self, generator):
        """Where spots are painted: on smooth skin, apart from each other and from real spots."""
        rows, columns = np.nonzero(cv2.erode(fillable_skin(self.clean[..., ::-1], self.face).astype(np.uint8), np.ones((25, 25), np.uint8)))
        back, known, chosen = to_picture(self.face), [*self.labels["blemish"], *self.labels["mark"], *self.open], []
        lab = measure.lab_of(self.clean)
        for at in generator.permutation(len(rows)):
            x, y = back @ [columns[at], rows[at], 1]
            bare = self.skin[min(int(y), self.skin.shape[0] - 1), min(int(x), self.skin.shape[1] - 1)] > 0.7
            smooth = all(np.linalg.norm(measure.contrast(lab, x, y, share * self.width)) < SMOOTH for share in SIZES)
            if bare and smooth and all(np.hypot(x - u, y - v) > 0.075 * self.width for u, v, *_ in [*chosen, *known]):
                chosen.append((float(x), float(y)))
            if len(chosen) == PER_FACE:
                break
        return chosen


def lay_back(mask, face, shape):
    scale = CROP / (1.6 * face["size"])
    cos, sin = np.cos(face["angle"]) * scale, np.sin(face["angle"]) * scale
    x, y = face["centre"]
    matrix = np.array([[cos, sin, CROP / 2 - cos * x - sin * y], [-sin, cos, CROP / 2 + sin * x - cos * y]])
    return cv2.warpAffine(mask, matrix, shape[1::-1], flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP).astype(np.float32) / 255


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("portraits", type=pathlib.Path)
    arguments.add_argument("--out", type=pathlib.Path, default=ROOT / ".cache" / "quality")
    arguments.add_argument("--labels", type=pathlib.Path, help="folder of outlines drawn by eye (skin/index.json); by default labels/ beside the portraits")
    arguments.add_argument("--every", type=int, default=1, help="take each n-th face only, for a quick look")
    options = arguments.parse_args()
    landmarks = read_landmarks(options.portraits)
    labels = json.loads(LABELS.read_text())
    held_out = json.loads((ROOT / "models/training/split.json").read_text())["heldOut"]
    names = [name for name in held_out if name in landmarks and landmarks[name]["score"] > 0.9 and landmarks[name]["size"] >= SMALLEST]
    cases = [Case(options.portraits, name, landmarks[name], labels) for name in names[::options.every]]
    run_all(cases, options.out)
    tones = np.digitize([case.lightness for case in cases], np.quantile([case.lightness for case in cases], [1 / 3, 2 / 3]))
    rows = heal_table(cases, tones, options.out)
    rows |= real_table(cases, options.out)
    rows |= real_people_table(options.portraits, options.out)
    rows |= even_table(cases, tones, options.out)
    rows |= neck_table(cases, tones, options.out)
    rows |= skin_table(cases, tones, options.out, options.labels or options.portraits.parent / "labels")
    (options.out / "rows.json").write_text(json.dumps(rows, indent=1) + "\n")
    write_sheet(cases, options.out)


def read_landmarks(portraits):
    """The cached landmarks; ends with the command that makes them where there are none."""
    file = CACHE / "landmarks.json"
    if not file.exists():
        raise SystemExit(f"{file} is missing. Make it: node --import tsx models/training/prepare/prepare.ts --portraits {portraits}")
    return json.loads(file.read_text())


def run_all(cases, out):
    """Writes the pictures and retouches them, each folder in one run of the command line."""
    for folder, pick in (("clean", lambda c: c.clean), ("spots", lambda c: c.spotted), ("uneven", lambda c: c.uneven), ("pigment", lambda c: c.pigment)):
        (out / folder).mkdir(parents=True, exist_ok=True)
        for case in cases:
            cv2.imwrite(str(out / folder / f"{case.name}.png"), pick(case)[..., ::-1])
    for result, (folder, flags) in RUNS.items():
        files = [str(out / folder / f"{case.name}.png") for case in cases]
        subprocess.run(["node", str(ROOT / "dist/cli/retouch.mjs"), *files, "--out", str(out / result), *flags], check=True, stdout=subprocess.DEVNULL)


def read(out, result, case, suffix=""):
    return np.ascontiguousarray(cv2.imread(str(out / result / f"{case.name}{suffix}.png"))[..., ::-1])


def read_mask(out, result, case, name):
    """A mask that `--masks` wrote, 0-1; nothing where none was written."""
    grey = cv2.imread(str(out / result / f"{case.name}.{name}.png"), cv2.IMREAD_GRAYSCALE)
    return np.zeros(case.skin.shape, np.float32) if grey is None else grey.astype(np.float32) / 255


def heal_table(cases, tones, out):
    print(f"\nPainted spots, healing all: {len(cases)} faces, {sum(len(c.spots) for c in cases)} spots")
    print(f"{'':22}{'cleared':>8}" + "".join(f"{tone:>8}" for tone in ("dark", "middle", "light")) + f"{'texture':>9}{'dE00':>7}   " + " ".join(f"{kind:>9}" for kind in KINDS))
    rows, reasons = {}, []
    for name, retouch in {**HEALERS, "ours": None}.items():
        cleared, textures, changes = [], [], []
        for index, case in enumerate(cases):
            result = read(out, "healed", case) if retouch is None else retouch(case.spotted, case.skin, case.spots, case.width)
            clean, painted, got = map(measure.lab_of, (case.clean, case.spotted, result))
            here = [(spot, done) for spot in case.spots if (done := measure.is_cleared(clean, painted, got, spot)) is not None]
            cleared += [(tones[index], spot.kind, done) for spot, done in here]
            if retouch is None:
                hole = read_mask(out, "healed", case, "spots")
                reasons += [measure.why_left(clean, painted, hole, spot) for spot, done in here if not done]
            away = (case.skin > 0.7) & ~near(case.spots, case.skin.shape, 2.2) & ~near([Place(*p) for p in [*case.labels["blemish"], *case.labels["mark"], *case.open]], case.skin.shape, 2.5)
            textures.append(measure.texture_ratio(painted, got, away, case.width))
            changes.append(measure.difference(painted, got, away))
        share = lambda chosen: np.mean([done for *_, done in chosen]) if chosen else float("nan")
        by_tone = [share([c for c in cleared if c[0] == tone]) for tone in range(3)]
        by_kind = [share([c for c in cleared if c[1] == kind]) for kind in KINDS]
        rows[f"heal: {name}"] = {"cleared": share(cleared), "tones": by_tone, "kinds": dict(zip(KINDS, by_kind)), "texture": np.mean(textures), "deltaE": np.mean(changes)}
        print(f"{name:22}{share(cleared):8.2f}" + "".join(f"{value:8.2f}" for value in by_tone) + f"{np.mean(textures):9.3f}{np.mean(changes):7.3f}   " + " ".join(f"{value:9.2f}" for value in by_kind))
    left = {reason: reasons.count(reason) / max(1, len(cleared)) for reason in ("not found", "covered in part", "filled wrong")}
    print("Left by ours: " + ", ".join(f"{reason} {share:.2f}" for reason, share in left.items()))
    return json.loads(json.dumps(rows | {"heal: left by ours": left}, default=float))


class Place:
    def __init__(self, x, y, radius):
        self.x, self.y, self.radius = x, y, max(2.0, radius)


def near(spots, shape, radii):
    mask = np.zeros(shape, np.uint8)
    for spot in spots:
        cv2.circle(mask, (int(spot.x), int(spot.y)), int(np.ceil(radii * spot.radius)) + 3, 1, -1)
    return mask > 0


def real_table(cases, out):
    left = {"blemishes, all": [], "marks, all": [], "blemishes, default": [], "marks, default": []}
    alarms, changes = [], []
    for case in cases:
        before, everything, default, healed = map(measure.lab_of, (case.clean, read(out, "clean_all", case), read(out, "clean_default", case), read(out, "clean_heal", case)))
        for kind, title in (("blemish", "blemishes"), ("mark", "marks")):
            for spot in case.labels[kind]:
                left[f"{title}, all"].append(measure.share_left(before, everything, *spot))
                left[f"{title}, default"].append(measure.share_left(before, healed, *spot))
        report = json.loads((out / "clean_default" / f"{case.name}.json").read_text())
        known = [*case.labels["blemish"], *case.labels["mark"], *case.open]
        alarms.append(sum(all(np.hypot(s["x"] - u, s["y"] - v) > max(1.6 * max(r, s["radius"]), 0.012 * case.width) for u, v, r in known) for s in report["spots"]))
        changes.append(measure.difference(before, default, case.skin > 0.7))
    gone = {title: float(np.mean(np.array(values) <= 0.4)) if values else float("nan") for title, values in left.items()}
    kept = float(np.mean(np.array(left["marks, default"]) >= 0.75)) if left["marks, default"] else float("nan")
    print(f"\nReal spots: {len(left['blemishes, all'])} blemishes, {len(left['marks, all'])} marks on faces never seen")
    print(f"healing all: blemishes gone {gone['blemishes, all']:.2f}, marks gone {gone['marks, all']:.2f}")
    print(f"default:     blemishes gone {gone['blemishes, default']:.2f}, marks kept {kept:.2f}, false alarms a face {np.mean(alarms):.2f}, mean CIEDE2000 {np.mean(changes):.2f}")
    return {"real": {**gone, "marks kept": kept, "false alarms": float(np.mean(alarms)), "default deltaE": float(np.mean(changes))}}


def even_table(cases, tones, out):
    print("\nEvening 100")
    print(f"{'':22}{'painted out':>12}{'pigment out':>12}{'tone aside':>12}{'real left':>11}{'rims too':>10}{'light, shade':>14}{'texture':>9}{'dE00':>7}{'chroma':>8}")
    rows = {}
    for name, retouch in {**EVENERS, "ours": None}.items():
        values = []
        for case in cases:
            clean_out = read(out, "clean_even", case) if retouch is None else retouch(case.clean, case.skin, None, case.width)
            uneven_out = read(out, "uneven_even", case) if retouch is None else retouch(case.uneven, case.skin, None, case.width)
            pigment_out = read(out, "pigment_even", case) if retouch is None else retouch(case.pigment, case.skin, None, case.width)
            clean, uneven, clean_out, uneven_out = map(measure.lab_of, (case.clean, case.uneven, clean_out, uneven_out))
            pigment, pigment_out = map(measure.lab_of, (case.pigment, pigment_out))
            bare = case.skin > 0.7
            values.append((
                measure.unevenness_removed(clean, uneven, clean_out, uneven_out, case.skin, case.width),
                measure.unevenness_removed(clean, pigment, clean_out, pigment_out, case.skin, case.width),
                measure.pattern_removed(clean, pigment, clean_out, pigment_out, case.skin, case.width),
                # Where the mask fades it lies on hair and walls, which stand out far more than any blotch.
                measure.unevenness_left(clean, clean_out, bare.astype(np.float32), case.width),
                measure.unevenness_left(clean, clean_out, case.skin, case.width),
                measure.form_ratio(clean, clean_out, case.skin, case.width),
                measure.texture_ratio(clean, clean_out, bare, case.width),
                measure.difference(clean, clean_out, bare),
                measure.chroma_ratio(clean, clean_out, bare),
            ))
        mean = np.mean(values, 0)
        print(f"{name:22}{even_row(mean)}")
        if retouch is None:
            for tone, title in enumerate(("dark", "middle", "light")):
                part = np.mean([value for value, group in zip(values, tones) if group == tone], 0)
                print(f"  {title:20}{even_row(part)}")
        rows[f"even: {name}"] = dict(zip(("painted out", "pigment out", "pigment out, tone aside", "real left", "real left, rims too", "light and shade", "texture", "deltaE", "chroma"), map(float, mean)))
    return rows


def neck_table(cases, tones, out):
    """How far the tone of the neck is from the face's, before and after evening at 100. {} where no neck shows."""
    steps = []
    for tone, case in zip(tones, cases):
        face, neck = parts_of(case, read_mask(out, "clean_default", case, "skin") > 0.9)
        if min(face.sum(), neck.sum()) > 0.02 * case.width**2:
            steps.append((tone, *(measure.tone_step(measure.lab_of(picture), face, neck) for picture in (case.clean, read(out, "clean_even", case)))))
    if not steps:
        return {}
    before, after = np.mean([step[1:] for step in steps], 0)
    grown = [step[2] - step[1] for step in steps]
    groups = [(title, [g for g, step in zip(grown, steps) if step[0] == tone]) for tone, title in enumerate(("dark", "middle", "light"))]
    by_tone = ", ".join(f"{title} {np.mean(group):+.2f}" for title, group in groups if group)
    print(f"\nTone step from face to neck, {len(steps)} faces: CIEDE2000 {before:.2f} before, {after:.2f} after ({by_tone}); largest growth {max(grown):.2f}")
    return {"neck": {"before": float(before), "after": float(after), "largest growth": float(max(grown))}}


def parts_of(case, skin):
    """The face's and the neck's skin of a case, bool masks: inside the outline of the landmarks, and well below the chin."""
    points = np.array(case.face["landmarks"])
    oval = np.zeros(skin.shape, np.uint8)
    cv2.fillPoly(oval, [np.round(points[list(OVAL)]).astype(np.int32)], 1)
    reach = 2 * int(0.04 * case.width) + 1
    rows, columns = np.mgrid[: skin.shape[0], : skin.shape[1]]
    right = np.array([np.cos(case.face["angle"]), np.sin(case.face["angle"])])
    chin = points[152]
    across, down = (columns - chin[0]) * right[0] + (rows - chin[1]) * right[1], (rows - chin[1]) * right[0] - (columns - chin[0]) * right[1]
    below = (down > 0.05 * case.width) & (down < 0.8 * case.width) & (np.abs(across) < 0.5 * case.width)
    return skin & (cv2.erode(oval, np.ones((reach, reach))) > 0), skin & below & (cv2.dilate(oval, np.ones((reach, reach))) == 0)


def even_row(values):
    """The cells of a row of the evening's table."""
    painted, pigment, pattern, left, rims, form, texture, change, chroma = values
    return f"{painted:12.2f}{pigment:12.2f}{pattern:12.2f}{left:11.2f}{rims:10.2f}{form:14.3f}{texture:9.3f}{change:7.2f}{chroma:8.3f}"


def skin_table(cases, tones, out, labels):
    """The written matte against outlines drawn by eye: overlap, and what leaks beyond. {} without outlines."""
    index = labels / "skin" / "index.json"
    entries = {entry["file"]: entry for entry in json.loads(index.read_text())["pictures"]} if index.exists() else {}
    chosen = [(tone, case, entries[case.file]) for tone, case in zip(tones, cases) if case.file in entries]
    if not chosen:
        print(f"\nSkin: no outlines of these faces in {index}, left out")
        return {}
    scores = []
    for tone, case, entry in chosen:
        drawn = cv2.imread(str(labels / entry["mask"]), cv2.IMREAD_GRAYSCALE)
        matte = cv2.imread(str(out / "clean_default" / f"{case.name}.skin.png"), cv2.IMREAD_GRAYSCALE)
        left, top, right, bottom = (round(value * case.scale) for value in entry["crop"])
        found = cv2.resize(matte[top:bottom, left:right], drawn.shape[::-1], interpolation=cv2.INTER_AREA) > 127
        skin, known = drawn > 200, (drawn > 200) | (drawn < 60)
        overlap = (found & skin).sum() / max(1, ((found | skin) & known).sum())
        scores.append((tone, overlap, (found & ~skin & known).sum() / max(1, skin.sum())))
    mean = np.mean([score[1:] for score in scores], 0)
    groups = [(title, [s[1] for s in scores if s[0] == tone]) for tone, title in enumerate(("dark", "middle", "light"))]
    by_tone = ", ".join(f"{title} {np.mean(group):.2f}" for title, group in groups if group)
    print(f"\nSkin of {len(scores)} faces: IoU {mean[0]:.2f} ({by_tone}), leakage {mean[1]:.3f}")
    return {"skin": {"IoU": float(mean[0]), "leakage": float(mean[1])}}


if __name__ == "__main__":
    main()
