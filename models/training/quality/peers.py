"""Simple peers, run beside ours on the same pictures. Each takes (picture RGB uint8, skin 0-1, spots or None, face width)."""

import pathlib
import shutil
import subprocess
import tempfile

import cv2
import numpy as np

SMOOTH_SKIN = ("fx_smooth_skin", "0,0.5,1,1,1,50,50,5,2,0.2,3,1,0.05")
"""G'MIC's filter with its usual values, its own estimate of skin off: it works in our mask."""


def nothing(picture, skin, spots, face_width):
    return picture


def telea_told(picture, skin, spots, face_width):
    """Telea inpainting, told where the spots are."""
    hole = np.zeros(skin.shape, np.uint8)
    for spot in spots:
        cv2.circle(hole, (int(spot.x), int(spot.y)), int(np.ceil(1.25 * spot.radius)) + 1, 1, -1)
    return cv2.inpaint(picture, hole, 3, cv2.INPAINT_TELEA)


def dog_telea(picture, skin, spots, face_width):
    """A difference-of-Gaussians detector inside the skin, then Telea."""
    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    bare = cv2.erode((skin > 0.5).astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    found = np.zeros(skin.shape, np.uint8)
    for share in (0.005, 0.008, 0.013):
        sigma = max(1.0, share * face_width)
        for channel, floor in ((0, 3.0), (1, 2.5)):
            response = cv2.GaussianBlur(lab[..., channel], (0, 0), sigma) - cv2.GaussianBlur(lab[..., channel], (0, 0), 1.6 * sigma)
            spread = 1.4826 * np.median(np.abs(response[bare])) if bare.any() else 1
            found |= (np.abs(response) > max(floor, 5 * spread)).astype(np.uint8)
    count, parts, stats, _ = cv2.connectedComponentsWithStats(found & bare.astype(np.uint8))
    spot_like = np.maximum(stats[:, 2], stats[:, 3]) < 0.06 * face_width
    spot_like[0] = False
    hole = cv2.dilate(spot_like[parts].astype(np.uint8), np.ones((5, 5), np.uint8))
    return cv2.inpaint(picture, hole, 3, cv2.INPAINT_TELEA)


def bilateral(picture, skin, spots, face_width):
    smooth = cv2.bilateralFilter(picture, 0, 30, max(1.5, 0.01 * face_width))
    return mix(picture, smooth, skin)


def frequency_separation(picture, skin, spots, face_width):
    """The low band smoothed inside the skin, the texture kept."""
    low = cv2.GaussianBlur(picture.astype(np.float32), (0, 0), 0.012 * face_width)
    weight = cv2.GaussianBlur(skin, (0, 0), 0.03 * face_width)
    smooth = cv2.GaussianBlur(low * skin[..., None], (0, 0), 0.03 * face_width) / np.maximum(weight, 1e-3)[..., None]
    return mix(picture, np.clip(picture - low + smooth, 0, 255), skin)


def gmic_smooth_skin(picture, skin, spots, face_width):
    """G'MIC's Smooth Skin on the part of the picture that holds the mask, in the mask."""
    left, top, width, height = cv2.boundingRect((skin > 0.02).astype(np.uint8))
    window = np.s_[top:top + height, left:left + width]
    smooth = picture.copy()
    with tempfile.TemporaryDirectory() as folder:
        before, after = (str(pathlib.Path(folder) / name) for name in ("before.png", "after.png"))
        cv2.imwrite(before, picture[window][..., ::-1])
        subprocess.run(["gmic", before, *SMOOTH_SKIN, "-c", "0,255", "-o", after], check=True, capture_output=True)
        smooth[window] = cv2.imread(after)[..., ::-1]
    return mix(picture, smooth, skin)


def mix(picture, other, skin):
    return np.round(picture + (other.astype(np.float32) - picture) * skin[..., None]).astype(np.uint8)


GMIC = {"G'MIC Smooth Skin": gmic_smooth_skin} if shutil.which("gmic") else {}
HEALERS = {"nothing": nothing, "Telea, told where": telea_told, "DoG + Telea": dog_telea, **GMIC}
EVENERS = {"nothing": nothing, "bilateral": bilateral, "frequency separation": frequency_separation, **GMIC}
