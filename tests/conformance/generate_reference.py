"""Writes the reference numbers that the learning core is held against, one small JSON file a case.

    pip install -r tests/conformance/requirements.txt    (Python 3.11)
    python tests/conformance/generate_reference.py

PyTorch gives layers, losses, optimizers, clipping and schedules; scikit-learn gives the measures of a report. The files
are committed: whoever runs the tests needs no Python. Seeds are fixed, so the same versions on the same kind of
processor write the same files; `fixtures/versions.json` tells the versions. Every number has 9 significant digits, which
is enough to give an f32 back.

A case: `config` is a run as the core's JSON spells it, `image` the shape of one image. `images` are `[n, 1, h, w]`, all
k/255 with a whole k, so that bytes can stand for them; in a case of a whole batch two grays, so that its file is small. `params` are the weights to begin with, under the core's names and
in PyTorch's shapes. `logits` and `gradients` belong to the first batch, before any update, while training; gradients are
not clipped yet. Then ten updates are made, each with the whole batch: `losses` are those before each update, and
`evalLogits` what the network gives after the last one, as after training.

A `tolerance` bounds the largest difference within a tensor, divided by its largest magnitude. A gradient that is 0 by
algebra, such as that of a bias before batch normalisation, comes out as rounding noise: it is written as zeros, and its
difference is divided by the largest magnitude among all gradients of the case. How large tolerances are is
measured: each case is computed with f32, with f64, and with f64 from weights that are moved at random by an f32's last
bit. The largest difference from the f64 numbers, times 8 because other libraries sum in another order and approximate
exp, tanh and erf in another way, is rounded up to 1, 2 or 5 times a power of ten, and is 5e-6 (about 80 roundings) at
least. `evalLogits` has one of its own, since it comes after ten updates.

What is left out: dropout above 0 and first weights, which depend on the random numbers of a library.

Muon follows `torch.optim.Muon`, written out with f32: PyTorch's own computes in bfloat16, whose two or three digits are
too few to compare with. The script checks that they agree as far as bfloat16 goes.

A schedule's rate of step s, from 1, is the one that PyTorch's s-th `optimizer.step()` uses. Warm-up times a schedule is
the product of two PyTorch schedulers, because chained ones overwrite each other's rates.
"""

import json
import platform
from pathlib import Path

import numpy
import sklearn
import torch

from reference import cases, metrics, schedules
from reference.numbers import rounded
from reference.training import run

FIXTURES = Path(__file__).parent / "fixtures"


def write(name, content):
    """One line for each part, so that a change can be read."""
    lines = []
    for key, value in rounded(content).items():
        if isinstance(value, dict) and key in ("params", "gradients", "expected"):
            inner = (f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in value.items())
            value = "{\n" + ",\n".join(inner) + "\n  }"
        else:
            value = json.dumps(value)
        lines.append(f"  {json.dumps(key)}: {value}")
    path = FIXTURES / f"{name}.json"
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{path.name}: {path.stat().st_size} bytes {content.get('tolerance', '')}")


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    FIXTURES.mkdir(exist_ok=True)
    for old in FIXTURES.glob("*.json"):
        old.unlink()
    for case in cases.ALL:
        write(case["name"], run(case))
    write("schedules", {"schedules": schedules.all_schedules()})
    write("metrics", metrics.report())
    versions = {
        "python": platform.python_version(),
        "torch": torch.__version__.split("+")[0],
        "numpy": numpy.__version__,
        "scikit-learn": sklearn.__version__,
    }
    write("versions", versions)


if __name__ == "__main__":
    main()
