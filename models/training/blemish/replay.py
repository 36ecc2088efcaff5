"""Painted examples on the card, each drawn several times and varied anew: painting is slower than a card learns."""

import threading

import torch
import torch.nn.functional as F

from ..moves import moves

HELD, FIRST = 65536, 2048
"""How many examples are held, 290 KB each; how many must be there before the first are drawn."""
TURN, STRETCH, SHIFT = 0.15, 0.15, 0.1
"""Deviation of the turn in radians, largest change of size (natural logarithm), largest shift in half pieces."""
GRAIN = 0.012
"""Largest deviation of the noise that is added, sRGB 0-1."""


class Replay:
    """Holds the newest HELD examples that `batches` gives. A thread fetches them while others are drawn.

    images   N x 3 x S x S
    targets  N x 2 x S/2 x S/2
    weights  N x 1 x S/2 x S/2

    `draw` raises an error of that thread.
    """

    def __init__(self, batches, device, seed):
        self.device = device
        self.generator = torch.Generator(device).manual_seed(seed)
        self.held = None
        self.count = 0
        self.failed = None
        self.ready = threading.Event()
        threading.Thread(target=self.fetch, args=(batches,), daemon=True).start()

    def fetch(self, batches):
        try:
            for batch in batches:
                self.add(*((255 * values.to(self.device)).round().byte() if index < 2 else values.to(self.device).half() for index, values in enumerate(batch)))
                if self.count >= FIRST:
                    self.ready.set()
        except Exception as error:
            self.failed = error
            self.ready.set()

    def add(self, *batch):
        if self.held is None:
            self.held = [torch.zeros(HELD, *values.shape[1:], dtype=values.dtype, device=self.device) for values in batch]
        places = (self.count + torch.arange(len(batch[0]), device=self.device)) % HELD
        for held, values in zip(self.held, batch):
            held[places] = values
        self.count += len(batch[0])

    def draw(self, count):
        """`count` examples, float32, as `batches` gives them."""
        self.ready.wait()
        if self.failed:
            raise self.failed
        picked = torch.randint(min(self.count, HELD), (count,), generator=self.generator, device=self.device)
        images, targets, weights = (held[picked].float() for held in self.held)
        images, targets, weights = self.move(images / 255, targets / 255, weights)
        return self.expose(images), targets, weights

    def between(self, low, high, *shape):
        return low + (high - low) * torch.rand(shape, generator=self.generator, device=self.device)

    def move(self, images, targets, weights):
        """Mirrored, turned, resized, shifted; what comes from beyond a piece weighs nothing."""
        transform = moves(len(images), self.generator, TURN, STRETCH, SHIFT)
        images = F.grid_sample(images, F.affine_grid(transform, list(images.shape), align_corners=False), padding_mode="border", align_corners=False)
        maps = torch.cat([targets, weights], 1)
        maps = F.grid_sample(maps, F.affine_grid(transform, list(maps.shape), align_corners=False), align_corners=False)
        return images, maps[:, :2], maps[:, 2:]

    def expose(self, images):
        """Another exposure, white balance, saturation and grain."""
        count = len(images)
        images = images.clamp_min(1e-4) ** self.between(-0.25, 0.25, count, 1, 1, 1).exp() * self.between(-0.05, 0.05, count, 3, 1, 1).exp()
        grey = images.mean(1, keepdim=True)
        images = grey + (images - grey) * self.between(0.85, 1.15, count, 1, 1, 1)
        grain = self.between(0, GRAIN, count, 1, 1, 1) * torch.randn(images.shape, generator=self.generator, device=self.device)
        return (images + grain).clamp(0, 1)
