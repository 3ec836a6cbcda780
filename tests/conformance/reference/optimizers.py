"""The core's update rules as PyTorch has them, and Muon written out with f32."""

import torch
from torch import optim


class Muon:
    """`torch.optim.Muon(adjust_lr_fn="match_rms_adamw")` without its bfloat16; filters are matrices `[channels, rest]`,
    and what has one dimension is AdamW's, with the core's epsilon."""

    def __init__(self, params, learning_rate, weight_decay, momentum):
        params = list(params)
        self.matrices = [param for param in params if param.dim() > 1]
        self.buffers = [torch.zeros_like(param) for param in self.matrices]
        self.learning_rate, self.weight_decay, self.momentum = learning_rate, weight_decay, momentum
        vectors = [param for param in params if param.dim() == 1]
        self.rest = optim.AdamW(vectors, lr=learning_rate, eps=1e-7, weight_decay=weight_decay)
        self.param_groups = self.rest.param_groups

    @torch.no_grad()
    def step(self):
        rate = self.rest.param_groups[0]["lr"]
        for param, buffer in zip(self.matrices, self.buffers):
            buffer.lerp_(param.grad, 1 - self.momentum)
            update = param.grad.lerp(buffer, self.momentum).flatten(1)
            scale = 0.2 * max(update.shape) ** 0.5
            param.mul_(1 - rate * self.weight_decay)
            param.sub_(rate * scale * orthogonal(update).reshape(param.shape))
        self.rest.step()


def orthogonal(matrix):
    """Newton and Schulz's iteration, with Jordan's numbers."""
    x = matrix.T if matrix.shape[0] > matrix.shape[1] else matrix
    x = x / x.norm().clamp(min=1e-7)
    for _ in range(5):
        gram = x @ x.T
        x = 3.4445 * x + (-4.7750 * gram + 2.0315 * gram @ gram) @ x
    return x.T if matrix.shape[0] > matrix.shape[1] else x


def check_muon():
    """That the above is PyTorch's, as far as bfloat16 goes."""
    generator = torch.Generator().manual_seed(1)
    for shape in [(4, 9), (9, 4), (5, 5)]:
        start = torch.randn(shape, generator=generator)
        ours, theirs = torch.nn.Parameter(start.clone()), torch.nn.Parameter(start.clone())
        options = {"weight_decay": 0.1, "momentum": 0.95}
        own = Muon([ours, torch.nn.Parameter(torch.zeros(1))], 0.1, **options)
        other = optim.Muon([theirs], lr=0.1, adjust_lr_fn="match_rms_adamw", **options)
        for _ in range(3):
            gradient = torch.randn(shape, generator=generator)
            ours.grad, theirs.grad = gradient.clone(), gradient.clone()
            own.step()
            other.step()
        moved = (theirs - start).norm()
        apart = (ours - theirs).norm() / moved
        if apart > 0.02:
            raise AssertionError(f"Muon {shape} differs from torch.optim.Muon by {apart:.3f} of the way")


def optimizer(config, params):
    """From a run's `optimizer`, `learningRate` and `weightDecay`."""
    rule = config["optimizer"]
    rate, decay = config["learningRate"], config.get("weightDecay", 0.0)
    common = {"lr": rate, "weight_decay": decay}
    kind = rule["type"]
    if kind == "sgd":
        return optim.SGD(params, momentum=rule.get("momentum", 0.0), nesterov=rule.get("nesterov", False), **common)
    if kind in ("adam", "adamw"):
        betas = (rule["beta1"], rule["beta2"])
        return (optim.Adam if kind == "adam" else optim.AdamW)(params, betas=betas, eps=rule["epsilon"], **common)
    if kind == "rmsprop":
        numbers = {"alpha": rule["alpha"], "momentum": rule["momentum"], "eps": rule["epsilon"]}
        return optim.RMSprop(params, **numbers, **common)
    if kind == "adagrad":
        return optim.Adagrad(params, eps=rule["epsilon"], **common)
    if kind == "muon":
        return Muon(params, rate, decay, rule["momentum"])
    raise ValueError(f"no optimizer {kind}")
