//! Networks to begin with, as complete runs: adding one is adding a row. Their names are translated by the page.

use serde::Serialize;

use crate::config::LayerConfig::{self, Conv2d, Dense, Flatten, MaxPool2d, Relu};
use crate::config::{OptimizerConfig, RunConfig};
use crate::error::Error;

/// A run that works as it is.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Preset {
    /// Its name on the command line, and the key of its translated name.
    pub id: &'static str,
    /// Ready to run.
    pub config: RunConfig,
}

const TABLE: [(&str, &[LayerConfig]); 2] = [
    // The convolutional network of Keras' MNIST example: 93,322 parameters.
    (
        "cnn-keras",
        &[
            Conv2d {
                channels: 32,
                kernel: 3,
            },
            Relu,
            MaxPool2d { size: 2 },
            Conv2d {
                channels: 64,
                kernel: 3,
            },
            Relu,
            MaxPool2d { size: 2 },
            Conv2d {
                channels: 64,
                kernel: 3,
            },
            Relu,
            Flatten,
            Dense { units: 64 },
            Relu,
            Dense { units: 10 },
        ],
    ),
    // One hidden layer: 101,770 parameters.
    ("mlp", &[Flatten, Dense { units: 128 }, Relu, Dense { units: 10 }]),
];

/// All presets, the first one first.
#[must_use]
pub fn all() -> Vec<Preset> {
    let config = |layers: &[LayerConfig]| RunConfig {
        layers: layers.to_vec(),
        optimizer: OptimizerConfig::Adam,
        learning_rate: 1e-3,
        batch_size: 128,
        num_epochs: 5,
        seed: 1,
    };
    TABLE
        .iter()
        .map(|&(id, layers)| Preset {
            id,
            config: config(layers),
        })
        .collect()
}

/// The preset called `id`.
///
/// # Errors
/// [`Error::UnknownPreset`] lists those there are.
pub fn find(id: &str) -> Result<Preset, Error> {
    let unknown = || Error::UnknownPreset {
        name: id.into(),
        known: TABLE.map(|(id, _)| id).join(", "),
    };
    all().into_iter().find(|preset| preset.id == id).ok_or_else(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_valid_and_round_trips() {
        for preset in all() {
            let json = serde_json::to_string(&preset.config).unwrap();
            assert_eq!(serde_json::from_str::<RunConfig>(&json).unwrap(), preset.config);
            preset.config.validate(28, 28, 10).unwrap();
        }
    }

    #[test]
    fn an_unknown_preset_lists_those_there_are() {
        let message = find("cnn").unwrap_err().to_string();
        assert_eq!(message, "there is no preset \"cnn\"; there are: cnn-keras, mlp.");
    }
}
