"""Write the skin network as ONNX: one file, float16 weights, fixed shapes."""

import io

import onnx
import torch

from ..catalogue import enter
from ..export.half_weights import halve_weights
from .examples import SIZE
from .network import SkinMatte


def export(network, path):
    """Trace `network`, write it to `path` and enter it in the catalogue."""
    buffer = io.BytesIO()
    torch.onnx.export(SkinMatte(network).eval(), (torch.rand(1, 3, SIZE, SIZE),), buffer, opset_version=13, input_names=["image"], output_names=["matte"])
    onnx.save(halve_weights(onnx.load_from_string(buffer.getvalue())), str(path))
    enter(
        "skin",
        inputs=[{"name": "image", "shape": [1, 3, SIZE, SIZE], "range": [0, 1], "meaning": "RGB, sRGB-encoded: the whole picture in a square, or an upright face crop of 2.6 face sizes"}],
        outputs=[{"name": "matte", "shape": [1, 1, SIZE, SIZE], "range": [0, 1], "meaning": "bare skin, features excluded"}],
        licence="Apache-2.0",
        source="Softlight, models/training/skin",
    )
