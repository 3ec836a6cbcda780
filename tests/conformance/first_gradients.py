"""How far the first gradients of a preset are from those in double precision, beside PyTorch in single precision.

`python first_gradients.py KILN MNIST_DIR [PRESET [SEED...]]`: KILN is the program, MNIST_DIR the folder with MNIST's
files. For each seed the preset is begun with its own initial weights on MNIST's first 128 images. What Kiln's gradients
are is told by one step of SGD with a learning rate of 1: weights before less weights after, which rounds at 2^-24 of a
weight; what they are before is told by a step that is too small to change any. The same network, exported as a PyTorch script, gives the gradients in both precisions. An error is the largest
difference in a tensor, as a share of the largest gradient in it; biases whose gradient is zero, since a batch
normalisation follows, are left out.

A unit within rounding of 0 passes its gradient in one precision and not in the other: where that happens, in any
program, an error is of the order of 1e-3.
"""

import gzip
import importlib.util
import json
import statistics
import struct
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from safetensors.torch import load_file

NUM_IMAGES = 128
FILES = {"train-images-idx3-ubyte": (16, 784), "train-labels-idx1-ubyte": (8, 1)}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    kiln, mnist, preset = sys.argv[1], Path(sys.argv[2]), (sys.argv[3:] or ["resnet"])[0]
    seeds = [int(seed) for seed in sys.argv[4:]] or list(range(1, 15))
    torch.set_num_threads(1)
    with TemporaryDirectory() as folder:
        folder = Path(folder)
        images, labels = first_images(mnist, folder)
        errors = []
        for seed in seeds:
            before, after = (one_step(kiln, folder, preset, seed, rate) for rate in ("1e-60", "1"))
            network = exported(kiln, folder)
            exact, single = (gradients(network, before, images, labels, type_) for type_ in (torch.float64, torch.float32))
            ours = {name: before[name].double() - after[name].double() for name in exact}
            errors.append((*apart(ours, exact), *apart(single, exact)))
            print("seed {}: Kiln {:.1e} (median {:.1e}), PyTorch {:.1e} (median {:.1e})".format(seed, *errors[-1]))
        middle = [statistics.median(column) for column in zip(*errors)]
        print("median of {} seeds: Kiln {:.1e} ({:.1e}), PyTorch {:.1e} ({:.1e})".format(len(seeds), *middle))


def first_images(mnist, folder):
    """Writes MNIST's first images as a dataset of their own; a test set must be there, and is the same."""
    contents = {}
    for name, (header, size) in FILES.items():
        data = gzip.open(mnist / f"{name}.gz").read()
        contents[name] = data[header : header + NUM_IMAGES * size]
        # The second number of the header counts the items.
        part = data[:4] + struct.pack(">I", NUM_IMAGES) + data[8:header] + contents[name]
        for target in (name, name.replace("train", "t10k")):
            (folder / target).write_bytes(part)
    images, labels = (np.frombuffer(contents[name], np.uint8) for name in FILES)
    return images.reshape(-1, 1, 28, 28), torch.tensor(labels.astype(np.int64))


def one_step(kiln, folder, preset, seed, rate):
    """Weights after one step of SGD."""
    path = folder / "weights.safetensors" if rate == "1e-60" else folder / "after.safetensors"
    config = subprocess.run([kiln, "train", "--preset", preset, "--print-config"], check=True, capture_output=True)
    unclipped = {**json.loads(config.stdout), "clipping": {"value": None, "norm": None}}
    (folder / "run.json").write_text(json.dumps(unclipped))
    settings = f"--batch-size {NUM_IMAGES} --epochs 1 --optimizer sgd --weight-decay 0 --schedule constant".split()
    command = [kiln, "train", "--config", folder / "run.json", "--data", folder, "--seed", str(seed)]
    subprocess.run([*command, *settings, "--learning-rate", rate, "--save", path], check=True, capture_output=True)
    return {name: values for name, values in load_file(path).items() if name.startswith("layers.")}


def exported(kiln, folder):
    """The module that Kiln writes for PyTorch: the network, and how it takes pixels."""
    script = folder / "network.py"
    command = [kiln, "export", "--checkpoint", folder / "weights.safetensors", "--format", "pytorch", "--output", script]
    subprocess.run(command, check=True, capture_output=True)
    spec = importlib.util.spec_from_file_location("network", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gradients(network, weights, images, labels, type_):
    model = network.Network()
    model.load_state_dict(weights)
    model = model.to(type_).train()
    pixels = network.preprocess(images).to(type_)
    torch.nn.functional.cross_entropy(model(pixels), labels).backward()
    return {name: parameter.grad.double() for name, parameter in model.named_parameters()}


def apart(found, exact):
    """The largest error of a tensor, and the median."""
    highest = {name: values.abs().max() for name, values in exact.items()}
    errors = [
        ((found[name] - values).abs().max() / highest[name]).item()
        for name, values in exact.items()
        if highest[name] > 1e-9
    ]
    return max(errors), statistics.median(errors)


if __name__ == "__main__":
    main()
