"""The core's layers as PyTorch modules, named so that `state_dict` has the core's names."""

import torch
from torch import nn
from torch.nn import functional


class Flatten(nn.Module):
    def forward(self, x):
        return x.flatten(1)


class GlobalAvgPool(nn.Module):
    def forward(self, x):
        return x.mean((2, 3)) if x.dim() == 4 else x.mean(1)


class Recurrent:
    """Over the rows of an image, or the positions of a sequence."""

    return_sequences = False

    def forward(self, x):
        if x.dim() == 4:
            x = x.transpose(1, 2).flatten(2)
        outputs, _ = super().forward(x)
        return outputs if self.return_sequences else outputs[:, -1]


class Lstm(Recurrent, nn.LSTM):
    pass


class Gru(Recurrent, nn.GRU):
    pass


class Patches(nn.Module):
    def __init__(self, channels, positions, size, dim):
        super().__init__()
        self.size = size
        self.weight = nn.Parameter(torch.empty(dim, channels * size * size))
        self.bias = nn.Parameter(torch.empty(dim))
        self.position = nn.Parameter(torch.empty(positions, dim))

    def forward(self, x):
        patches = functional.unfold(x, self.size, stride=self.size).transpose(1, 2)
        return functional.linear(patches, self.weight, self.bias) + self.position


class Residual(nn.Module):
    def __init__(self, layers, shape):
        super().__init__()
        self.layers, output = chain(layers, shape)
        self.shortcut = None
        if output != shape:
            stride = -(-shape[1] // output[1])
            self.shortcut = nn.Conv2d(shape[0], output[0], 1, stride=stride)

    def forward(self, x):
        way = x if self.shortcut is None else self.shortcut(x)
        for layer in self.layers:
            x = layer(x)
        return x + way


ACTIVATIONS = {
    "relu": lambda _: nn.ReLU(),
    "leakyRelu": lambda config: nn.LeakyReLU(config["slope"]),
    "gelu": lambda _: nn.GELU(),
    "sigmoid": lambda _: nn.Sigmoid(),
    "tanh": lambda _: nn.Tanh(),
    "silu": lambda _: nn.SiLU(),
}


def module(config, shape):
    """A layer for inputs of `shape`, one sample's."""
    kind = config["type"]
    if kind in ACTIVATIONS:
        return ACTIVATIONS[kind](config)
    if kind == "conv2d":
        kernel = config["kernel"]
        padding = (kernel - 1) // 2 if config.get("padding") == "same" else 0
        return nn.Conv2d(shape[0], config["channels"], kernel, config.get("stride", 1), padding)
    if kind in ("maxPool2d", "avgPool2d"):
        return (nn.MaxPool2d if kind == "maxPool2d" else nn.AvgPool2d)(config["size"])
    if kind == "batchNorm":
        return (nn.BatchNorm2d if len(shape) == 3 else nn.BatchNorm1d)(shape[0])
    if kind == "layerNorm":
        return nn.LayerNorm(shape[-1:] if len(shape) == 2 else shape)
    if kind in ("lstm", "gru"):
        features = shape[0] * shape[2] if len(shape) == 3 else shape[1]
        layer = (Lstm if kind == "lstm" else Gru)(features, config["units"], batch_first=True)
        layer.return_sequences = config.get("returnSequences", False)
        return layer
    if kind == "patches":
        size = config["size"]
        return Patches(shape[0], (shape[1] // size) * (shape[2] // size), size, config["dim"])
    if kind == "transformerEncoder":
        heads, hidden = config["heads"], config["hidden"]
        options = {"dropout": 0.0, "activation": "gelu", "norm_first": True, "batch_first": True}
        return nn.TransformerEncoderLayer(shape[1], heads, hidden, **options)
    others = {
        "globalAvgPool": GlobalAvgPool,
        "flatten": Flatten,
        "dropout": lambda: nn.Dropout(config["rate"]),
        "dense": lambda: nn.Linear(shape[-1], config["units"]),
        "residual": lambda: Residual(config["layers"], shape),
    }
    return others[kind]()


def chain(configs, shape):
    """Modules one after another, and the shape after the last."""
    modules = nn.ModuleList()
    for config in configs:
        layer = module(config, shape)
        with torch.no_grad():
            # Two samples: batch normalisation takes no single one.
            shape = list(layer(torch.zeros(2, *shape)).shape[1:])
        modules.append(layer)
    return modules, shape


class Network(nn.Module):
    def __init__(self, configs, image):
        super().__init__()
        self.layers, self.output = chain(configs, list(image))

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


def numbers(network):
    """Parameters and running statistics by name."""
    return {name: value for name, value in network.state_dict().items() if "num_batches" not in name}


def draw(network, generator):
    """Fills a network with numbers that let every path matter; none keeps a default of 0 or 1."""
    for name, value in numbers(network).items():
        normal = torch.randn(value.shape, generator=generator)
        if "running_var" in name:
            normal = 0.5 + torch.rand(value.shape, generator=generator)
        elif name.endswith("weight") and is_gain(network, name):
            normal = 1.0 + 0.2 * normal
        elif "weight" in name:
            normal = normal / value[0].numel() ** 0.5
        else:
            normal = 0.2 * normal
        value.copy_(normal)


def is_gain(network, name):
    owner = network.get_submodule(name.rpartition(".")[0])
    return isinstance(owner, (nn.LayerNorm, nn.BatchNorm1d, nn.BatchNorm2d))
