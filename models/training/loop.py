"""The loop that every training shares: Adam, its rate, checkpoints to go on from, and the running mean of the weights."""

import copy
import math
import time

import numpy as np
import torch
import torch.utils.data

KEPT = 0.998
"""Share of the running mean that a step leaves: some five hundred steps are in it."""
WARM_UP = 100
"""Steps over which the rate rises; then it falls as half a cosine to LAST of it."""
LAST = 0.02
SAVED = 400
"""Steps from one checkpoint to the next."""


def add_options(arguments, minutes, batch, rate):
    """The options that `learn` reads, and `--start`, with a network's own defaults."""
    arguments.add_argument("--minutes", type=float, default=minutes)
    arguments.add_argument("--batch", type=int, default=batch)
    arguments.add_argument("--rate", type=float, default=rate, help="highest learning rate")
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--device", default="cpu", help="cpu, or cuda where there is a card")
    arguments.add_argument("--workers", type=int, default=1, help="processes that make examples, where a network's are made on the processor")
    arguments.add_argument("--start", help="ONNX file whose weights to go on from, where there is no checkpoint")


def learn(network, checkpoint, options, losses_from):
    """Trains `network` for `options.minutes`, those of its checkpoint counted; returns the running mean of its weights, on the processor.

    `losses_from(step)` is called once, with the step that is gone on from, and gives the function that makes a batch and
    returns its losses by name, each weighted: their sum is what falls.
    """
    network.to(options.device)
    mean = copy.deepcopy(network)
    optimizer = torch.optim.Adam(network.parameters(), options.rate)
    step, spent = 0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=options.device)
        network.load_state_dict(state["trained"])
        mean.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        step, spent = state["step"], state["spent"]

    def save():
        # "network" is what evaluation reads, "trained" what training goes on from.
        checkpoint.parent.mkdir(parents=True, exist_ok=True)
        torch.save({"network": mean.state_dict(), "trained": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "spent": spent}, checkpoint)

    losses_of = losses_from(step)
    start = time.time() - spent
    averages = {}
    while (spent := time.time() - start) < options.minutes * 60:
        for group in optimizer.param_groups:
            group["lr"] = options.rate * share_of_rate(step, spent / (options.minutes * 60))
        losses = losses_of(network)
        optimizer.zero_grad()
        sum(losses.values()).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        follow(mean, network, min(KEPT, step / (step + 10)))
        # Kept as tensors: to read one waits for the card.
        losses = {name: loss.detach() for name, loss in losses.items()}
        averages = {name: 0.98 * averages.get(name, loss) + 0.02 * loss for name, loss in losses.items()}
        step += 1
        if step % 100 == 0:
            print(f"step {step}  {spent:.0f} s  " + "  ".join(f"{name} {float(value):.4f}" for name, value in averages.items()), flush=True)
        if step % SAVED == 0:
            save()
    save()
    return mean.cpu()


def worker_generator(*seed):
    """NumPy's generator for the process that makes examples: another one in each worker."""
    worker = torch.utils.data.get_worker_info()
    return np.random.default_rng([*seed, worker.id if worker else 0])


def share_of_rate(step, done):
    """The rate of a step as a share of the highest; `done`: how much of the time is over, 0-1."""
    return min(1, (step + 1) / WARM_UP) * (LAST + (1 - LAST) * 0.5 * (1 + math.cos(math.pi * done)))


@torch.no_grad()
def follow(mean, network, kept):
    """Moves the running mean of weights and batch norms towards the trained network's, in place."""
    for ours, theirs in zip(mean.state_dict().values(), network.state_dict().values()):
        if ours.is_floating_point():
            ours.lerp_(theirs, 1 - kept)
        else:
            ours.copy_(theirs)
