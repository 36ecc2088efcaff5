"""Takes ModelScope's published weights into use: `npm run models:import -- DIR [--out FOLDER]`.

DIR holds pytorch_model.pt and joint_20210926.pth of ModelScope's cv_unet_skin-retouching. Their networks are written
as ONNX, compared with PyTorch in onnxruntime-web, and laid into FOLDER (models/modelscope, which git ignores) as the
network set "modelscope": `npm run retouch -- PHOTO --out DIR --networks modelscope`. Nothing is written unless all is well.
"""

import argparse
import os
import pathlib
import shutil
import sys
import tempfile

from .blend import BASE
from .check import check_networks, store_golden
from .export import write_networks
from .read_weights import WeightsError
from .weights import NETWORKS, load

MODELS = pathlib.Path(__file__).resolve().parents[2]
OUT = MODELS / "modelscope"


def import_weights(folder, out, base=BASE, say=print):
    """Reads the weights of `folder`, and makes or replaces the network set at `out`. Raises WeightsError."""
    networks, hashes = load(folder, base, say)
    say("Weights loaded. Writing the networks, and running each in PyTorch and in onnxruntime-web (a few minutes) …")
    sources = {name: f"ModelScope cv_unet_skin-retouching, {file} [{key}], sha-256 {hashes[file]}" for name, (_, file, key) in NETWORKS.items()}
    differences = write_set(networks, out, sources)
    for name, (full, half) in differences.items():
        say(f"{name:20} largest difference to PyTorch {full:.1e}, with float16 weights {half:.1e}")


def write_set(networks, out, sources):
    """Makes or replaces the network set at `out`, whole or not at all. Returns the differences to PyTorch, see check.py."""
    out = pathlib.Path(out)
    if out.exists() and not (out / "catalogue.json").is_file() and (not out.is_dir() or any(out.iterdir())):
        raise WeightsError(f"{out} is not a folder of networks; name another with --out")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        making = pathlib.Path(tempfile.mkdtemp(prefix=".modelscope-", dir=out.parent))
    except OSError as error:
        raise WeightsError(f"{out} cannot be written ({error.strerror})") from None
    try:
        differences = check_networks(networks, write_networks(networks, making, sources), making)
        store_golden(making)
        making.chmod(0o755)
        _replace(making, out)
        return differences
    except OSError as error:
        raise WeightsError(f"{out} cannot be written ({error.strerror})") from None
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _replace(making, out):
    old = making.with_name(making.name + "-old")
    if out.exists():
        out.rename(old)
    try:
        making.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def main():
    # npm moves to the package's folder; relative paths are meant from where the command was typed.
    given_from = pathlib.Path(os.environ.get("INIT_CWD", "."))
    parser = argparse.ArgumentParser(prog="npm run models:import --", description=__doc__.split("\n\n")[1])
    parser.add_argument("folder", metavar="DIR")
    parser.add_argument("--out", metavar="FOLDER", type=lambda path: given_from / path, default=OUT)
    options = parser.parse_args()
    try:
        import_weights(given_from / options.folder, options.out)
    except WeightsError as error:
        sys.exit(f"Nothing was imported. {error}")
    print(f"The network set \"modelscope\" is in {options.out}.")


if __name__ == "__main__":
    main()
