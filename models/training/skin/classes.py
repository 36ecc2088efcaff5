"""The classes of the parsing network, and the sets of classes that a labelled pixel may have, as bits."""

CLASSES = ("background", "face skin", "body skin", "hair", "brows", "beard", "eyes", "lips", "teeth", "glasses",
           "jewellery", "clothes")
"""In the order of the network's channels."""


def bits(*names: str) -> int:
    """The set of these classes as one number: bit k stands for class k."""
    return sum(1 << CLASSES.index(name) for name in names)


SKIN = bits("face skin", "body skin")
ANY = (1 << len(CLASSES)) - 1
"""Nobody knows what the pixel is: it teaches nothing."""
NOT_SKIN = ANY & ~SKIN
