"""Writes ModelScope's networks as ONNX, twice (float32, and with float16 weights), with a catalogue of their own."""

import hashlib
import io
import json
import warnings

import onnx
import torch

from ..export.half_weights import halve_weights

SIZES = {"modelscope-blemish": 768, "modelscope-inpainting": 576, "modelscope-blend": 512}
"""Pixels a side, as ModelScope runs them."""
RGB = "RGB, gamma-encoded sRGB as stored"
INPUTS = {
    "modelscope-blemish": [("image", 3, [-1, 1], f"{RGB}: the face crop, resized with aligned corners")],
    "modelscope-inpainting": [("image", 3, [-1, 1], f"{RGB}, times keep"), ("keep", 1, [0, 1], "1 where the pixel stays, 0 in holes")],
    "modelscope-blend": [("image", 3, [-1, 1], f"{RGB}: the healed face crop")],
}
OUTPUTS = {
    "modelscope-blemish": ("blemish", 1, [0, 1], "probability of a blemish"),
    "modelscope-inpainting": ("filled", 3, [-1, 1], "RGB, what the holes are filled with"),
    "modelscope-blend": ("map", 3, [0, 1], "soft-light map (Pegtop), RGB, .5 neutral"),
}


def tensors(name, batch=1):
    """The catalogue's inputs and outputs of a network."""
    size = SIZES[name]
    entry = lambda tensor, channels, limits, meaning: {"name": tensor, "shape": [batch, channels, size, size], "range": limits, "meaning": meaning}
    return [entry(*one) for one in INPUTS[name]], [entry(*OUTPUTS[name])]


def write_networks(networks, folder, sources):
    """Writes NAME.onnx, NAME.half.onnx for every network, and catalogue.json, into an existing folder.

    `sources`: name -> where the weights are from. The `half` file of an entry runs under the same name.
    """
    entries = {}
    for name, network in networks.items():
        inputs, outputs = tensors(name)
        model = to_onnx(network, inputs, outputs)
        stem = name.removeprefix("modelscope-")
        entry = _write(folder, f"{stem}.onnx", model)
        entry["half"] = _write(folder, f"{stem}.half.onnx", halve_weights(model))
        entries[name] = {**entry, "inputs": inputs, "outputs": outputs, "licence": "Apache-2.0, as its model card says", "source": sources[name]}
    (folder / "catalogue.json").write_text(json.dumps({"networks": entries}, indent=2) + "\n", encoding="utf-8")
    return entries


def to_onnx(network, inputs, outputs):
    """An ONNX model of fixed shapes; batch norms are folded into their convolutions."""
    network.eval()
    buffer = io.BytesIO()
    examples = tuple(torch.rand(one["shape"]) for one in inputs)
    with warnings.catch_warnings():
        # The exporter tells of shapes that it cannot infer; those of inputs and outputs are fixed.
        warnings.simplefilter("ignore", UserWarning)
        torch.onnx.export(network, examples, buffer, opset_version=13,
                          input_names=[one["name"] for one in inputs], output_names=[one["name"] for one in outputs])
    model = onnx.load_from_string(buffer.getvalue())
    onnx.checker.check_model(model)
    return model


def _write(folder, file, model):
    data = model.SerializeToString()
    (folder / file).write_bytes(data)
    return {"file": file, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
