"""A face evened on purpose: the target that the network learns.

Works in CIELAB on a grid where details finer than about 1 % of the face are already gone; what is left is tone.
Lengths are shares of the face size (longer side of the landmarks' box), which the crop fixes: side = 1.6 sizes.
"""

import torch

from .lowpass import skin_gaussian

FINE, LOCAL, BROAD = 0.010, 0.03, 0.12
"""Blurs of lightness and chroma, in face sizes: FINE-LOCAL are blotches, up to BROAD is redness and dark circles."""
CHROMA_BAND, CHROMA_BROAD = 0.95, 0.6
"""How much of the a*, b* unevenness goes: below BROAD (the grid itself is the finer end), and of what is broader."""
REDNESS = 0.3
"""L* that a redder place is darker by, for each unit of a*: haemoglobin takes light away as well as turning it red
(Tsumura et al. 2003). What is red gets its light back with its colour; shade, which is no redder, does not."""
BLOTCH = 0.2
"""How much of the lightness blotches between FINE and LOCAL goes."""
REDDEST = 8.0
"""Units of a* from which redness gives no more light back."""
BLOTCH_LIMIT = 3.0
"""L* beyond which a difference is taken for form (a fold, a shadow's edge) and left."""
SHINE = (8.0, 22.0)
"""L* above the surroundings from which skin is taken for shining, and from which it is nothing but shine."""
SHADOW_CIRCLES = 0.25
"""How much of the darkness of the region below the eyes, against the face around it, goes."""


def evened(lab, skin, under_eyes, face_size):
    """The evened face.

    lab         N x 3 x H x W, L* a* b*
    skin        N x 1 x H x W, 0-1, bare skin without features
    under_eyes  N x 1 x H x W, 0-1, soft mask of the regions below both eyes; None where it is not known
    face_size   pixels
    """
    lightness, chroma = lab[:, :1], lab[:, 1:]
    fine = skin_gaussian(lightness, skin, FINE * face_size)
    local = skin_gaussian(lightness, skin, LOCAL * face_size)
    around = skin_gaussian(lightness, skin, BROAD * face_size)
    # Shine has the colour of the lamp, not of skin: given skin's colour it turns violet or orange, and counted
    # into the face's own tone it greys all of it.
    dull = 1 - ((lightness - around - SHINE[0]) / (SHINE[1] - SHINE[0])).clamp(0, 1)
    counted = skin * dull
    broad = skin_gaussian(chroma, counted + 1e-3 * skin, BROAD * face_size)
    weight = counted.sum((2, 3), keepdim=True).clamp_min(1)
    own_tone = (chroma * counted).sum((2, 3), keepdim=True) / weight

    # Chroma falls with light as skin turns into shade. That is form, not unevenness: keep the part of the
    # broad chroma that a face of one even colour would show under the same light.
    mean_light = (lightness * counted).sum((2, 3), keepdim=True) / weight
    shade = (around / mean_light.clamp_min(1)).clamp(0.4, 1.6)
    lit_tone = own_tone * (0.5 + 0.5 * shade)

    band = dull * CHROMA_BAND * (chroma - broad)
    new_chroma = chroma - band - dull * CHROMA_BROAD * (broad - lit_tone)
    redness = skin_gaussian(band[:, :1], skin, FINE * face_size).clamp(0, REDDEST)
    blotch = BLOTCH_LIMIT * torch.tanh((fine - local) / BLOTCH_LIMIT)
    new_light = lightness - BLOTCH * blotch + REDNESS * redness
    if under_eyes is not None:
        beside = skin_gaussian(lightness, skin * (1 - under_eyes) + 1e-3, BROAD * face_size)
        new_light = new_light + SHADOW_CIRCLES * (beside - fine).clamp(0, 8) * under_eyes
    return torch.cat([new_light, new_chroma], 1)
