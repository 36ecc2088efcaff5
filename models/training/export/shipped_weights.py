"""The weights of a shipped network, to go on from where its checkpoints are gone: what half_weights made of them."""

import numpy as np
import onnx
import torch
from onnx import numpy_helper


def shipped_weights(path, names, prefix=""):
    """State of the network in the ONNX file `path`: {name: float32 tensor}. `prefix` is what the file has before each name.

    Raises KeyError where the file holds another network.
    """
    tensors = {tensor.name.removesuffix("/half"): tensor for tensor in onnx.load(str(path)).graph.initializer}
    return {name: torch.from_numpy(numpy_helper.to_array(tensors[prefix + name]).astype(np.float32)) for name in names}
