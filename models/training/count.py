"""Prints the cost of each network: parameters, multiply-accumulates (MACs) of one run, bytes of its file.

    python3 -m models.training.count
"""

import json
import math
from pathlib import Path

import onnx
from onnx import numpy_helper, shape_inference

MODELS = Path(__file__).resolve().parents[1]


def count(path):
    """(parameters, MACs of convolutions and matrix products, bytes) of an ONNX file."""
    model = shape_inference.infer_shapes(onnx.load(str(path)))
    graph = model.graph
    shapes = {value.name: [d.dim_value for d in value.type.tensor_type.shape.dim] for value in [*graph.value_info, *graph.output, *graph.input]}
    weights = {tensor.name: list(numpy_helper.to_array(tensor).shape) for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "Cast" and node.input[0] in weights:
            weights[node.output[0]] = weights[node.input[0]]
        if node.op_type == "Constant":
            weights[node.output[0]] = list(numpy_helper.to_array(node.attribute[0].t).shape)
    weights = {**shapes, **weights}
    macs = 0
    for node in graph.node:
        if node.op_type == "Conv":
            macs += math.prod(shapes[node.output[0]]) * math.prod(weights[node.input[1]][1:])
        elif node.op_type == "ConvTranspose":
            macs += math.prod(shapes[node.input[0]]) * math.prod(weights[node.input[1]][1:])
        elif node.op_type in ("Gemm", "MatMul"):
            macs += math.prod(shapes[node.output[0]]) * weights[node.input[1]][0]
    parameters = sum(math.prod(numpy_helper.to_array(tensor).shape) for tensor in graph.initializer)
    return parameters, macs, path.stat().st_size


def main():
    networks = json.loads((MODELS / "catalogue.json").read_text())["networks"]
    for name, network in networks.items():
        parameters, macs, size = count(MODELS / network["file"])
        print(f"{name:18} {parameters / 1e6:6.3f} M parameters  {macs / 1e9:6.3f} GMACs  {size:9} bytes")


if __name__ == "__main__":
    main()
