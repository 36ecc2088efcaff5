"""Converts the MediaPipe networks of the npm packages to ONNX files in models/.

    npm ci && /usr/bin/python3 models/training/convert/convert.py

Reads node_modules/@mediapipe, writes models/{face-short-range,face-full-range,landmarks,person,pose}.onnx and
their entries in models/catalogue.json.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(REPOSITORY / "models" / "training"))

from catalogue import enter  # noqa: E402
from convert.tflite_file import read_tflite  # noqa: E402
from convert.to_onnx import Converter  # noqa: E402
from export.half_weights import halve_weights  # noqa: E402

PACKAGES = REPOSITORY / "node_modules" / "@mediapipe"
LICENCE = "Apache-2.0"
KEYPOINTS = "right eye, left eye, nose tip, mouth centre, right ear tragion, left ear tragion (the person's own sides)"


@dataclass
class Source:
    path: str
    span: slice
    inputs: list[dict]
    outputs: list[dict]
    shapes: list[list[int] | None]


def picture(size: int, low: int) -> dict:
    return {
        "name": "image", "shape": [1, 3, size, size], "range": [low, 1],
        "meaning": "RGB, channels first, gamma-encoded sRGB as stored",
    }


def detector(path: str, size: int, anchors: int, layout: str) -> Source:
    boxes = {
        "name": "boxes", "shape": [1, anchors, 16], "range": None,
        "meaning": f"per anchor: centre x, centre y, width, height, then x, y of {KEYPOINTS}; all in input pixels, "
        f"centres and keypoints relative to the anchor's centre. Anchors: {layout}",
    }
    logits = {"name": "logits", "shape": [1, anchors, 1], "range": None, "meaning": "face or not, before the sigmoid"}
    return Source(f"face_detection/{path}", slice(None), [picture(size, -1)], [boxes, logits], [None, None])


SOURCES = {
    "face-short-range": detector(
        "face_detection_short_range.tflite", 128, 896,
        "16×16 cells of 8 pixels with 2 each, then 8×8 cells of 16 pixels with 6 each, row by row, at the cells' centres",
    ),
    "face-full-range": detector(
        "face_detection_full_range.tflite", 192, 2304, "48×48 cells of 4 pixels with one each, row by row, at the cells' centres"
    ),
    "landmarks": Source(
        "face_mesh/face_mesh_solution_packed_assets.data", slice(2495952, 3737848), [picture(192, 0)],
        [
            {
                "name": "landmarks", "shape": [1, 468, 3], "range": None,
                "meaning": "x, y in input pixels and z (depth, same scale, smaller is nearer) of the 468 face-mesh points; "
                "the input is an upright crop of 1.5 × the detected box",
            },
            {"name": "face", "shape": [1, 1], "range": None, "meaning": "face or not, before the sigmoid"},
        ],
        [[1, 468, 3], [1, 1]],
    ),
    "person": Source(
        "selfie_segmentation/selfie_segmentation.tflite", slice(None), [picture(256, 0)],
        [{"name": "person", "shape": [1, 1, 256, 256], "range": [0, 1], "meaning": "probability of person against background"}],
        [None],
    ),
    # The heat maps and the points in metres that the file also gives are left out.
    "pose": Source(
        "pose/pose_landmark_lite.tflite", slice(None), [picture(256, 0)],
        [
            {
                "name": "points", "shape": [1, 39, 5], "range": None,
                "meaning": "x, y in input pixels, z (depth, same scale, smaller is nearer), visibility and presence "
                "before the sigmoid; 33 points of the body, the centre of the hips, a point on the body's circle, "
                "4 points not in use",
            },
            {"name": "person", "shape": [1, 1], "range": [0, 1], "meaning": "probability of a person"},
            {"name": "mask", "shape": [1, 1, 256, 256], "range": None, "meaning": "this person or not, before the sigmoid"},
        ],
        [[1, 39, 5], [1, 1], None],
    ),
}


def main() -> None:
    for name, source in SOURCES.items():
        data = (PACKAGES / source.path).read_bytes()[source.span]
        outputs = [(entry["name"], shape) for entry, shape in zip(source.outputs, source.shapes, strict=True)]
        converter = Converter(read_tflite(data), [entry["name"] for entry in source.inputs], outputs)
        model = halve_weights(converter.convert())
        path = REPOSITORY / "models" / f"{name}.onnx"
        path.write_bytes(model.SerializeToString())
        origin = f"npm @mediapipe/{source.path}, converted by models/training/convert"
        enter(name, source.inputs, source.outputs, LICENCE, origin)
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
