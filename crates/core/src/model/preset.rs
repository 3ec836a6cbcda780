//! Presets: networks to begin with, as complete runs. Adding one is adding a row to the table, and its run to
//! `networks`. Their names are translated by the page.

mod networks;

use serde::Serialize;

use crate::config::RunConfig;
use crate::error::Error;

/// A run that works as it is.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Preset {
    /// Its name on the command line, and the key of its translated name.
    pub id: &'static str,
    /// Description, in one line.
    pub description: &'static str,
    /// Typical accuracy.
    pub typical: Typical,
    /// Ready to run.
    pub config: RunConfig,
}

/// Typical accuracy of a preset on test images: medians of three seeds, measured natively; `docs/results.md`.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Typical {
    /// Fraction of MNIST's 10,000 test images classified correctly, 0 to 1, after learning from its training images.
    pub mnist: f64,
    /// The same of 2,000 built-in digits, after learning from 10,000 (both of seed 1); absent where it was not
    /// measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digits: Option<f64>,
    /// After so many epochs.
    pub epochs: u32,
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
        networks::cnn_keras,
    ),
    (
        "mlp",
        "A perceptron with one hidden layer of 128 ReLU units.",
        typical(0.9744, Some(0.8925), 5),
        networks::mlp,
    ),
    (
        "fast",
        "Two small convolutions and a dense layer: past 98 % as soon as possible on a CPU, after one epoch.",
        typical(0.9832, Some(0.916), 1),
        networks::fast,
    ),
    (
        "softmax",
        "Softmax regression: one dense layer, a weight for every pixel and class.",
        typical(0.9231, Some(0.821), 5),
        networks::softmax,
    ),
    (
        "mlp-sigmoid",
        "The same perceptron with sigmoid units, as networks were built before ReLU.",
        typical(0.9539, Some(0.8445), 5),
        networks::mlp_sigmoid,
    ),
    (
        "lenet5",
        "LeNet-5 of 1998, with tanh and average pooling (LeCun et al.).",
        typical(0.9818, Some(0.9115), 5),
        networks::lenet5,
    ),
    (
        "cnn-case-study",
        "Two convolutions and one dense layer on 10,000 images, by plain gradient descent for 100 epochs.",
        typical(0.9803, Some(0.962), 100),
        networks::cnn_case_study,
    ),
    (
        "resnet",
        "A small residual network with batch normalisation (He et al., 2016).",
        typical(0.985, Some(0.9515), 5),
        networks::resnet,
    ),
    (
        "lstm",
        "A recurrent network that reads an image row by row, as a sequence of 28 steps.",
        typical(0.9875, Some(0.949), 5),
        networks::lstm,
    ),
    (
        "vit",
        "A tiny vision transformer: 16 patches that attend to one another (Dosovitskiy et al., 2021).",
        typical(0.984, Some(0.898), 5),
        networks::vit,
    ),
];

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
