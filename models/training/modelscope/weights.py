"""ModelScope's three networks: where each lies in the published files, and under which name the engine knows it."""

import hashlib
import pathlib

from .blemish import BlemishNetwork
from .blend import BlendNetwork
from .inpainting import InpaintingNetwork
from .read_weights import WeightsError, read_weights

FILES = {
    "pytorch_model.pt": "760d0c0b95c4e0a692165677fe2b82dbdf8fbbd4a3780ca966599c627b082993",
    "joint_20210926.pth": "c9e1388b19d9334c90db08308c86de208f535920ee381ae8a9cb63484a78351a",
}
"""Published file -> sha-256, as two independent ports of ModelScope give it."""
NETWORKS = {
    "modelscope-blemish": (BlemishNetwork, "joint_20210926.pth", "detection_net"),
    "modelscope-inpainting": (InpaintingNetwork, "joint_20210926.pth", "inpainting_net"),
    "modelscope-blend": (BlendNetwork, "pytorch_model.pt", "generator"),
}
"""Name -> class, file, key of the state dict in it."""


def build(base):
    """All networks with untrained weights, by name. `base`: channels of the first level."""
    return {name: network(base).eval() for name, (network, _, _) in NETWORKS.items()}


def load(folder, base, say=print):
    """The networks with the weights of `folder`, loaded strictly, and the sha-256 of each file.

    Raises WeightsError. `say` hears of files that are not the known ones.
    """
    folder = pathlib.Path(folder)
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise WeightsError(f"{folder}: {' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not there")
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    content = {name: read_weights(folder / name) for name in FILES}
    networks = build(base)
    for name, network in networks.items():
        _, file, key = NETWORKS[name]
        _fill(network, content[file], key, folder / file)
    for name, known in FILES.items():
        if hashes[name] != known:
            say(f"Note: {name} is not the file that is known here. Its sha-256 is {hashes[name]}, of the known one {known}.")
    return networks, hashes


def _fill(network, content, key, path):
    state = content.get(key) if isinstance(content, dict) else None
    if not isinstance(state, dict):
        held = ", ".join(map(str, content)) if isinstance(content, dict) else type(content).__name__
        raise WeightsError(f"{path}: there is no state dict under \"{key}\" (it holds: {held})")
    try:
        network.load_state_dict(state, strict=True)
    except Exception as error:  # RuntimeError lists keys and shapes; a value that is no tensor fails otherwise.
        raise WeightsError(f"{path}: \"{key}\" is another network than the published one: {_first_lines(error)}") from None


def _first_lines(error):
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join(lines[1:3] or lines)[:400]
