"""Reads the parts of a TFLite flatbuffer that a float network needs.

Field numbers follow tensorflow/lite/schema/schema.fbs (version 3).
"""

import struct
from dataclasses import dataclass

import numpy as np

DTYPES = {0: np.float32, 1: np.float16, 2: np.int32, 3: np.uint8, 4: np.int64, 9: np.int8}


class Table:
    """A flatbuffer table at a byte offset."""

    def __init__(self, data: bytes, offset: int):
        self.data = data
        self.offset = offset
        self.vtable = offset - struct.unpack_from("<i", data, offset)[0]

    def _field(self, number: int) -> int:
        slot = 4 + 2 * number
        if slot >= struct.unpack_from("<H", self.data, self.vtable)[0]:
            return 0
        relative = struct.unpack_from("<H", self.data, self.vtable + slot)[0]
        return self.offset + relative if relative else 0

    def scalar(self, number: int, kind: str = "i", default=0):
        at = self._field(number)
        return struct.unpack_from("<" + kind, self.data, at)[0] if at else default

    def table(self, number: int) -> "Table | None":
        at = self._field(number)
        return Table(self.data, at + struct.unpack_from("<I", self.data, at)[0]) if at else None

    def _vector(self, number: int) -> tuple[int, int]:
        at = self._field(number)
        if not at:
            return 0, 0
        start = at + struct.unpack_from("<I", self.data, at)[0]
        return start + 4, struct.unpack_from("<I", self.data, start)[0]

    def ints(self, number: int) -> list[int]:
        start, count = self._vector(number)
        return list(struct.unpack_from(f"<{count}i", self.data, start)) if count else []

    def bytes(self, number: int) -> bytes:
        start, count = self._vector(number)
        return self.data[start : start + count]

    def tables(self, number: int) -> list["Table"]:
        start, count = self._vector(number)
        spots = (start + 4 * index for index in range(count))
        return [Table(self.data, at + struct.unpack_from("<I", self.data, at)[0]) for at in spots]


@dataclass
class Tensor:
    name: str
    shape: list[int]
    values: np.ndarray | None
    """The constant, or None for what is computed."""


@dataclass
class Operator:
    builtin: int
    custom: str
    inputs: list[int]
    outputs: list[int]
    options: Table | None
    custom_options: bytes


@dataclass
class Network:
    tensors: list[Tensor]
    operators: list[Operator]
    inputs: list[int]
    outputs: list[int]


def read_tflite(data: bytes) -> Network:
    """Parses a TFLite file. Raises ValueError where the bytes are none, or hold several subgraphs."""
    if data[4:8] != b"TFL3":
        raise ValueError("not a TFLite file")
    model = Table(data, struct.unpack_from("<I", data, 0)[0])
    subgraphs = model.tables(2)
    if len(subgraphs) != 1:
        raise ValueError(f"expected one subgraph, found {len(subgraphs)}")
    graph = subgraphs[0]
    buffers = model.tables(4)
    codes = []
    for code in model.tables(1):
        # Old files keep the operator in a byte; newer ones in field 3, the byte then being its lower bound.
        builtin = max(code.scalar(0, "b"), code.scalar(3, "i"))
        codes.append((builtin, code.bytes(1).decode()))
    operators = []
    for entry in graph.tables(3):
        builtin, custom = codes[entry.scalar(0, "I")]
        operators.append(Operator(builtin, custom, entry.ints(1), entry.ints(2), entry.table(4), entry.bytes(5)))
    tensors = [_tensor(entry, buffers) for entry in graph.tables(0)]
    return Network(tensors, operators, graph.ints(1), graph.ints(2))


def _tensor(entry: Table, buffers: list[Table]) -> Tensor:
    shape = entry.ints(0)
    raw = buffers[entry.scalar(2, "I")].bytes(0)
    values = None
    if raw:
        values = np.frombuffer(raw, DTYPES[entry.scalar(1, "b")]).reshape(shape)
    return Tensor(entry.bytes(3).decode(), shape, values)
