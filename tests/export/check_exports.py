"""Executes exported networks and compares them with what Kiln says of the same images.

usage: python check_exports.py FOLDER

For every NAME_images.npy, bytes [n, height, width], FOLDER holds NAME_logits.npy and NAME_probabilities.npy, [n, classes],
NAME.safetensors, NAME_pytorch.py, NAME_keras.py and NAME.onnx. One line is printed for each network and framework, with
the largest differences; the exit status is 1 where one is above 1e-4. Keras is left out where it cannot be imported.
"""

import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from PIL import Image

TOLERANCE = 1e-4

os.environ.setdefault("KERAS_BACKEND", "torch")
HAS_KERAS = importlib.util.find_spec("keras") is not None


def script(path):
    """The script as a module, without running what it does as a program."""
    spec = importlib.util.spec_from_file_location(path.stem.replace("-", "_"), path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pytorch(folder, name, images):
    module = script(folder / f"{name}_pytorch.py")
    with torch.inference_mode():
        logits = module.load()(module.preprocess(images))
        return logits.numpy(), module.probabilities(logits).numpy()


def keras(folder, name, images):
    import keras

    module = script(folder / f"{name}_keras.py")
    logits = module.load()(module.preprocess(images), training=False)
    return tuple(keras.ops.convert_to_numpy(values) for values in (logits, module.probabilities(logits)))


def onnx(folder, name, images):
    session = onnxruntime.InferenceSession(folder / f"{name}.onnx", providers=["CPUExecutionProvider"])
    values = (images.astype(np.float32) / 255)[:, None]
    return session.run(["logits", "probabilities"], {"image": values})


def compare(folder, name, execute):
    """Largest differences of logits and probabilities: of all images at once, and of the first alone."""
    images, logits, probabilities = (
        np.load(folder / f"{name}_{what}.npy") for what in ("images", "logits", "probabilities")
    )
    differences = []
    for count in (len(images), 1):
        found = execute(folder, name, images[:count])
        for values, expected in zip(found, (logits, probabilities), strict=True):
            if values.shape != expected[:count].shape:
                raise ValueError(f"{name}: {values.shape} instead of {expected[:count].shape}")
            differences.append(np.abs(values - expected[:count]).max())
    return max(differences[::2]), max(differences[1::2])


def run_as_program(folder, name, framework):
    """What a script prints for the first image, given as .npy and as PNG."""
    image = np.load(folder / f"{name}_images.npy")[0]
    likeliest = np.load(folder / f"{name}_probabilities.npy")[0].argmax()
    with tempfile.TemporaryDirectory() as pictures:
        npy, png = Path(pictures, "image.npy"), Path(pictures, "image.png")
        np.save(npy, image)
        Image.fromarray(image).save(png)
        for picture in (npy, png):
            command = [sys.executable, folder / f"{name}_{framework}.py", picture]
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode != 0 or not done.stdout.startswith(script(command[1]).CLASSES[likeliest] + ": "):
                raise RuntimeError(f"{command}: {done.stdout}{done.stderr}")


def main(folder):
    frameworks = {"pytorch": pytorch, "onnx": onnx}
    if HAS_KERAS:
        frameworks["keras"] = keras
    else:
        print("keras is left out: it is not installed")
    names = sorted(path.name.removesuffix("_images.npy") for path in folder.glob("*_images.npy"))
    if not names:
        sys.exit(f"{folder} holds no NAME_images.npy")
    failed = False
    for name in names:
        for framework, execute in frameworks.items():
            logits, probabilities = compare(folder, name, execute)
            # Written so that a NaN fails, too.
            failed |= not max(logits, probabilities) <= TOLERANCE
            print(f"{name:20} {framework:8} logits {logits:.1e} probabilities {probabilities:.1e}")
    for framework in frameworks.keys() - {"onnx"}:
        run_as_program(folder, names[0], framework)
    if failed:
        sys.exit(f"a difference is above {TOLERANCE}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
