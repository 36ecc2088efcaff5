"""Reads a PyTorch checkpoint as data: tensors in dictionaries, and nothing else.

A checkpoint is a pickle, and a pickle can call any function of any module. Only newer versions of `torch.load` prevent
that, and only for some formats. They pass a zip that holds TorchScript to another loader. So this module reads the two
formats of `torch.save`: a zip, and a series of pickles before version 1.6. Its unpickler knows only ordered
dictionaries, tensors and their storages. It refuses a file that names anything else, before it calls anything.
"""

import collections
import io
import os
import pickle
import struct
import sys
import zipfile

import torch

LEGACY_MAGIC = 0x1950A86A20F9469CFC6C
"""First pickle of a file in the format before version 1.6."""
LEGACY_PROTOCOL = 1001
TYPES = {
    "FloatStorage": torch.float32, "DoubleStorage": torch.float64, "HalfStorage": torch.float16, "BFloat16Storage": torch.bfloat16,
    "LongStorage": torch.int64, "IntStorage": torch.int32, "ShortStorage": torch.int16, "CharStorage": torch.int8,
    "ByteStorage": torch.uint8, "BoolStorage": torch.bool,
}


class WeightsError(Exception):
    """A checkpoint cannot be used. The message tells the reason for users."""


def read_weights(path):
    """Reads the checkpoint at `path`: nested dictionaries of plain values and tensors, each in memory of its own.

    Raises WeightsError: the file is missing, cut short, damaged, of another format, or holds more than weights.
    """
    try:
        with open(path, "rb") as file:
            if zipfile.is_zipfile(file):
                return _read_zip(file)
            file.seek(0)
            return _read_legacy(file)
    except WeightsError as error:
        raise WeightsError(f"{path}: {error}") from None
    except FileNotFoundError:
        raise WeightsError(f"{path}: there is no such file") from None
    except OSError as error:
        raise WeightsError(f"{path}: it cannot be read ({error.strerror})") from None
    except Exception as error:  # A damaged pickle can fail in any way that Python knows.
        raise WeightsError(f"{path}: it is damaged, cut short, or no PyTorch checkpoint ({error})") from None


def _read_zip(file):
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        if any(name.endswith("/constants.pkl") for name in names):
            raise WeightsError("it holds a TorchScript program, not only weights")
        pickles = [name for name in names if name.endswith("/data.pkl")]
        if len(pickles) != 1:
            raise WeightsError("it is a zip, but no PyTorch checkpoint")
        folder = pickles[0][: -len("data.pkl")]
        if folder + "byteorder" in names and archive.read(folder + "byteorder").decode() != sys.byteorder:
            raise WeightsError("it was written on a machine of the other byte order")
        storages = {}

        def storage(dtype, key, count):
            if key not in storages:
                storages[key] = _tensor(archive.read(f"{folder}data/{key}"), dtype, count)
            return storages[key]

        return _Unpickler(io.BytesIO(archive.read(pickles[0])), storage).load()


def _read_legacy(file):
    """Magic, protocol, the writer's machine, the object with its storages by key, the keys, then each storage's bytes."""
    if _Unpickler(file, None).load() != LEGACY_MAGIC or _Unpickler(file, None).load() != LEGACY_PROTOCOL:
        raise WeightsError("it is no PyTorch checkpoint")
    machine = _Unpickler(file, None).load()
    if machine["little_endian"] != (sys.byteorder == "little"):
        raise WeightsError("it was written on a machine of the other byte order")
    left = os.fstat(file.fileno()).st_size
    storages = {}

    def storage(dtype, key, count):
        if key not in storages:
            if not 0 <= count <= left:
                raise WeightsError("it is cut short")
            storages[key] = torch.empty(count, dtype=dtype)
        return storages[key]

    content = _Unpickler(file, storage).load()
    for key in _Unpickler(file, None).load():
        (count,) = struct.unpack("<q", file.read(8))
        values = storages[key]
        if count != values.numel():
            raise WeightsError(f"its storage {key} has {count} values, not {values.numel()}")
        if count > 0:
            values.copy_(_tensor(file.read(count * values.element_size()), values.dtype, count))
    return content


def _tensor(data, dtype, count):
    size = torch.empty(0, dtype=dtype).element_size()
    if len(data) != count * size:
        raise WeightsError("it is cut short")
    return torch.frombuffer(bytearray(data), dtype=dtype) if count > 0 else torch.empty(0, dtype=dtype)


class _Unpickler(pickle.Unpickler):
    """`storage(dtype, key, count)` gives a storage as a flat tensor; None where none may come."""

    def __init__(self, file, storage):
        super().__init__(file, encoding="utf-8")
        self._storage = storage

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if module == "torch" and name in TYPES:
            return TYPES[name]
        if module == "torch._utils" and name == "_rebuild_tensor_v2":
            return _rebuild_tensor
        if module == "torch._utils" and name == "_rebuild_parameter":
            return lambda tensor, *_: tensor
        raise WeightsError(f"it holds {module}.{name}, which is not weights; nothing of it was run")

    def persistent_load(self, name):
        kind, dtype, key, _, count, *view = name
        if self._storage is None or kind != "storage" or (view and view[0] is not None):
            raise WeightsError("its tensors are stored in a way that is not known here")
        return self._storage(dtype, key, count)


def _rebuild_tensor(storage, offset, size, stride, *_):
    return torch.as_strided(storage, size, stride, offset)
