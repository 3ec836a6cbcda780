//! Networks to begin with, as complete runs: adding one is adding a row to the table. Their names are translated by the
//! page.

use serde::Serialize;

use super::layer::{
    AvgPool2d, BatchNorm, Conv2d, Dense, Flatten, GlobalAvgPool, LayerConfig, LayerNorm, Lstm, MaxPool2d, Patches,
    Relu, Residual, Sigmoid, Tanh, TransformerEncoder,
};
use crate::config::{Clipping, DataConfig, Normalization, OptimizerConfig, RunConfig, Schedule};
use crate::error::Error;
use crate::train::optimizer::{AdamW, Sgd};

/// A run that works as it is.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Preset {
    /// Its name on the command line, and the key of its translated name.
    pub id: &'static str,
    /// What it is, in one line.
    pub description: &'static str,
    /// What may be expected of it.
    pub typical: Typical,
    /// Ready to run.
    pub config: RunConfig,
}

/// How well a preset reads test images: medians of three seeds, measured natively; `docs/results.md`.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Typical {
    /// Share of MNIST's 10,000 test images read correctly, 0 to 1, after learning from its training images.
    pub mnist: f64,
    /// The same of 2,000 built-in digits, after learning from 10,000 (both of seed 1); absent where it was not measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digits: Option<f64>,
    /// After so many epochs.
    pub epochs: u32,
}

/// A list of layers of different kinds.
macro_rules! layers {
    ($($layer:expr),+ $(,)?) => { vec![$(LayerConfig::from($layer)),+] };
}
/// A row: name, description, what it reaches, and how its run is made.
type Row = (&'static str, &'static str, Typical, fn() -> RunConfig);

/// As `npm run results` prints it.
const fn typical(mnist: f64, digits: Option<f64>, epochs: u32) -> Typical {
    Typical { mnist, digits, epochs }
}

const TABLE: [Row; 10] = [
    (
        "cnn-keras",
        "The convolutional network of Keras' MNIST example: three convolutions and two dense layers.",
        typical(0.9898, Some(0.9575), 5),
        cnn_keras,
    ),
    (
        "mlp",
        "A perceptron with one hidden layer of 128 ReLU units.",
        typical(0.9744, Some(0.8925), 5),
        || RunConfig::new(layers![Flatten {}, Dense { units: 128 }, Relu {}, Dense { units: 10 }]),
    ),
    (
        "fast",
        "Two small convolutions and a dense layer: past 98 % as soon as possible on a CPU, after one epoch.",
        typical(0.9832, Some(0.916), 1),
        fast,
    ),
    (
        "softmax",
        "Softmax regression: one dense layer, a weight for every pixel and class.",
        typical(0.9231, Some(0.821), 5),
        || RunConfig::new(layers![Flatten {}, Dense { units: 10 }]),
    ),
    (
        "mlp-sigmoid",
        "The same perceptron with sigmoid units, as networks were built before ReLU.",
        typical(0.9539, Some(0.8445), 5),
        || {
            RunConfig::new(layers![
                Flatten {},
                Dense { units: 128 },
                Sigmoid {},
                Dense { units: 10 }
            ])
        },
    ),
    (
        "lenet5",
        "LeNet-5 of 1998, with tanh and average pooling (LeCun et al.).",
        typical(0.9818, None, 5),
        lenet5,
    ),
    (
        "cnn-case-study",
        "Two convolutions and one dense layer on 10,000 images, by plain gradient descent for 100 epochs.",
        typical(0.9803, None, 100),
        cnn_case_study,
    ),
    (
        "resnet",
        "A small residual network with batch normalisation (He et al., 2016).",
        typical(0.985, None, 5),
        resnet,
    ),
    (
        "lstm",
        "A recurrent network that reads an image row by row, as a sequence of 28 steps.",
        typical(0.9875, None, 5),
        lstm,
    ),
    (
        "vit",
        "A tiny vision transformer: 16 patches that attend to one another (Dosovitskiy et al., 2021).",
        typical(0.984, None, 5),
        vit,
    ),
];

/// What keeps large rates from throwing a run off its course.
const UNIT_NORM: Clipping = Clipping {
    norm: Some(1.0),
    value: None,
};

/// 93,322 parameters.
fn cnn_keras() -> RunConfig {
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
fn fast() -> RunConfig {
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

fn cnn_case_study() -> RunConfig {
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
fn lenet5() -> RunConfig {
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

fn resnet() -> RunConfig {
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

fn lstm() -> RunConfig {
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

fn vit() -> RunConfig {
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

/// All presets, the first one first.
#[must_use]
pub fn all() -> Vec<Preset> {
    let preset = |(id, description, typical, config): Row| Preset {
        id,
        description,
        typical,
        config: config(),
    };
    TABLE.into_iter().map(preset).collect()
}

/// The preset called `id`.
///
/// ```
/// use kiln_core::model::preset;
///
/// assert!(preset::find("cnn-keras")?.config.validate(28, 28, 10).is_ok());
/// assert!(preset::find("cnn").unwrap_err().to_string().contains("cnn-keras"));
/// # Ok::<(), kiln_core::Error>(())
/// ```
///
/// # Errors
/// [`Error::UnknownPreset`] lists those there are.
pub fn find(id: &str) -> Result<Preset, Error> {
    let unknown = || Error::UnknownPreset {
        name: id.into(),
        known: TABLE.map(|(id, ..)| id).join(", "),
    };
    all().into_iter().find(|preset| preset.id == id).ok_or_else(unknown)
}

#[cfg(test)]
mod tests;
