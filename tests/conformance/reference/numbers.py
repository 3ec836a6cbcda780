"""How numbers are written, and how far apart they are."""

import math

import torch


def rounded(value):
    """The same, with tensors as flat lists and floats with 9 significant digits."""
    if isinstance(value, torch.Tensor):
        return rounded(value.detach().flatten().tolist())
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [rounded(inner) for inner in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("a reference must be finite")
        return float(f"{value:.9g}")
    return value


def difference(found, exact, scale=None):
    """Largest difference, divided by the largest magnitude or by `scale`."""
    found, exact = found.double().flatten(), exact.double().flatten()
    return (found - exact).abs().max().item() / (scale or exact.abs().max().item())


def tolerance(measured):
    """See generate_reference.py."""
    bound = max(8 * measured, 5e-6)
    power = 10.0 ** math.floor(math.log10(bound))
    return next(float(f"{digit * power:.1g}") for digit in (1, 2, 5, 10) if digit * power >= bound * (1 - 1e-9))
