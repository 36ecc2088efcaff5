"""Write the parsing network as ONNX: one file, float16 weights, fixed shapes.

    python3 -m models.training.skin.export .cache/training/skin/candidate.onnx

puts a candidate in the place of models/skin.onnx and enters it in the catalogue, after it has beaten the old one in
models.training.skin.evaluate.
"""

import io
import shutil
import sys

import onnx
import torch

from ..catalogue import MODELS, enter
from ..export.half_weights import halve_weights
from .classes import CLASSES
from .network import SkinMatte

SIZE = 256


def write(network, path):
    """Trace `network` and write it to `path`."""
    buffer = io.BytesIO()
    torch.onnx.export(SkinMatte(network.float()).eval(), (torch.rand(1, 3, SIZE, SIZE),), buffer, opset_version=13,
                      input_names=["image"], output_names=["matte", "classes"])
    onnx.save(halve_weights(onnx.load_from_string(buffer.getvalue())), str(path))


def main():
    shutil.copyfile(sys.argv[1], MODELS / "skin.onnx")
    seen = "RGB, sRGB-encoded: the whole picture in a square, or an upright face crop of 2.6 face sizes"
    enter(
        "skin",
        inputs=[{"name": "image", "shape": [1, 3, SIZE, SIZE], "range": [0, 1], "meaning": seen}],
        outputs=[
            {"name": "matte", "shape": [1, 1, SIZE, SIZE], "range": [0, 1], "meaning": "bare skin of face and body, features excluded"},
            {"name": "classes", "shape": [1, len(CLASSES), SIZE // 2, SIZE // 2], "range": [0, 1], "meaning": "probabilities: " + ", ".join(CLASSES)},
        ],
        licence="Apache-2.0",
        source="Softlight, models/training/skin",
    )


if __name__ == "__main__":
    main()
