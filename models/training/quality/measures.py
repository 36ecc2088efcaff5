"""Measures of the quality benchmark. Pictures are RGB uint8 or CIELAB, places are in pixels, masks 0-1."""

import cv2
import numpy as np

from ..blend.ciede2000 import ciede2000


def lab_of(picture):
    return cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)


def contrast(lab, x, y, radius):
    """CIELAB difference of a disc (.8 r) to the ring around it (2.1 to 3 r): three values."""
    reach = int(3 * radius) + 2
    left, top = max(0, int(x) - reach), max(0, int(y) - reach)
    part = lab[top:int(y) + reach + 1, left:int(x) + reach + 1]
    grid_y, grid_x = np.mgrid[: part.shape[0], : part.shape[1]]
    distance = np.hypot(grid_x + left - x, grid_y + top - y)
    disc, ring = distance <= max(0.8 * radius, 1.0), (distance >= 2.1 * radius) & (distance <= max(3 * radius, 2.1 * radius + 1.5))
    return part[disc].mean(0) - part[ring].mean(0)


def is_cleared(clean, painted, out, spot):
    """Whether a painted spot is gone: under .25 of its contrast or under 2.5 units are left. None if it never showed.

    Pictures in CIELAB. A scar line fills little of its disc, so its own pixels are measured: under .4 or under 1 unit.
    """
    if spot.kind == "scar_line":
        x, y, reach = int(spot.x), int(spot.y), int(spot.radius) + 2
        part = np.s_[max(0, y - reach):y + reach + 1, max(0, x - reach):x + reach + 1]
        added = painted[part] - clean[part]
        line = np.linalg.norm(added, axis=2) > 3
        if line.sum() < 5:
            return None
        # Fine grain of the fill is not the line: only its mean along the line counts.
        before, left = (np.linalg.norm((lab[part] - clean[part])[line].mean(0)) for lab in (painted, out))
        return bool(left < max(1.0, 0.4 * before))
    base = contrast(clean, spot.x, spot.y, spot.radius)
    before = np.linalg.norm(contrast(painted, spot.x, spot.y, spot.radius) - base)
    left = np.linalg.norm(contrast(out, spot.x, spot.y, spot.radius) - base)
    return bool(left < max(2.5, 0.25 * before)) if before > 2.5 else None


def why_left(clean, painted, hole, spot):
    """The reason why a painted spot is left: 'not found', 'covered in part' (under .9 of it), or 'filled wrong'.

    Pictures in CIELAB; `hole`: 0-1, how far each pixel was replaced.
    """
    x, y, reach = int(spot.x), int(spot.y), int(np.ceil(1.8 * spot.radius)) + 1
    part = np.s_[max(0, y - reach):y + reach + 1, max(0, x - reach):x + reach + 1]
    added = np.linalg.norm(painted[part] - clean[part], axis=2)
    added[added < max(1.5, 0.3 * added.max())] = 0
    covered = (hole[part] * added).sum() / max(1e-6, added.sum())
    return "not found" if covered < 0.15 else "covered in part" if covered < 0.9 else "filled wrong"


def share_left(before, after, x, y, radius):
    """The share of a real spot that is left at its strongest place. Pictures in CIELAB.

    The radius of a real spot comes from a filter and is often too wide, and the skin around it is shaded. So the
    background is a plane fitted to the ring. The strongest place within the radius is compared before and after.
    """
    radius = max(2.0, radius)
    reach = int(np.ceil(2.6 * radius)) + 2
    left, top = max(0, int(x) - reach), max(0, int(y) - reach)
    window = np.s_[top:int(y) + reach + 1, left:int(x) + reach + 1]
    grid_y, grid_x = np.mgrid[: before[window].shape[0], : before[window].shape[1]]
    distance = np.hypot(grid_x + left - x, grid_y + top - y)
    ring = (distance >= 1.5 * radius + 1) & (distance <= 2.5 * radius + 2)
    place = np.stack([np.ones(ring.shape), grid_x, grid_y], 2)
    standing_out = []
    for lab in (before, after):
        part = cv2.GaussianBlur(lab, (0, 0), max(0.8, 0.25 * radius))[window]
        plane = np.linalg.lstsq(place[ring], part[ring], rcond=None)[0]
        standing_out.append(np.linalg.norm(part - place @ plane, axis=2))
    strongest = np.argmax(np.where(distance <= radius, standing_out[0], 0))
    return float(standing_out[1].flat[strongest] / max(0.5, standing_out[0].flat[strongest]))


def difference(first, second, where):
    """Mean CIEDE2000 inside a bool mask; pictures in CIELAB."""
    if not where.any():
        return 0.0
    return float(ciede2000(first[where].astype(np.float64), second[where].astype(np.float64)).mean())


def texture_ratio(before, after, where, face_width):
    """Strength of the fine lightness band after the retouch, divided by that before it, inside a bool mask."""
    sigma = max(0.8, 0.004 * face_width)
    fine = [lab[..., 0] - cv2.GaussianBlur(lab[..., 0], (0, 0), sigma) for lab in (before, after)]
    return float(fine[1][where].std() / max(0.05, fine[0][where].std()))


def inside(lab, skin, sigma):
    """Gaussian blur weighted by the skin mask."""
    weight = np.maximum(cv2.GaussianBlur(skin, (0, 0), sigma), 1e-3)
    if lab.ndim == 2:
        return cv2.GaussianBlur(lab * skin, (0, 0), sigma) / weight
    return cv2.GaussianBlur(lab * skin[..., None], (0, 0), sigma) / weight[..., None]


def rms(lab, skin):
    return float(np.sqrt(((lab**2).sum(2) * skin).sum() / skin.sum()))


def unevenness_left(before, after, skin, face_width):
    """Rms of a*, b* between the .015 and .12 face-width blurs, after against before."""
    bands = [inside(lab[..., 1:], skin, 0.015 * face_width) - inside(lab[..., 1:], skin, 0.12 * face_width) for lab in (before, after)]
    return rms(bands[1], skin) / rms(bands[0], skin)


def unevenness_removed(clean, painted, clean_out, painted_out, skin, face_width):
    """1 - |low(f(painted)) - low(f(clean))| / |low(painted) - low(clean)|, low: the .02 face-width blur."""
    low = [inside(lab, skin, 0.02 * face_width) for lab in (clean, painted, clean_out, painted_out)]
    return 1 - rms(low[3] - low[2], skin) / rms(low[1] - low[0], skin)


def pattern_removed(clean, painted, clean_out, painted_out, skin, face_width):
    """As `unevenness_removed`, without the mean of the paint: evening keeps the mean tone, so it cannot know that part."""
    low = [inside(lab, skin, 0.02 * face_width) for lab in (clean, painted, clean_out, painted_out)]
    weights = skin[..., None] / skin.sum()
    before, after = low[1] - low[0], low[3] - low[2]
    return 1 - rms(after - (after * weights).sum((0, 1)), skin) / rms(before - (before * weights).sum((0, 1)), skin)


def chroma_ratio(before, after, skin):
    """Mean CIELAB chroma of the skin after, divided by that before: 1 keeps the warmth of a face as it is."""
    return float((np.hypot(after[..., 1], after[..., 2]) * skin).sum() / (np.hypot(before[..., 1], before[..., 2]) * skin).sum())


def tone_step(lab, face, neck):
    """CIEDE2000 between the median colours of two parts of the skin, bool masks."""
    medians = [np.median(lab[part], 0).astype(np.float64)[None] for part in (face, neck)]
    return float(ciede2000(*medians)[0])


def form_ratio(before, after, skin, face_width):
    """Mean gradient of the .06 face-width lightness blur, after against before: broad light and shade."""
    inner = cv2.erode((skin > 0.9).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    gradients = []
    for lab in (before, after):
        smooth = inside(lab[..., 0], skin, 0.06 * face_width)
        gradients.append(np.hypot(cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1))[inner].mean())
    return float(gradients[1] / max(1e-6, gradients[0]))
