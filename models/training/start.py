"""Weights to go on from: those of a shipped ONNX file, where batch norm is folded into the convolutions."""

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn


def start_from(network, path):
    """Loads the weights of the ONNX file at `path` into `network`, whose batch norms become the shifts that they left.

    Convolutions are matched in order. Raises ValueError where the file holds another network.
    """
    graph = onnx.load(str(path)).graph
    values = {tensor.name.removesuffix("/half"): numpy_helper.to_array(tensor).astype(np.float32) for tensor in graph.initializer}
    given = [[values[name] for name in node.input[1:]] for node in graph.node if node.op_type == "Conv"]
    layers = [module for module in network.modules() if isinstance(module, (nn.Conv2d, nn.BatchNorm2d))]
    convolutions = [(layer, layers[index + 1:index + 2]) for index, layer in enumerate(layers) if isinstance(layer, nn.Conv2d)]
    if len(given) != len(convolutions) or any(weights[0].shape != layer.weight.shape for weights, (layer, _) in zip(given, convolutions)):
        raise ValueError(f"{path} holds another network")
    with torch.no_grad():
        for weights, (layer, behind) in zip(given, convolutions):
            layer.weight.copy_(torch.from_numpy(weights[0].copy()))
            shift = torch.from_numpy(weights[1].copy()) if len(weights) > 1 else None
            if layer.bias is not None:
                layer.bias.copy_(shift)
            elif behind and isinstance(behind[0], nn.BatchNorm2d):
                norm = behind[0]
                norm.weight.fill_((1 + norm.eps) ** 0.5)
                norm.running_mean.zero_()
                norm.running_var.fill_(1)
                norm.bias.copy_(shift)
