//! The runs of the presets: layers, and the settings in which they differ from the usual ones.

use crate::config::{Clipping, DataConfig, Normalization, OptimizerConfig, RunConfig, Schedule};
use crate::model::layer::{
    AvgPool2d, BatchNorm, Conv2d, Dense, Flatten, GlobalAvgPool, LayerConfig, LayerNorm, Lstm, MaxPool2d, Patches,
    Relu, Residual, Sigmoid, Tanh, TransformerEncoder,
};
use crate::train::optimizer::{AdamW, Sgd};

/// A list of layers of different kinds.
macro_rules! layers {
    ($($layer:expr),+ $(,)?) => { vec![$(LayerConfig::from($layer)),+] };
}

pub(super) fn mlp() -> RunConfig {
    RunConfig::new(layers![Flatten {}, Dense { units: 128 }, Relu {}, Dense { units: 10 }])
}

pub(super) fn softmax() -> RunConfig {
    RunConfig::new(layers![Flatten {}, Dense { units: 10 }])
}

pub(super) fn mlp_sigmoid() -> RunConfig {
    RunConfig::new(layers![
        Flatten {},
        Dense { units: 128 },
        Sigmoid {},
        Dense { units: 10 }
    ])
}

/// Gradient clipping, which keeps large learning rates stable.
const UNIT_NORM: Clipping = Clipping {
    norm: Some(1.0),
    value: None,
};

/// 93,322 parameters.
pub(super) fn cnn_keras() -> RunConfig {
    RunConfig::new(layers![
        Conv2d::new(32, 3),
        Relu {},
        MaxPool2d { size: 2 },
        Conv2d::new(64, 3),
        Relu {},
        MaxPool2d { size: 2 },
        Conv2d::new(64, 3),
        Relu {},
        Flatten {},
        Dense { units: 64 },
        Relu {},
        Dense { units: 10 },
    ])
}

/// 5,258 parameters. Found by trying eight networks with several sizes of batch; `docs/performance.md`.
pub(super) fn fast() -> RunConfig {
    RunConfig {
        schedule: Schedule::OneCycle { rise: 0.3 },
        learning_rate: 2e-2,
        batch_size: 128,
        num_epochs: 1,
        ..RunConfig::new(layers![
            Conv2d::new(8, 3),
            Relu {},
            MaxPool2d { size: 2 },
            Conv2d::new(16, 3),
            Relu {},
            MaxPool2d { size: 2 },
            Flatten {},
            Dense { units: 10 },
        ])
    }
}

pub(super) fn cnn_case_study() -> RunConfig {
    let mut config = RunConfig {
        optimizer: OptimizerConfig::Sgd(Sgd::default()),
        learning_rate: 0.05,
        batch_size: 64,
        num_epochs: 100,
        ..RunConfig::new(layers![
            Conv2d::same(32, 3),
            Relu {},
            MaxPool2d { size: 2 },
            Conv2d::same(64, 3),
            Relu {},
            MaxPool2d { size: 2 },
            Flatten {},
            Dense { units: 10 },
        ])
    };
    config.data.num_train = Some(10_000);
    config
}

/// 61,706 parameters: the third convolution, whose output is one pixel, is written as the dense layer that it is.
pub(super) fn lenet5() -> RunConfig {
    RunConfig::new(layers![
        Conv2d::same(6, 5),
        Tanh {},
        AvgPool2d { size: 2 },
        Conv2d::new(16, 5),
        Tanh {},
        AvgPool2d { size: 2 },
        Flatten {},
        Dense { units: 120 },
        Tanh {},
        Dense { units: 84 },
        Tanh {},
        Dense { units: 10 },
    ])
}

pub(super) fn resnet() -> RunConfig {
    let block = |channels, stride| Residual {
        layers: layers![
            Conv2d {
                stride,
                ..Conv2d::same(channels, 3)
            },
            BatchNorm {},
            Relu {},
            Conv2d::same(channels, 3),
            BatchNorm {},
        ],
    };
    RunConfig::new(layers![
        Conv2d::same(16, 3),
        BatchNorm {},
        Relu {},
        block(16, 1),
        Relu {},
        block(32, 2),
        Relu {},
        block(64, 2),
        Relu {},
        GlobalAvgPool {},
        Dense { units: 10 },
    ])
}

pub(super) fn lstm() -> RunConfig {
    RunConfig {
        schedule: Schedule::OneCycle { rise: 0.3 },
        learning_rate: 5e-3,
        clipping: UNIT_NORM,
        ..RunConfig::new(layers![
            Lstm {
                units: 128,
                return_sequences: false
            },
            Dense { units: 10 },
        ])
    }
}

pub(super) fn vit() -> RunConfig {
    let block = TransformerEncoder {
        heads: 4,
        hidden: 128,
        dropout: 0.0,
    };
    RunConfig {
        optimizer: OptimizerConfig::AdamW(AdamW::default()),
        schedule: Schedule::OneCycle { rise: 0.3 },
        learning_rate: 4e-3,
        weight_decay: 0.05,
        clipping: UNIT_NORM,
        data: DataConfig {
            normalization: Normalization::Standard,
            ..DataConfig::default()
        },
        ..RunConfig::new(layers![
            Patches { size: 7, dim: 64 },
            block,
            block,
            block,
            LayerNorm {},
            GlobalAvgPool {},
            Dense { units: 10 },
        ])
    }
}
