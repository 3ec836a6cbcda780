//! The exported networks: every preset, and networks of the other layers, on images that are higher or wider, with
//! other scales and losses.

use kiln_core::config::LayerConfig;
use kiln_core::data::normalize::Normalize;
use kiln_core::model::layer::{
    AvgPool2d, BatchNorm, Conv2d, Dense, Dropout, Flatten, Gelu, Gru, LayerNorm, LeakyRelu, Lstm, MaxPool2d, Padding,
    Patches, Relu, Residual, Silu, Tanh, TransformerEncoder,
};
use kiln_core::model::preset;
use kiln_core::train::loss::{Loss, Output};

/// What is exported and how it is used.
pub struct Network {
    /// Begin of its files' names.
    pub name: String,
    /// Its layers.
    pub layers: Vec<LayerConfig>,
    /// Height and width of its images.
    pub image: [usize; 2],
    /// How pixels are scaled.
    pub normalization: Normalize,
    /// What says how logits become probabilities.
    pub loss: Loss,
}

macro_rules! layers {
    ($($layer:expr),+ $(,)?) => { vec![$(LayerConfig::from($layer)),+] };
}

/// All of them.
pub fn networks() -> Vec<Network> {
    let presets = preset::all().into_iter().map(|preset| Network {
        name: preset.id.into(),
        layers: preset.config.layers,
        image: [28, 28],
        normalization: Normalize {
            mean: 0.1307,
            std: 0.3081,
        },
        loss: Loss::default(),
    });
    let others = [
        ("other-convolutions", convolutions(), [20, 28], Output::Identity),
        ("other-recurrent", recurrent(), [28, 20], Output::Sigmoid),
        ("other-sequence", sequence(), [24, 16], Output::Softmax),
    ];
    let others = others.map(|(name, layers, image, output)| Network {
        name: name.into(),
        layers,
        image,
        normalization: Normalize::UNIT,
        loss: Loss::MeanSquaredError { output },
    });
    presets.chain(others).collect()
}

/// Blocks within blocks, a shortcut whose stride does not divide, and a normalised image whose channels come last in
/// Keras.
fn convolutions() -> Vec<LayerConfig> {
    let strided = Conv2d {
        channels: 6,
        kernel: 5,
        stride: 3,
        padding: Padding::Same,
    };
    layers![
        Conv2d {
            stride: 2,
            ..Conv2d::new(4, 3)
        },
        LayerNorm {},
        Silu {},
        Residual {
            layers: layers![
                strided,
                Gelu {},
                Residual {
                    layers: layers![Conv2d::same(6, 3), LeakyRelu { slope: 0.2 }],
                },
            ],
        },
        Dropout { rate: 0.25 },
        AvgPool2d { size: 2 },
        Flatten {},
        Dense { units: 16 },
        BatchNorm {},
        LayerNorm {},
        Relu {},
        Dropout { rate: 0.5 },
        Dense { units: 10 },
    ]
}

/// Rows of several channels, and outputs of every position.
fn recurrent() -> Vec<LayerConfig> {
    layers![
        Conv2d::same(3, 3),
        MaxPool2d { size: 2 },
        Lstm {
            units: 12,
            return_sequences: true,
        },
        Dense { units: 9 },
        LeakyRelu::default(),
        Gru {
            units: 8,
            return_sequences: true,
        },
        Gru {
            units: 11,
            return_sequences: false,
        },
        Tanh {},
        Dense { units: 10 },
    ]
}

/// Patches of several channels, and a sequence flattened.
fn sequence() -> Vec<LayerConfig> {
    layers![
        Conv2d::same(3, 3),
        Patches { size: 4, dim: 12 },
        Dropout { rate: 0.1 },
        TransformerEncoder {
            heads: 3,
            hidden: 20,
            dropout: 0.1,
        },
        Residual {
            layers: layers![LayerNorm {}, Dense { units: 12 }, Gelu {}],
        },
        Gru {
            units: 6,
            return_sequences: true,
        },
        Flatten {},
        Dense { units: 10 },
    ]
}
