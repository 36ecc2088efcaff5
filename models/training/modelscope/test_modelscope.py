"""Tests of ModelScope's networks and of their import: `python3 -m unittest models.training.modelscope.test_modelscope`."""

import json
import os
import pathlib
import pickle
import tempfile
import unittest
import zipfile
from unittest import mock

import torch

from . import check
from .blend import BASE
from .count import count
from .import_weights import import_weights
from .random_weights import random_networks, write_checkpoints
from .read_weights import WeightsError, read_weights
from .weights import FILES, build

SMALL = 4
FOLDER = tempfile.TemporaryDirectory()
NORM = {"weight", "bias", "running_mean", "running_var"}


def small_checkpoints():
    folder = pathlib.Path(FOLDER.name) / "checkpoints"
    if not folder.exists():
        write_checkpoints(random_networks(SMALL), folder)
    return folder


class Networks(unittest.TestCase):
    """Against the published numbers, counted in ModelScope's own code."""

    networks = build(BASE)

    def test_parameters_and_entries(self):
        expected = {"modelscope-blend": (13_397_007, 136), "modelscope-blemish": (18_035_076, 63), "modelscope-inpainting": (36_068_062, 76)}
        for name, network in self.networks.items():
            found = sum(parameter.numel() for parameter in network.parameters()), len(network.state_dict())
            self.assertEqual(found, expected[name], name)

    def test_arithmetic(self):
        expected = {"modelscope-blend": 123.72, "modelscope-blemish": 72.66, "modelscope-inpainting": 83.01}
        for name, network in self.networks.items():
            self.assertEqual(round(count(name, network)["macs"] / 1e9, 2), expected[name], name)

    def test_shapes(self):
        """Convolution -> shape of its weight, whether it has a bias, channels of the norm behind it; every entry is in one of them."""
        blend = {}
        channels = {"inc": (3, 64), "down1": (64, 128), "down2": (128, 256), "down3": (256, 512), "down4": (512, 512),
                    "up1": (1024, 256), "up2": (512, 128), "up3": (256, 64), "up4": (128, 64)}
        for name, (inputs, outputs) in channels.items():
            inside = f"{name}.mpconv.1.conv" if name.startswith("down") else f"{name}.conv.conv"
            blend[f"{inside}.0"] = ((outputs, inputs, 3, 3), True, f"{inside}.1")
            blend[f"{inside}.3"] = ((outputs, outputs, 3, 3), True, f"{inside}.4")
        for name, inputs in {"outc": 64, "dsoutc1": 64, "dsoutc2": 64, "dsoutc3": 128, "dsoutc4": 256}.items():
            blend[f"{name}.conv"] = ((3, inputs, 1, 1), True, None)

        blemish, inpainting = {}, {}
        blocks = {"ec_images_2": (64, 128), "ec_images_3": (128, 256), "ec_images_4": (256, 512), "ec_images_5": (512, 512),
                  "ec_images_6": (512, 512), "dc_images_6": (1024, 512), "dc_images_5": (1024, 512), "dc_images_4": (768, 256),
                  "dc_images_3": (384, 128), "dc_images_2": (192, 64)}
        for name, (inputs, outputs) in blocks.items():
            blemish[f"{name}.conv"] = inpainting[f"{name}.conv"] = ((outputs, inputs, 3, 3), False, f"{name}.bn")
            inpainting[f"{name}.gate"] = ((outputs, inputs, 3, 3), False, None)
        blemish["ec_images_1.conv"] = ((64, 3, 3, 3), False, None)
        blemish["dc_images_1"] = ((1, 67, 1, 1), True, None)
        for part in ("conv", "gate"):
            inpainting[f"ec_images_1.{part}"] = ((64, 4, 3, 3), False, None)
            inpainting[f"dc_images_1.{part}"] = ((3, 68, 3, 3), True, None)

        for name, layers in {"modelscope-blend": blend, "modelscope-blemish": blemish, "modelscope-inpainting": inpainting}.items():
            shapes = {}
            for layer, (weight, bias, norm) in layers.items():
                shapes[f"{layer}.weight"] = weight
                if bias:
                    shapes[f"{layer}.bias"] = weight[:1]
                if norm is not None:
                    shapes.update({f"{norm}.{entry}": weight[:1] for entry in NORM})
                    shapes[f"{norm}.num_batches_tracked"] = ()
            found = {entry: tuple(value.shape) for entry, value in self.networks[name].state_dict().items()}
            self.assertEqual(found, shapes, name)

    def test_last_and_inner_activations(self):
        """A strict load cannot check these: last activations, norm before gate, ReLU in the encoder, leaky in the decoder."""
        image, keep = torch.rand(1, 3, 64, 64) * 2 - 1, torch.ones(1, 1, 64, 64)
        networks = build(SMALL)
        with torch.no_grad():
            for name, head in (("modelscope-blend", "outc.conv"), ("modelscope-blemish", "dc_images_1")):
                networks[name].get_submodule(head).bias.fill_(3)
                networks[name].get_submodule(head).weight.zero_()
                self.assertTrue(torch.allclose(networks[name](image), torch.tensor(3.0).sigmoid()), name)
            inpainting = networks["modelscope-inpainting"]
            for part, bias in (("conv", 2.0), ("gate", 1.0)):
                inpainting.get_submodule(f"dc_images_1.{part}").weight.zero_()
                inpainting.get_submodule(f"dc_images_1.{part}").bias.fill_(bias)
            self.assertTrue(torch.allclose(inpainting(image, keep), (2 * torch.tensor(1.0).sigmoid()).tanh()))
            for block, lowest in (("ec_images_2", 0.0), ("dc_images_2", -0.2 * 5)):
                for name in ("modelscope-blemish", "modelscope-inpainting"):
                    layer = networks[name].get_submodule(block)
                    layer.bn.weight.zero_()
                    layer.bn.bias.fill_(-5)
                    gate = 1.0
                    if name == "modelscope-inpainting":
                        layer.gate.weight.zero_()
                        gate = 0.5
                    self.assertTrue(torch.allclose(layer(torch.rand(1, layer.conv.in_channels, 8, 8)), torch.tensor(lowest * gate)), f"{name} {block}")


class Calls:
    """Pickled as a call of os.mkdir: unpickling it the usual way makes the folder."""

    def __init__(self, folder):
        self.folder = folder

    def __reduce__(self):
        return os.mkdir, (self.folder,)


class Reading(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def refused(self, path, words):
        with self.assertRaises(WeightsError) as caught:
            read_weights(path)
        self.assertIn(words, str(caught.exception))
        self.assertIn(str(path), str(caught.exception))

    def test_both_formats_of_torch_save(self):
        shared = torch.arange(12.0).reshape(3, 4)
        content = {"net": {"a": shared, "b": shared.t()[1:], "half": torch.ones(2).half(), "step": torch.tensor(7), "none": torch.empty(0)}, "epoch": 3,
                   "parameter": torch.nn.Parameter(torch.ones(2))}
        for format_name, zipped in (("zip", True), ("legacy", False)):
            path = self.folder / format_name
            torch.save(content, path, _use_new_zipfile_serialization=zipped)
            found = read_weights(path)
            self.assertEqual(found["epoch"], 3)
            for key, value in content["net"].items():
                self.assertTrue(torch.equal(found["net"][key], value), key)
                self.assertEqual(found["net"][key].dtype, value.dtype)
            self.assertTrue(torch.equal(found["parameter"], torch.ones(2)))

    def test_no_code_of_the_file_runs(self):
        made = self.folder / "made"
        for zipped in (True, False):
            path = self.folder / f"calls-{zipped}"
            torch.save({"generator": Calls(str(made))}, path, _use_new_zipfile_serialization=zipped)
            self.refused(path, "which is not weights")
            self.assertFalse(made.exists())
        path = self.folder / "plain"
        path.write_bytes(pickle.dumps(Calls(str(made))))
        self.refused(path, "which is not weights")
        self.assertFalse(made.exists())
        # The file would have done it.
        pickle.loads(path.read_bytes())
        self.assertTrue(made.exists())

    def test_a_torchscript_program_is_refused(self):
        path = self.folder / "script"
        torch.jit.save(torch.jit.script(torch.nn.Identity()), str(path))
        self.refused(path, "TorchScript")

    def test_cut_and_foreign_files(self):
        self.refused(self.folder / "missing", "no such file")
        for zipped in (True, False):
            whole = self.folder / f"whole-{zipped}"
            torch.save({"a": torch.rand(1000)}, whole, _use_new_zipfile_serialization=zipped)
            data = whole.read_bytes()
            for share in (0, 0.01, 0.3, 0.9, 0.999):
                cut = self.folder / f"cut-{zipped}-{share}"
                cut.write_bytes(data[: int(share * len(data))])
                with self.assertRaises(WeightsError):
                    read_weights(cut)
        (self.folder / "text").write_text("no checkpoint")
        self.refused(self.folder / "text", "no PyTorch checkpoint")
        with zipfile.ZipFile(self.folder / "other.zip", "w") as archive:
            archive.writestr("a.txt", "a")
        self.refused(self.folder / "other.zip", "no PyTorch checkpoint")


class Importing(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.out = self.folder / "out"

    def copy(self, **replaced):
        """The small checkpoints in a folder of their own; `replaced`: stem of a file -> its bytes, or None to leave it out."""
        given = self.folder / "given"
        given.mkdir()
        for name in FILES:
            data = replaced.get(name.split(".")[0], (small_checkpoints() / name).read_bytes())
            if data is not None:
                (given / name).write_bytes(data)
        return given

    def refused(self, given, words):
        with self.assertRaises(WeightsError) as caught:
            import_weights(given, self.out, SMALL, say=lambda _: None)
        self.assertIn(words, str(caught.exception))
        self.assertEqual([path.name for path in self.folder.iterdir()], ["given"], "nothing was written")

    def test_what_a_gpu_must_give_is_stored(self):
        import_weights(self.copy(), self.out, SMALL, say=lambda _: None)
        networks = json.loads((self.out / "catalogue.json").read_text(encoding="utf-8"))["networks"]
        for name, network in networks.items():
            for output in network["outputs"]:
                golden = network["half"]["golden"][output["name"]]
                self.assertEqual(len(golden["samples"]), 64, name)
                self.assertGreater(golden["spread"], 0, name)

    def test_a_missing_file(self):
        self.refused(self.copy(pytorch_model=None), "pytorch_model.pt is not there")

    def test_a_cut_file(self):
        data = (small_checkpoints() / "joint_20210926.pth").read_bytes()
        self.refused(self.copy(joint_20210926=data[: len(data) // 2]), "joint_20210926.pth")

    def test_the_files_swapped(self):
        self.refused(self.copy(pytorch_model=(small_checkpoints() / "joint_20210926.pth").read_bytes()), 'no state dict under "generator"')

    def test_another_network(self):
        with self.assertRaises(WeightsError) as caught:
            import_weights(self.copy(), self.out, 2 * SMALL, say=lambda _: None)
        self.assertIn("size mismatch", str(caught.exception))
        self.assertFalse(self.out.exists())

    def test_a_folder_of_something_else_is_not_replaced(self):
        self.out.mkdir()
        (self.out / "mine.txt").write_text("mine")
        with self.assertRaises(WeightsError) as caught:
            import_weights(self.copy(), self.out, SMALL, say=lambda _: None)
        self.assertIn("not a folder of networks", str(caught.exception))
        self.assertEqual([path.name for path in self.out.iterdir()], ["mine.txt"])

    def test_a_network_that_runs_otherwise_is_not_taken(self):
        with mock.patch.object(check, "LIMIT", 0.0), self.assertRaises(WeightsError) as caught:
            import_weights(self.copy(), self.out, SMALL, say=lambda _: None)
        self.assertIn("differ by", str(caught.exception))
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["given"])


if __name__ == "__main__":
    unittest.main()
