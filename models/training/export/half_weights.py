"""Halve the size of an ONNX file: weights as float16, a Cast to float32 in front of each use.

The arithmetic stays float32, so every execution provider runs it; only the file shrinks.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SMALLEST = 16
"""Arrays with fewer values stay float32: the Cast node would be larger than what it saves."""


def halve_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """Store every float32 initializer of at least SMALLEST values as float16 (in place; returned as well).

    Raises ValueError where a weight does not fit float16 (magnitude above 65504).
    """
    graph = model.graph
    casts = []
    for tensor in graph.initializer:
        if tensor.data_type != TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(tensor)
        if values.size < SMALLEST:
            continue
        half = values.astype(np.float16)
        if not np.isfinite(half).all():
            raise ValueError(f"weight {tensor.name} does not fit float16")
        full_name, half_name = tensor.name, tensor.name + "/half"
        tensor.CopyFrom(numpy_helper.from_array(half, half_name))
        casts.append(helper.make_node("Cast", [half_name], [full_name], to=TensorProto.FLOAT))
    nodes = casts + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model
