"""Let an ONNX file take squares of several sizes: the height and width of its inputs and outputs become names.

Only for networks of convolutions, poolings and resizings by a factor, which hold no size of their own.

    python3 -m models.training.export.free_sides inpainting 32      frees models/inpainting.onnx and enters it
"""

import sys

import onnx

from ..catalogue import MODELS, free_sides as enter_free_sides


def free_sides(model: onnx.ModelProto) -> onnx.ModelProto:
    """Name dimensions 2 and 3 of every input and output (in place; returned as well).

    Raises ValueError if a node could hold a size.
    """
    for node in model.graph.node:
        if node.op_type in ("Reshape", "Expand", "Tile") or (node.op_type == "Resize" and len(node.input) > 3):
            raise ValueError(f"{node.op_type} {node.name} holds a size")
    for value in [*model.graph.input, *model.graph.output]:
        for axis, name in ((2, "height"), (3, "width")):
            value.type.tensor_type.shape.dim[axis].dim_param = name
    # Shapes that were inferred for the traced size do not hold for others.
    del model.graph.value_info[:]
    onnx.checker.check_model(model)
    return model


def main():
    name, step = sys.argv[1], int(sys.argv[2])
    path = MODELS / f"{name}.onnx"
    onnx.save(free_sides(onnx.load(str(path))), str(path))
    enter_free_sides(name, step)


if __name__ == "__main__":
    main()
