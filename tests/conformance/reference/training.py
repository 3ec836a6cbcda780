"""Ten updates of one case, with f32 and with f64."""

import zlib

import torch
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_, clip_grad_value_

from .network import Network, draw, numbers
from .numbers import difference, tolerance
from .optimizers import check_muon, optimizer
from .schedules import rates

UPDATES = 10
JITTERED_RUNS = 4
LAST_BIT = 2.0**-23


def loss_of(config, logits, labels):
    """The mean over the batch."""
    loss = config.get("loss", {"type": "crossEntropy"})
    if loss["type"] == "crossEntropy":
        return functional.cross_entropy(logits, labels, label_smoothing=loss.get("labelSmoothing", 0.0))
    output = {"identity": lambda x: x, "softmax": lambda x: x.softmax(1), "sigmoid": torch.sigmoid}[loss["output"]]
    targets = functional.one_hot(labels, logits.shape[1]).to(logits.dtype)
    return functional.mse_loss(output(logits), targets)


def train(case, start, images, labels, dtype):
    """What the core is compared with, from the numbers `start`."""
    config = case["config"]
    network = Network(config["layers"], case["image"]).to(dtype).train()
    network.load_state_dict(start, strict=False)
    images = images.to(dtype)
    rule = optimizer(config, network.parameters())
    clipping = config.get("clipping", {})
    found = {"losses": []}
    schedule, warmup = config.get("schedule", {"type": "constant"}), config.get("warmupSteps", 0)
    for rate in rates(schedule, UPDATES, warmup, config["learningRate"]):
        for group in rule.param_groups:
            group["lr"] = rate
        network.zero_grad()
        logits = network(images)
        loss = loss_of(config, logits, labels)
        loss.backward()
        if not found["losses"]:
            found["logits"] = logits.detach()
            found["gradients"] = {name: param.grad.clone() for name, param in network.named_parameters()}
        found["losses"].append(loss.detach())
        if "value" in clipping:
            clip_grad_value_(network.parameters(), clipping["value"])
        if "norm" in clipping:
            clip_grad_norm_(network.parameters(), clipping["norm"])
        rule.step()
    found["losses"] = torch.stack(found["losses"])
    with torch.no_grad():
        found["evalLogits"] = network.eval()(images)
    return found


def without_noise(gradients, exact):
    """The same, and 0 where f64 leaves nothing but rounding noise."""
    largest = max(gradient.abs().max() for gradient in exact.values())
    noise = {name for name, gradient in exact.items() if gradient.abs().max() < 1e-12 * largest}
    return {name: torch.zeros_like(value) if name in noise else value for name, value in gradients.items()}


def differences(found, exact):
    gradients = without_noise(exact["gradients"], exact["gradients"])
    largest = max(gradient.abs().max().item() for gradient in gradients.values())
    gradients = [
        difference(found["gradients"][name], gradient, None if gradient.any() else largest)
        for name, gradient in gradients.items()
    ]
    single = {key: difference(found[key], exact[key]) for key in ("logits", "losses", "evalLogits")}
    return {"gradients": max(gradients), **single}


def run(case):
    """A case with its numbers."""
    if case["config"]["optimizer"]["type"] == "muon":
        check_muon()
    generator = torch.Generator().manual_seed(zlib.crc32(case["name"].encode()))
    image, count, classes = case["image"], case["config"]["batchSize"], case["numClasses"]
    network = Network(case["config"]["layers"], image)
    if network.output != [classes]:
        raise ValueError(f"{case['name']} ends in {network.output}")
    with torch.no_grad():
        draw(network, generator)
    start = {name: value.clone() for name, value in numbers(network).items()}
    pixels = torch.randint(0, 256, (count, *image), generator=generator)
    if case["grays"]:
        pixels = torch.tensor(case["grays"])[pixels % len(case["grays"])]
    # A pixel that is 0 in every image gives weights whose gradient is 0: no rule may divide by that.
    pixels[:, :, 0, 0] = 0
    images = pixels.float() / 255
    labels = torch.arange(count) % classes

    found = train(case, start, images, labels, torch.float32)
    exact = train(case, start, images, labels, torch.float64)
    measured = differences(found, exact)
    for _ in range(JITTERED_RUNS):
        moved = {
            name: value.double() * (1 + LAST_BIT * (2 * torch.rand(value.shape, generator=generator) - 1))
            for name, value in start.items()
        }
        apart = differences(train(case, moved, images, labels, torch.float64), exact)
        measured = {key: max(value, apart[key]) for key, value in measured.items()}
    if not found["losses"][-1] < found["losses"][0]:
        raise AssertionError(f"{case['name']} does not learn: {found['losses'].tolist()}")
    return {
        "name": case["name"],
        "config": case["config"],
        "image": image,
        "numClasses": classes,
        "tolerance": {key: tolerance(value) for key, value in measured.items()},
        "labels": labels,
        "images": images,
        "params": {name: {"shape": list(value.shape), "values": value} for name, value in start.items()},
        "logits": found["logits"],
        "gradients": without_noise(found["gradients"], exact["gradients"]),
        "losses": found["losses"],
        "evalLogits": found["evalLogits"],
    }
