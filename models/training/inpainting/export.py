"""Write the inpainting network as ONNX: one file, float16 weights, squares of any side that is a multiple of STEP."""

import io

import onnx
import torch

from ..catalogue import enter, free_sides as enter_free_sides
from ..export.free_sides import free_sides
from ..export.half_weights import halve_weights
from .network import LEVELS

STEP = 2**LEVELS


def export(network, path, size=256):
    """Trace `network` at size x size, the largest it is to be given, write it to `path` and enter it in the catalogue."""
    network.eval()
    buffer = io.BytesIO()
    inputs = (torch.rand(1, 3, size, size), torch.ones(1, 1, size, size), torch.randn(1, 1, size, size))
    torch.onnx.export(network, inputs, buffer, opset_version=13, input_names=["image", "keep", "noise"], output_names=["filled"])
    onnx.save(free_sides(halve_weights(onnx.load_from_string(buffer.getvalue()))), str(path))
    enter(
        "inpainting",
        inputs=[
            {"name": "image", "shape": [1, 3, size, size], "range": [0, 1], "meaning": "RGB, sRGB-encoded, at the picture's own resolution, 0 in the holes"},
            {"name": "keep", "shape": [1, 1, size, size], "range": [0, 1], "meaning": "1 known, 0 hole"},
            {"name": "noise", "shape": [1, 1, size, size], "range": None, "meaning": "standard normal noise, from which grain is made"},
        ],
        outputs=[{"name": "filled", "shape": [1, 3, size, size], "range": [0, 1], "meaning": "RGB, sRGB-encoded; of use inside the holes only"}],
        licence="Apache-2.0",
        source="Softlight, models/training/inpainting",
    )
    enter_free_sides("inpainting", STEP)
