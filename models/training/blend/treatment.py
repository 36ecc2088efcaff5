"""A face evened on purpose: the target that the network learns.

Works in CIELAB on a grid where details finer than about 1 % of the face are already gone; what is left is tone.
Lengths are shares of the face size (longer side of the landmarks' box), which the crop fixes: side = 1.6 sizes.
"""

import torch

from .lowpass import skin_gaussian

FINE, LOCAL, BROAD = 0.010, 0.03, 0.12
"""Blurs in face sizes. Details finer than FINE are texture and noise. From LOCAL on they are blotches, and up to BROAD
redness and dark circles."""
BROAD_PULL = (0.7, 0.4)
"""Shares of a* and b* beside the face's own tone that are taken out where they are broader than BROAD. Finer ones are taken
out whole, down to the cells of the grid."""
OWN_TONE_SLOPE = 0.4
"""How fast skin loses its say in the face's own a*, for each unit that it is redder: unevenness is mostly blood, so
the mean of a blotchy face is the tone of its blotches too."""
NATURAL, MOST = 0.8, 1.5
"""Units of a* by which the mean of an even face lies above that tone, and the most that a blotchy one is led back."""
RED_LIGHT = (30.0, 40.0)
"""Mean a* that no skin has: the light is red, and from there on says nothing of blood."""
REDNESS = 0.45
"""L* that a redder place is darker by, for each unit of a*: haemoglobin takes light away as well as turning it red
(Tsumura et al. 2003). Red places get their light back with their colour, and pale places give it."""
FLAT_LIGHT = 5.0
"""Variance of L*, in square units, that counts as no form: a face in flat light does not tell how its shade reddens."""
REDDEST = 8.0
"""Units of a* from which colour says nothing more of light."""
SHINE = (12.0, 28.0)
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
    around = skin_gaussian(lightness, skin, BROAD * face_size)
    # Shine has the colour of the lamp, not of skin: given skin's colour it turns violet or orange, and counted
    # into the face's own tone it greys all of it.
    dull = 1 - ((lightness - around - SHINE[0]) / (SHINE[1] - SHINE[0])).clamp(0, 1)
    counted = skin * dull
    broad = skin_gaussian(chroma, counted + 1e-3 * skin, BROAD * face_size)
    mean_light = mean(lightness, counted)

    # Chroma falls with light as skin turns into shade. That is form, not unevenness: keep the part of the
    # broad chroma that a face of one even colour would show under the same light.
    shade = (around / mean_light.clamp_min(1)).clamp(0.4, 1.6)
    lit = 0.5 + 0.5 * shade
    local_red = skin_gaussian(chroma[:, :1], counted + 1e-3 * skin, LOCAL * face_size)
    own_tone = torch.cat([less_red(local_red / lit, counted), mean(chroma[:, 1:], counted)], 1)

    off = broad - own_tone * lit
    change = dull * (chroma - broad + off * torch.tensor(BROAD_PULL, device=off.device).view(1, 2, 1, 1))
    new_chroma = chroma - change
    redness = skin_gaussian(change[:, :1], skin, FINE * face_size).clamp(-REDDEST, REDDEST)
    new_light = lightness + REDNESS * (redness - redness_of_shade(redness, fine, counted))
    if under_eyes is not None:
        beside = skin_gaussian(lightness, skin * (1 - under_eyes) + 1e-3, BROAD * face_size)
        new_light = new_light + SHADOW_CIRCLES * (beside - fine).clamp(0, 8) * under_eyes
    return torch.cat([new_light, new_chroma], 1)


def mean(values, weight):
    """Weighted mean over the face, N x C x 1 x 1."""
    return (values * weight).sum((2, 3), keepdim=True) / weight.sum((2, 3), keepdim=True).clamp_min(1)


def redness_of_shade(redness, lightness, weight):
    """The part of a face's redness that goes with its light and shade: a line fitted over the face, N x 1 x H x W.

    Bright skin pales towards white where light falls on it, dark skin reddens there: that is form, and gets no light back.
    """
    lighter = lightness - mean(lightness, weight)
    return lighter * mean(redness * lighter, weight) / (mean(lighter**2, weight) + FLAT_LIGHT)


def less_red(redness, weight):
    """The face's own a*: of a mean in which skin redder than it counts less (OWN_TONE_SLOPE), found in three steps, as
    much as lies beyond what is natural."""
    plain = own = mean(redness, weight)
    for _ in range(3):
        own = mean(redness, weight * torch.sigmoid(OWN_TONE_SLOPE * (own - redness)))
    skin_like = ((RED_LIGHT[1] - plain) / (RED_LIGHT[1] - RED_LIGHT[0])).clamp(0, 1)
    return plain - skin_like * (plain - own - NATURAL).clamp(0, MOST)
