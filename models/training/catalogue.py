"""The list of networks, models/catalogue.json, from which the engine reads files, names and shapes.

    /usr/bin/python3 models/training/catalogue.py     brings bytes and sha256 of every entry up to date

Training scripts call `enter` after they wrote their ONNX file. An entry exists only where its file exists.
"""

import fcntl
import hashlib
import json
from pathlib import Path

MODELS = Path(__file__).resolve().parents[1]
CATALOGUE = MODELS / "catalogue.json"
ORDER = ["face-short-range", "face-full-range", "landmarks", "person", "skin", "blemish", "inpainting", "blend", "pose"]
"""As in SHIPPED_NAMES of ui/engine/networks/catalogue.ts."""


def enter(name: str, inputs: list[dict], outputs: list[dict], licence: str, source: str) -> None:
    """Adds or replaces the entry of models/NAME.onnx.

    Each input and output is {"name", "shape", "range": [low, high] or None, "meaning"}.
    Raises FileNotFoundError without the file, KeyError for a name the engine does not know.
    """
    if name not in ORDER:
        raise KeyError(f"{name} is not a network of the engine")
    entry = {"file": f"{name}.onnx", **_fingerprint(MODELS / f"{name}.onnx")}
    _update(lambda networks: networks | {name: entry | {"inputs": inputs, "outputs": outputs, "licence": licence, "source": source}})


def free_sides(name: str, step: int) -> None:
    """Notes that a network takes squares of any side that is a multiple of `step`, up to the side entered."""
    _update(lambda networks: networks | {name: networks[name] | _fingerprint(MODELS / networks[name]["file"]) | {"sideStep": step}})


def refresh() -> None:
    """Brings bytes and sha256 of every entry up to date; drops entries whose file is gone."""
    def renewed(networks: dict) -> dict:
        present = {name: entry for name, entry in networks.items() if (MODELS / entry["file"]).exists()}
        return {name: entry | _fingerprint(MODELS / entry["file"]) for name, entry in present.items()}

    _update(renewed)


def _fingerprint(path: Path) -> dict:
    data = path.read_bytes()
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def _update(change) -> None:
    # Several trainings may end at the same time.
    with open(__file__, "rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        networks = json.loads(CATALOGUE.read_text(encoding="utf-8"))["networks"] if CATALOGUE.exists() else {}
        networks = change(networks)
        ordered = {name: networks[name] for name in ORDER if name in networks}
        CATALOGUE.write_text(json.dumps({"networks": ordered}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    refresh()
