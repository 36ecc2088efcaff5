"""Turns a parsed TFLite network (NHWC) into an ONNX graph (NCHW), operator by operator.

Four-dimensional activations are transposed to NCHW once and for all; a RESHAPE away from four dimensions
first goes back to NHWC, so that its values keep TFLite's order. SAME padding is written as explicit pads,
because at stride 2 TFLite puts the odd row and column at the bottom and right.
"""

import struct

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .tflite_file import Network, Operator, Table

OPSET = 13
SAME = 0
ADD, AVERAGE_POOL, CONCATENATION, CONV, DEPTHWISE_CONV, DEQUANTIZE = 0, 1, 2, 3, 4, 6
LOGISTIC, MAX_POOL, MUL, RELU, RESHAPE, RESIZE_BILINEAR, CUSTOM, PAD = 14, 17, 18, 19, 22, 23, 32, 34
PRELU, HARD_SWISH = 54, 117
NO_ACTIVATION, RELU_ACTIVATION, RELU6_ACTIVATION = 0, 1, 3


class Converter:
    """Builds one ONNX graph.

    `inputs` and `outputs` give the names in the order of the TFLite file; an output may come with a final
    shape, for a network that returns a list of numbers as a 1 × 1 picture. Outputs of the file beyond those
    named are left out, with everything that only they need.
    """

    def __init__(self, network: Network, inputs: list[str], outputs: list[tuple[str, list[int] | None]]):
        self.network = network
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []
        self.constants = {i: t.values for i, t in enumerate(network.tensors) if t.values is not None}
        self.names: dict[int, str] = {}
        self.made = 0
        self.output_names = outputs
        for index, name in zip(network.inputs, inputs, strict=True):
            self.names[index] = name

    def convert(self) -> onnx.ModelProto:
        tensors = self.network.tensors
        for operator in self.network.operators:
            self._operator(operator)
        inputs = [_value(self.names[i], _nchw(tensors[i].shape)) for i in self.network.inputs]
        outputs = []
        named = self.network.outputs[: len(self.output_names)]
        for index, (name, shape) in zip(named, self.output_names, strict=True):
            final = shape or _nchw(tensors[index].shape)
            if shape is None:
                self._emit("Identity", [self.names[index]], output=name)
            else:
                self._emit("Reshape", [self.names[index], self._constant(np.array(shape, np.int64))], output=name)
            outputs.append(_value(name, final))
        self._drop_unused([name for name, _ in self.output_names])
        graph = helper.make_graph(self.nodes, "network", inputs, outputs, self.initializers)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="softlight")
        model.ir_version = 7
        onnx.checker.check_model(model)
        return model

    def _drop_unused(self, outputs: list[str]) -> None:
        needed = set(outputs)
        kept = []
        for node in reversed(self.nodes):
            if needed.isdisjoint(node.output):
                continue
            needed.update(node.input)
            kept.append(node)
        self.nodes = kept[::-1]
        self.initializers = [tensor for tensor in self.initializers if tensor.name in needed]

    # Building blocks

    def _emit(self, kind: str, inputs: list[str], output: str | None = None, **attributes) -> str:
        self.made += 1
        name = output or f"t{self.made}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def _constant(self, values: np.ndarray) -> str:
        self.made += 1
        name = f"c{self.made}"
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _operand(self, index: int) -> str:
        """A tensor by name; constants in the layout that broadcasts against NCHW."""
        if index not in self.constants:
            return self.names[index]
        values = self.constants[index].astype(np.float32)
        if values.ndim == 4:
            values = values.transpose(0, 3, 1, 2)
        elif values.ndim == 1:
            values = values.reshape(-1, 1, 1)
        return self._constant(values)

    def _activate(self, name: str, activation: int) -> str:
        if activation == NO_ACTIVATION:
            return name
        if activation == RELU_ACTIVATION:
            return self._emit("Relu", [name])
        if activation == RELU6_ACTIVATION:
            limits = [self._constant(np.array(limit, np.float32)) for limit in (0, 6)]
            return self._emit("Clip", [name, *limits])
        raise ValueError(f"activation {activation} is not known")

    def _pads(self, index: int, padding: int, kernel: tuple[int, int], stride: tuple[int, int], dilation=(1, 1)) -> list[int]:
        if padding != SAME:
            return [0, 0, 0, 0]
        _, height, width, _ = self.network.tensors[index].shape
        before, after = [], []
        for size, taps, step, spread in zip((height, width), kernel, stride, dilation):
            reach = (taps - 1) * spread + 1
            total = max((-(-size // step) - 1) * step + reach - size, 0)
            before.append(total // 2)
            after.append(total - total // 2)
        return before + after

    # Operators

    def _operator(self, op: Operator) -> None:
        tensors = self.network.tensors
        if op.builtin == DEQUANTIZE:
            self.constants[op.outputs[0]] = self.constants[op.inputs[0]].astype(np.float32)
            return
        options = op.options
        first = op.inputs[0]
        if op.builtin == CONV:
            result = self._convolution(op, depthwise=False)
        elif op.builtin == DEPTHWISE_CONV:
            result = self._convolution(op, depthwise=True)
        elif op.builtin in (ADD, MUL):
            kind = "Add" if op.builtin == ADD else "Mul"
            result = self._emit(kind, [self._operand(index) for index in op.inputs])
            result = self._activate(result, options.scalar(0, "b") if options else NO_ACTIVATION)
        elif op.builtin == RELU:
            result = self._emit("Relu", [self._operand(first)])
        elif op.builtin == PRELU:
            slope = self.constants[op.inputs[1]].reshape(-1, 1, 1).astype(np.float32)
            result = self._emit("PRelu", [self._operand(first), self._constant(slope)])
        elif op.builtin == LOGISTIC:
            result = self._emit("Sigmoid", [self._operand(first)])
        elif op.builtin == HARD_SWISH:
            gate = self._emit("HardSigmoid", [self._operand(first)], alpha=1 / 6, beta=0.5)
            result = self._emit("Mul", [self._operand(first), gate])
        elif op.builtin in (MAX_POOL, AVERAGE_POOL):
            result = self._pool(op)
        elif op.builtin == PAD:
            before, after = self.constants[op.inputs[1]].T[:, [0, 3, 1, 2]]
            pads = self._constant(np.concatenate([before, after]).astype(np.int64))
            result = self._emit("Pad", [self._operand(first), pads])
        elif op.builtin == RESIZE_BILINEAR:
            result = self._resize(op)
        elif op.builtin == RESHAPE:
            name = self._operand(first)
            if len(tensors[first].shape) == 4:
                name = self._emit("Transpose", [name], perm=[0, 2, 3, 1])
            shape = tensors[op.outputs[0]].shape
            result = self._emit("Reshape", [name, self._constant(np.array(shape, np.int64))])
            if len(shape) == 4:
                result = self._emit("Transpose", [result], perm=[0, 3, 1, 2])
        elif op.builtin == CONCATENATION:
            axis = options.scalar(0)
            if len(tensors[op.outputs[0]].shape) == 4:
                axis = {0: 0, 1: 2, 2: 3, 3: 1}[axis % 4]
            result = self._emit("Concat", [self._operand(index) for index in op.inputs], axis=axis)
        elif op.builtin == CUSTOM and op.custom == "Convolution2DTransposeBias":
            result = self._transposed_convolution(op)
        else:
            raise ValueError(f"operator {op.builtin} {op.custom} is not known")
        self.names[op.outputs[0]] = result

    def _convolution(self, op: Operator, depthwise: bool) -> str:
        options: Table = op.options
        padding, stride = options.scalar(0, "b"), (options.scalar(2, default=1), options.scalar(1, default=1))
        at = 4 if depthwise else 3
        activation = options.scalar(at, "b")
        dilation = (options.scalar(at + 2, default=1), options.scalar(at + 1, default=1))
        weights = self.constants[op.inputs[1]].astype(np.float32)
        # OHWI → OIHW; depthwise keeps its channels in the last place: 1HWO → O1HW.
        weights = weights.transpose(3, 0, 1, 2) if depthwise else weights.transpose(0, 3, 1, 2)
        group = self.network.tensors[op.inputs[0]].shape[3] if depthwise else 1
        inputs = [self._operand(op.inputs[0]), self._constant(weights)]
        if len(op.inputs) > 2:
            inputs.append(self._constant(self.constants[op.inputs[2]].astype(np.float32)))
        kernel = weights.shape[2:]
        pads = self._pads(op.inputs[0], padding, kernel, stride, dilation)
        result = self._emit(
            "Conv", inputs, kernel_shape=list(kernel), strides=list(stride), dilations=list(dilation), group=group, pads=pads
        )
        return self._activate(result, activation)

    def _pool(self, op: Operator) -> str:
        options: Table = op.options
        stride = (options.scalar(2), options.scalar(1))
        kernel = (options.scalar(4), options.scalar(3))
        pads = self._pads(op.inputs[0], options.scalar(0, "b"), kernel, stride)
        kind = "MaxPool" if op.builtin == MAX_POOL else "AveragePool"
        result = self._emit(kind, [self._operand(op.inputs[0])], kernel_shape=list(kernel), strides=list(stride), pads=pads)
        return self._activate(result, options.scalar(5, "b"))

    def _resize(self, op: Operator) -> str:
        options: Table = op.options
        aligned, half_pixel = options.scalar(2, "b"), options.scalar(3, "b")
        mode = "align_corners" if aligned else "half_pixel" if half_pixel else "asymmetric"
        # Scales, where they are whole numbers, keep more execution providers on their fast path than sizes.
        _, height, width, _ = self.network.tensors[op.inputs[0]].shape
        _, new_height, new_width, _ = self.network.tensors[op.outputs[0]].shape
        scales = self._constant(np.array([1, 1, new_height / height, new_width / width], np.float32))
        return self._emit("Resize", [self._operand(op.inputs[0]), "", scales], mode="linear", coordinate_transformation_mode=mode)

    def _transposed_convolution(self, op: Operator) -> str:
        _, stride_width, stride_height = struct.unpack_from("<3i", op.custom_options)
        weights = self.constants[op.inputs[1]].astype(np.float32).transpose(3, 0, 1, 2)
        bias = self.constants[op.inputs[2]].astype(np.float32)
        return self._emit(
            "ConvTranspose", [self._operand(op.inputs[0]), self._constant(weights), self._constant(bias)],
            kernel_shape=list(weights.shape[2:]), strides=[stride_height, stride_width],
        )


def _nchw(shape: list[int]) -> list[int]:
    return [shape[0], shape[3], shape[1], shape[2]] if len(shape) == 4 else shape


def _value(name: str, shape: list[int]) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
