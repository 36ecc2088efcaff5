"""Write the blemish network as ONNX: one file, float16 weights, fixed shapes, the sigmoid inside."""

import io

import onnx
import torch

from ..catalogue import enter
from ..export.half_weights import halve_weights


class WithSigmoid(torch.nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, image):
        return torch.sigmoid(self.network(image))


def write(network, path, size=768):
    """Trace `network` at size x size and write it to `path`."""
    network.eval()
    buffer = io.BytesIO()
    torch.onnx.export(WithSigmoid(network), torch.rand(1, 3, size, size), buffer, opset_version=13, input_names=["image"], output_names=["spots"])
    onnx.save(halve_weights(onnx.load_from_string(buffer.getvalue())), str(path))


def export(network, path, size=768):
    """Write `network` to `path` and enter it in the catalogue."""
    write(network, path, size)
    enter(
        "blemish",
        inputs=[{"name": "image", "shape": [1, 3, size, size], "range": [0, 1], "meaning": "RGB, sRGB-encoded: the upright face crop, side 1.6 face sizes"}],
        outputs=[{"name": "spots", "shape": [1, 2, size // 2, size // 2], "range": [0, 1], "meaning": "probability of a blemish (temporary), of a mark (mole, freckle)"}],
        licence="Apache-2.0",
        source="Softlight, models/training/blemish",
    )
