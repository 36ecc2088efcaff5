"""Train the blemish network on from its shipped weights, on people who were never retouched too.

    python3 -m models.training.blemish.finetune --half 0     # learns on one half of the people
    python3 -m models.training.blemish.finetune --half 1     # and on the other
    python3 -m models.training.export.mean OUT A B           # the mean of both

The judge must see the maps of a network that did not learn a person's face. So two networks learn on a half of the people
each, and the judge is fitted on the maps of the other one. All portraits of blemish/labels.json take part in both.
Reads the judge's cache (judge/train.py says how it is made). Writes .cache/training/blemish/half-N.onnx, resumes from half-N.pt.
"""

import argparse

import torch
import torch.utils.data

from .dumped import entries, load_dumped
from .donors import collect
from .network import BlemishNetwork
from .train import CACHE, ROOT, Batches, spot_loss
from ..loop import add_options, learn
from ..start import start_from

SURE_DONOR = 0.8


def halves():
    """{person: 0 or 1}, for people never retouched. Neighbours in the number of blemishes go to different halves."""
    count, group = {}, {}
    for name, person, marks in entries():
        if name.startswith(("unretouched/", "more/")):
            count[person] = count.get(person, 0) + sum(kind == "blemish" for *_, kind, _ in marks)
            group.setdefault(person, name[:14])
    ordered = sorted(count, key=lambda person: (group[person], count[person], person))
    # In pairs, 0 1 1 0: neither half always gets the larger number.
    return {person: (index % 2) ^ (index // 2 % 2) for index, person in enumerate(ordered)}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--half", type=int, required=True, help="0 or 1: the people learned on")
    add_options(arguments, minutes=18, batch=8, rate=4e-4)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(3)
    start = options.start or ROOT / "models" / "blemish.onnx"
    half = halves()
    faces, labels, people = load_dumped({person for person, side in half.items() if side != options.half})
    donors = collect(faces, labels, SURE_DONOR)
    print(f"{len(faces)} faces, {len(set(people.values()))} people, {[len(same) for same in donors]} donors", flush=True)

    network = BlemishNetwork().to(memory_format=torch.channels_last)
    start_from(network, start)
    network.eval()  # the statistics that the batch norms stood for are in their shifts

    def losses_from(step):
        batches = iter(torch.utils.data.DataLoader(Batches(faces, labels, donors, options.batch, step), batch_size=None, num_workers=options.workers, prefetch_factor=4))

        def losses_of(network):
            images, targets, weight = next(batches)
            return spot_loss(network(images.contiguous(memory_format=torch.channels_last)), targets, weight)

        return losses_of

    from .export import write

    write(learn(network, CACHE / "blemish" / f"half-{options.half}.pt", options, losses_from), CACHE / "blemish" / f"half-{options.half}.onnx")


if __name__ == "__main__":
    main()
