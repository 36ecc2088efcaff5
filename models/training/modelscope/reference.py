"""ModelScope's whole retouch of one picture in PyTorch: the reference for `--networks modelscope --parity`.

It follows what is known of ModelScope's cv_unet_skin-retouching. It has no face detector (boxes are given) and no
whitening, which needs another network. It keeps ModelScope's faults. A crop is clipped at the picture's border and so
squashed. The blend layer covers the whole crop. Levels are truncated. A later face's crop replaces an earlier one.
"""

import numpy as np
import torch
import torch.nn.functional as F

CROP = 1.5
"""Side of the crop, in longer sides of the detector's box."""
REMOVE, SOFTEN = 0.5, 0.35
"""Probability from which a pixel is removed, and from which it is removed in part."""
STRIDE, CONTEXT = 512, 32
FEATHER, RAMP = 500, 20


def crop_around(box, width, height):
    """left, top, right, bottom of the crop around a detector's box (x, y, width, height in whole pixels)."""
    x, y, box_width, box_height = box
    side = int(CROP * max(box_width, box_height))
    centre_x, centre_y = x + box_width / 2, y + box_height / 2
    left, top = int(centre_x - side / 2), int(centre_y - side / 2)
    right, bottom = int(centre_x + side / 2), int(centre_y + side / 2)
    return max(0, left), max(0, top), min(width, right), min(height, bottom)


@torch.no_grad()
def retouch(picture, boxes, networks, degree=1.0, heal=True):
    """uint8 RGB (height, width, 3) -> the same, retouched. `networks`: name -> module, see weights.py.

    Also returns, for each face, its crop and the probabilities of the blemish network (768 x 768).
    """
    height, width = picture.shape[:2]
    retouched = picture.copy()
    seen = []
    for box in boxes:
        left, top, right, bottom = crop_around(box, width, height)
        if right <= left or bottom <= top:
            continue
        pixels = torch.from_numpy(np.ascontiguousarray(picture[top:bottom, left:right])).permute(2, 0, 1)[None].float()
        crop = (pixels / 255 - 0.5) * 2
        probability = None
        if heal:
            probability = networks["modelscope-blemish"](F.interpolate(crop, (768, 768), mode="bilinear", align_corners=True))
            crop = inpaint(crop, keep_of(probability, crop.shape[2:]), networks["modelscope-inpainting"])
        small = F.interpolate(crop, (512, 512), mode="bilinear", align_corners=False)
        layer = ((networks["modelscope-blend"](small) - 0.5) * degree + 0.5).clamp(0, 1)
        layer = F.interpolate(layer, crop.shape[2:], mode="bilinear", align_corners=False)
        layer = 0.5 + (layer - 0.5) * F.interpolate(feather(), crop.shape[2:], mode="bilinear", align_corners=False)
        base = (crop + 1) / 2
        lit = (1 - 2 * layer) * base ** 2 + 2 * layer * base
        retouched[top:bottom, left:right] = (lit * 255)[0].permute(1, 2, 0).numpy().astype(np.uint8)
        seen.append(((left, top, right, bottom), probability))
    return retouched, seen


def keep_of(probability, size):
    """Share of each pixel that is kept, 0-1: the rule of REMOVE and SOFTEN on the nearest cell of the map."""
    p = F.interpolate(probability, tuple(size), mode="nearest")
    removal = torch.where(p >= REMOVE, torch.ones_like(p), torch.where(p >= SOFTEN, p, torch.zeros_like(p)))
    return 1 - removal


def inpaint(crop, keep, network):
    """Fills the holes window by window. Pixels beyond the crop count as holes."""
    height, width = crop.shape[2:]
    beyond = (0, -width % STRIDE, 0, -height % STRIDE)
    rim = (CONTEXT,) * 4
    image = F.pad(F.pad(crop, beyond), rim)
    mask = F.pad(F.pad(keep, beyond), rim)
    filled = F.pad(crop, beyond).clone()
    for top in range(0, filled.shape[2], STRIDE):
        for left in range(0, filled.shape[3], STRIDE):
            window = image[:, :, top : top + STRIDE + 2 * CONTEXT, left : left + STRIDE + 2 * CONTEXT]
            valid = mask[:, :, top : top + STRIDE + 2 * CONTEXT, left : left + STRIDE + 2 * CONTEXT]
            made = window * valid + (1 - valid) * network(window * valid, valid)
            filled[:, :, top : top + STRIDE, left : left + STRIDE] = made[:, :, CONTEXT:-CONTEXT, CONTEXT:-CONTEXT]
    return filled[:, :, :height, :width]


def feather():
    """Mask of 500 x 500 cells: 1 inside, with a ramp over the outer 20 cells. It is not symmetric, as in ModelScope."""
    side = torch.tensor([i / RAMP if i <= RAMP else (FEATHER - i) / RAMP if i > FEATHER - RAMP else 1.0 for i in range(FEATHER)])
    return torch.minimum(side[:, None], side[None, :])[None, None]
