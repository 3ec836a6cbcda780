"""Which networks are trained: each layer, loss, optimizer and way of clipping once, as small as can be. What lies before
the layer in question learns too, so that the gradient of its input counts."""


def conv(channels, kernel, **more):
    return {"type": "conv2d", "channels": channels, "kernel": kernel, **more}


def dense(units):
    return {"type": "dense", "units": units}


def patches(size, dim):
    return {"type": "patches", "size": size, "dim": dim}


def residual(*layers):
    return {"type": "residual", "layers": list(layers)}


def same(channels, **more):
    return conv(channels, 3, padding="same", **more)


FLATTEN = {"type": "flatten"}
TANH = {"type": "tanh"}
RELU = {"type": "relu"}
GLOBAL = {"type": "globalAvgPool"}
BATCH_NORM = {"type": "batchNorm"}
LAYER_NORM = {"type": "layerNorm"}
SGD = {"type": "sgd"}
PERCEPTRON = [FLATTEN, dense(6), TANH, dense(3)]


def case(name, layers, image=(6, 6), count=6, classes=3, optimizer=SGD, rate=0.1, grays=None, **more):
    """`grays`: the gray values that pixels are drawn from, instead of all."""
    config = {
        "layers": layers,
        "optimizer": optimizer,
        "learningRate": rate,
        **more,
        "batchSize": count,
        "numEpochs": 10,
        "seed": 1,
    }
    return {"name": name, "config": config, "image": [1, *image], "numClasses": classes, "grays": grays}


def activation(name, **fields):
    return case(f"activation-{name}", [FLATTEN, dense(8), fields or {"type": name}, dense(3)], (4, 4))


def recurrent(kind):
    def layer(units, **more):
        return {"type": kind, "units": units, **more}

    return [
        case(f"{kind}-last", [patches(2, 4), layer(4), dense(3)]),
        case(f"{kind}-all", [patches(2, 4), layer(3, returnSequences=True), FLATTEN, dense(3)]),
        case(f"{kind}-image", [same(2), layer(3), dense(3)], (5, 6)),
    ]


LAYERS = [
    case("conv2d-valid", [same(2), conv(3, 3), FLATTEN, dense(3)], (6, 5)),
    case("conv2d-same", [same(2), TANH, same(2), FLATTEN, dense(3)], (6, 5)),
    case("conv2d-stride-2", [same(2), conv(3, 3, stride=2), FLATTEN, dense(3)], (7, 6)),
    case("conv2d-same-stride-2", [same(2), same(3, stride=2), FLATTEN, dense(3)], (7, 6)),
    case("max-pool2d", [same(2), {"type": "maxPool2d", "size": 2}, FLATTEN, dense(3)], (7, 6)),
    case("avg-pool2d", [same(2), {"type": "avgPool2d", "size": 2}, FLATTEN, dense(3)], (7, 6)),
    case("global-avg-pool-image", [conv(4, 3), TANH, GLOBAL, dense(3)]),
    case("global-avg-pool-sequence", [patches(3, 4), TANH, GLOBAL, dense(3)]),
    case("batch-norm-image", [conv(3, 3), BATCH_NORM, TANH, GLOBAL, dense(3)]),
    case("batch-norm-features", [FLATTEN, dense(5), BATCH_NORM, TANH, dense(3)], (4, 4), 8),
    # As many rows as training has, bright and of little contrast: their sums are long, and their means far from 0.
    case(
        "batch-norm-large-batch",
        [conv(4, 3), BATCH_NORM, TANH, GLOBAL, dense(3)],
        (16, 16),
        128,
        grays=(204, 255),
    ),
    case("layer-norm-image", [conv(2, 3), LAYER_NORM, TANH, FLATTEN, dense(3)]),
    case("layer-norm-sequence", [patches(3, 5), LAYER_NORM, TANH, FLATTEN, dense(3)]),
    case("layer-norm-features", [FLATTEN, dense(6), LAYER_NORM, TANH, dense(3)], (4, 4)),
    case("dropout-0", [FLATTEN, dense(6), {"type": "dropout", "rate": 0.0}, TANH, dense(3)], (4, 4)),
    case("flatten-image", [conv(2, 3), FLATTEN, dense(3)], (5, 4)),
    case("flatten-sequence", [patches(2, 3), FLATTEN, dense(3)], (4, 6)),
    case("dense-features", [FLATTEN, dense(6), dense(5), dense(4)], (4, 4), 8, 4),
    case("dense-sequence", [patches(2, 4), dense(5), TANH, FLATTEN, dense(3)], (4, 4)),
    activation("relu"),
    activation("leaky-relu", type="leakyRelu", slope=0.2),
    activation("gelu"),
    activation("sigmoid"),
    activation("tanh"),
    activation("silu"),
    case("residual", [same(2), residual(same(2), TANH, same(2)), TANH, GLOBAL, dense(3)]),
    case("residual-shortcut", [same(2), residual(same(3, stride=2), TANH, same(3)), TANH, GLOBAL, dense(3)], (7, 6)),
    case("residual-batch-norm", [same(2), residual(same(3), BATCH_NORM, RELU, same(3), BATCH_NORM), GLOBAL, dense(3)]),
    case("residual-nested", [FLATTEN, dense(4), residual(dense(4), residual(TANH, dense(4))), dense(3)], (4, 4)),
    case("residual-sequence", [patches(3, 4), residual(LAYER_NORM, dense(4), TANH), FLATTEN, dense(3)]),
    *recurrent("lstm"),
    *recurrent("gru"),
    case("patches", [same(2), patches(2, 4), TANH, FLATTEN, dense(3)], (4, 6)),
    case(
        "transformer-encoder",
        [patches(2, 4), {"type": "transformerEncoder", "heads": 2, "hidden": 6}, FLATTEN, dense(3)],
        (4, 6),
    ),
]


def loss(name, **fields):
    return case(f"loss-{name}", PERCEPTRON, (4, 4), 8, rate=0.5, loss=fields)


LOSSES = [
    loss("cross-entropy", type="crossEntropy"),
    loss("label-smoothing", type="crossEntropy", labelSmoothing=0.1),
    *[loss(f"mse-{output}", type="meanSquaredError", output=output) for output in ("identity", "softmax", "sigmoid")],
]


def rule(name, rate, layers=PERCEPTRON, **fields):
    """Without weight decay, and with."""
    plain = case(f"optimizer-{name}", layers, (4, 4), 8, optimizer=fields, rate=rate)
    return [plain, case(f"optimizer-{name}-decay", layers, (4, 4), 8, optimizer=fields, rate=rate, weightDecay=0.1)]


ADAM = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7}
RMSPROP = {"type": "rmsprop", "alpha": 0.99, "epsilon": 1e-8}
OPTIMIZERS = [
    *rule("sgd", 0.1, type="sgd"),
    *rule("momentum", 0.1, type="sgd", momentum=0.9),
    *rule("nesterov", 0.1, type="sgd", momentum=0.9, nesterov=True),
    *rule("adam", 0.01, type="adam", **ADAM),
    *rule("adamw", 0.01, type="adamw", **ADAM),
    *rule("rmsprop", 0.01, momentum=0.0, **RMSPROP),
    *rule("rmsprop-momentum", 0.003, momentum=0.9, **RMSPROP),
    *rule("adagrad", 0.1, type="adagrad", epsilon=1e-10),
    # So large an epsilon shows where it is added: behind the root, and after the bias is corrected.
    *rule("adam-epsilon", 0.01, type="adam", **ADAM | {"epsilon": 0.05})[:1],
    *rule("rmsprop-epsilon", 0.01, momentum=0.0, **RMSPROP | {"epsilon": 0.05})[:1],
    *rule("adagrad-epsilon", 0.1, type="adagrad", epsilon=0.05)[:1],
    *rule("muon", 0.02, type="muon", momentum=0.95),
    *rule("muon-filters", 0.02, [conv(3, 3), TANH, FLATTEN, dense(3)], type="muon", momentum=0.95),
]

REST = [
    case("clipping-value", PERCEPTRON, (4, 4), 8, rate=1.0, clipping={"value": 0.05}),
    case("clipping-norm", PERCEPTRON, (4, 4), 8, rate=1.0, clipping={"norm": 0.3}),
    case("clipping-both", PERCEPTRON, (4, 4), 8, rate=1.0, clipping={"value": 0.1, "norm": 0.3}),
    case(
        "schedule-and-warmup",
        PERCEPTRON,
        (4, 4),
        8,
        optimizer={"type": "adam", **ADAM},
        rate=0.02,
        schedule={"type": "cosine", "floor": 0.1},
        warmupSteps=3,
    ),
]

ALL = LAYERS + LOSSES + OPTIMIZERS + REST
