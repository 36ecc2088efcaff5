"""Compares exported networks in onnxruntime-web with their PyTorch networks, and stores outputs for the self-test."""

import json
import pathlib
import subprocess

import torch

from .read_weights import WeightsError

LIMIT = 1e-4
"""Largest difference of a float32 network, in units of its output (probability, map, colour in -1 to 1)."""
HALF_LIMIT = 0.05
"""Largest difference of a network with float16 weights, in the same units. More is an error of the export."""
SEED = 7
ROOT = pathlib.Path(__file__).resolve().parents[3]


def check_networks(networks, entries, folder):
    """Runs every network of `entries` (see export.py; files in `folder`) on random inputs, both ways.

    Returns name -> (difference of the float32 file, of the one with float16 weights). Raises WeightsError beyond the limits.
    """
    generator = torch.Generator().manual_seed(SEED)
    runs = []
    for name, network in networks.items():
        entry = entries[name]
        inputs = [_random(one, generator) for one in entry["inputs"]]
        with torch.no_grad():
            expected = network(*inputs)
        tensors = {
            "inputs": [_store(one, value, folder / f"{name}.{one['name']}.f32") for one, value in zip(entry["inputs"], inputs)],
            "outputs": [_store(entry["outputs"][0], expected, folder / f"{name}.expected.f32")],
        }
        runs += [{"file": str(folder / file), **tensors} for file in (entry["file"], entry["half"]["file"])]
    differences = iter(_run(runs, folder))
    found = {name: (next(differences), next(differences)) for name in networks}
    for name, (full, half) in found.items():
        if full is None or full > LIMIT:
            raise WeightsError(f"{name}: onnxruntime-web and PyTorch differ by {full}, more than {LIMIT}")
        if half is None or half > HALF_LIMIT:
            raise WeightsError(f"{name}: with float16 weights it differs by {half}, more than {HALF_LIMIT}")
    return found


def store_golden(folder):
    """Stores the expected outputs of the engine's self-test in the catalogue in `folder`. Raises WeightsError."""
    done = subprocess.run(["node", "--import", "tsx", "test/golden/imported.ts", str(folder.resolve())], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        raise WeightsError(f"the networks do not run in the engine: {done.stderr.strip()[-400:]}")


def _random(tensor, generator):
    """Random values over the whole range, coarse and fine. Fine noise alone leaves most features near zero."""
    low, high = tensor["range"]
    n, c, h, w = tensor["shape"]
    coarse = torch.nn.functional.interpolate(torch.rand(n, c, 16, 16, generator=generator), (h, w), mode="bilinear", align_corners=False)
    return low + (high - low) * (0.7 * coarse + 0.3 * torch.rand(n, c, h, w, generator=generator))


def _store(tensor, value, path):
    path.write_bytes(value.contiguous().numpy().tobytes())
    return {"name": tensor["name"], "shape": tensor["shape"], "data": str(path)}


def _run(runs, folder):
    manifest = folder / "compare.json"
    manifest.write_text(json.dumps(runs), encoding="utf-8")
    script = pathlib.Path(__file__).with_name("compare.mjs")
    done = subprocess.run(["node", str(script), str(manifest)], capture_output=True, text=True)
    for path in {manifest} | {pathlib.Path(one["data"]) for run in runs for one in [*run["inputs"], *run["outputs"]]}:
        path.unlink()
    if done.returncode != 0:
        raise WeightsError(f"the networks do not run in onnxruntime-web: {done.stderr.strip()[-400:]}")
    return json.loads(done.stdout)
