"""Write the blend network as ONNX: one file, float16 weights, fixed shapes."""

import io

import onnx
import torch

from ..catalogue import enter
from ..export.half_weights import halve_weights


def export(network, path, size=512):
    """Trace `network` at size x size write it to `path` and enter it in the catalogue."""
    network.eval()
    buffer = io.BytesIO()
    inputs = (torch.rand(1, 3, size, size), torch.rand(1, 1, size, size))
    torch.onnx.export(network, inputs, buffer, opset_version=13, input_names=["image", "skin"], output_names=["map"])
    onnx.save(halve_weights(onnx.load_from_string(buffer.getvalue())), str(path))
    enter(
        "blend",
        inputs=[
            {"name": "image", "shape": [1, 3, size, size], "range": [0, 1], "meaning": "RGB, sRGB-encoded: the healed upright face crop, side 1.6 face sizes"},
            {"name": "skin", "shape": [1, 1, size, size], "range": [0, 1], "meaning": "bare skin of the same crop, features excluded"},
        ],
        outputs=[{"name": "map", "shape": [1, 3, size // 4, size // 4], "range": [0, 1], "meaning": "soft-light layer (W3C), RGB, .5 neutral, full strength"}],
        licence="Apache-2.0",
        source="Softlight, models/training/blend",
    )
