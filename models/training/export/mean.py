"""The mean of the weights of several ONNX files of one network, trained on from the same weights: it knows more than each.

    python3 -m models.training.export.mean OUT.onnx A.onnx B.onnx

(Wortsman et al., Model soups, 2022.) The file is to be gone on from with `--start`; `--minutes 0` exports it as it is.
"""

import argparse

import numpy as np
import onnx
from onnx import numpy_helper


def mean(models):
    """The first of the ONNX `models` with the mean of the floating-point weights of all; raises ValueError where they hold different networks."""
    given = [{tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer} for model in models]
    shapes = [{name: values.shape for name, values in one.items()} for one in given]
    if any(one != shapes[0] for one in shapes):
        raise ValueError("the files hold different networks")
    for tensor in models[0].graph.initializer:
        own = given[0][tensor.name]
        if np.issubdtype(own.dtype, np.floating):
            of_all = np.mean([one[tensor.name].astype(np.float64) for one in given], 0)
            tensor.CopyFrom(numpy_helper.from_array(of_all.astype(own.dtype), tensor.name))
    return models[0]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out")
    arguments.add_argument("files", nargs="+")
    options = arguments.parse_args()
    onnx.save(mean([onnx.load(file) for file in options.files]), options.out)


if __name__ == "__main__":
    main()
