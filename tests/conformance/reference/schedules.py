"""Learning rates by step, from PyTorch's schedulers."""

from torch import nn, optim
from torch.optim import lr_scheduler

BASE = 0.5


def schedule(optimizer, config, num_steps, base):
    kind = config["type"]
    if kind == "constant":
        return lr_scheduler.LambdaLR(optimizer, lambda _: 1.0)
    if kind == "step":
        return lr_scheduler.StepLR(optimizer, config["every"], config["factor"])
    if kind == "exponential":
        return lr_scheduler.ExponentialLR(optimizer, config["factor"])
    if kind == "cosine":
        return lr_scheduler.CosineAnnealingLR(optimizer, num_steps, eta_min=config["floor"] * base)
    if kind == "oneCycle":
        options = {"pct_start": config["rise"], "cycle_momentum": False}
        return lr_scheduler.OneCycleLR(optimizer, base, total_steps=num_steps, **options)
    raise ValueError(f"no schedule {kind}")


def followed(make, base, count):
    """The rates of the first `count` steps."""
    optimizer = optim.SGD([nn.Parameter()], lr=base)
    scheduler = make(optimizer)
    rates = []
    for step in range(count):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if step + 1 < count:
            scheduler.step()
    return rates


def rates(config, num_steps, warmup, base):
    """Of the first 100 steps at most."""
    count = min(num_steps, 100)
    scheduled = followed(lambda optimizer: schedule(optimizer, config, num_steps, base), base, count)
    if warmup == 0:
        return scheduled
    rise = lambda done: min(1.0, (done + 1) / warmup)
    risen = followed(lambda optimizer: lr_scheduler.LambdaLR(optimizer, rise), 1.0, count)
    return [rate * share for rate, share in zip(scheduled, risen)]


CONSTANT = {"type": "constant"}
STEP = {"type": "step", "every": 7, "factor": 0.5}
EXPONENTIAL = {"type": "exponential", "factor": 0.97}
COSINE = {"type": "cosine", "floor": 0.0}
RAISED = {"type": "cosine", "floor": 0.1}
CYCLE = {"type": "oneCycle", "rise": 0.3}
# PyTorch's OneCycleLR divides by zero where `rise` times the number of steps is 1, so that is not among these.
TABLE = [
    *[(each, n, 0) for each in (STEP, EXPONENTIAL, COSINE, RAISED) for n in (1, 2, 30)],
    *[(CYCLE, n, 0) for n in (1, 2, 3, 4, 5, 10, 33, 100, 1000)],
    ({"type": "oneCycle", "rise": 0.7}, 20, 0),
    ({"type": "oneCycle", "rise": 0.05}, 10, 0),
    (COSINE, 100, 0),
    (RAISED, 1000, 0),
    (CONSTANT, 12, 5),
    (CONSTANT, 3, 5),
    (STEP, 20, 10),
    (COSINE, 20, 1),
    (COSINE, 100, 10),
    (CYCLE, 20, 4),
]


def all_schedules():
    return [
        {
            "schedule": config,
            "numSteps": num_steps,
            "warmupSteps": warmup,
            "learningRate": BASE,
            "rates": rates(config, num_steps, warmup, BASE),
        }
        for config, num_steps, warmup in TABLE
    ]
