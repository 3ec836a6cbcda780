//! What a list of layers comes to, before anything is allocated: the shape after every layer, parameters, and
//! multiply-adds. An impossible list gets an error that names the layer, its input and the fix.

use serde::Serialize;

use crate::config::LayerConfig;
use crate::error::Error;

/// Past this a browser tab runs out of memory: Adam keeps three numbers a parameter besides its gradient.
pub const MAX_PARAMS: usize = 50_000_000;
/// Long enough for anything trained here.
pub const MAX_LAYERS: usize = 200;

/// What one layer comes to.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LayerSummary {
    /// Shape after it for one image: `[channels, height, width]` or `[features]`.
    pub output: Vec<usize>,
    /// Weights and biases.
    pub num_params: usize,
    /// Multiplications each followed by an addition, for one image, forward.
    pub multiply_adds: usize,
}

/// What a network comes to.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// One row a layer, in order.
    pub layers: Vec<LayerSummary>,
    /// Of all layers.
    pub num_params: usize,
    /// Of all layers, for one image, forward.
    pub multiply_adds: usize,
}

impl LayerConfig {
    /// Its kind, as the JSON spells it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Conv2d { .. } => "conv2d",
            Self::MaxPool2d { .. } => "maxPool2d",
            Self::Relu => "relu",
            Self::Flatten => "flatten",
            Self::Dense { .. } => "dense",
        }
    }

    /// What this layer makes of one input of shape `input`, or why it cannot.
    fn summarize(&self, input: &[usize]) -> Result<LayerSummary, String> {
        let overflow = || format!("it would have more than {MAX_PARAMS} parameters. Make it smaller.");
        let product = |factors: &[usize]| {
            let product = factors
                .iter()
                .try_fold(1_usize, |product, &factor| product.checked_mul(factor));
            product.ok_or_else(overflow)
        };
        let without_params = |output| LayerSummary {
            output,
            num_params: 0,
            multiply_adds: 0,
        };
        match (*self, input) {
            (Self::Conv2d { channels: 0, .. } | Self::Dense { units: 0 }, _) => {
                Err("it needs at least 1 output.".into())
            }
            (Self::Conv2d { kernel: 0, .. } | Self::MaxPool2d { size: 0 }, _) => {
                Err("its size must be at least 1.".into())
            }
            (Self::Conv2d { channels, kernel }, &[depth, height, width]) => {
                if kernel > height.min(width) {
                    return Err(format!(
                        "its kernel of {kernel} is larger than the image. Make it smaller."
                    ));
                }
                let output = vec![channels, height - kernel + 1, width - kernel + 1];
                let weights = product(&[channels, depth, kernel, kernel])?;
                let multiply_adds = product(&[weights, output[1], output[2]])?;
                Ok(LayerSummary {
                    output,
                    num_params: weights.checked_add(channels).ok_or_else(overflow)?,
                    multiply_adds,
                })
            }
            (Self::MaxPool2d { size }, &[depth, height, width]) => {
                if size > height.min(width) {
                    return Err(format!(
                        "its window of {size} leaves nothing of the image. Make it smaller."
                    ));
                }
                Ok(without_params(vec![depth, height / size, width / size]))
            }
            (Self::Relu, shape) => Ok(without_params(shape.to_vec())),
            (Self::Flatten, shape) => Ok(without_params(vec![product(shape)?])),
            (Self::Dense { units }, &[features]) => {
                let weights = product(&[features, units])?;
                let num_params = weights.checked_add(units).ok_or_else(overflow)?;
                Ok(LayerSummary {
                    output: vec![units],
                    num_params,
                    multiply_adds: weights,
                })
            }
            (Self::Dense { .. }, _) => Err("it takes features, not an image. Put a flatten layer before it.".into()),
            (Self::Conv2d { .. } | Self::MaxPool2d { .. }, _) => {
                Err("it takes an image, not features. Move it before the flatten layer.".into())
            }
        }
    }
}

/// Follows the shape of one image `[channels, height, width]` through `layers`, which must end in `num_classes` logits.
///
/// # Errors
/// [`Error::Layer`] for a layer that cannot stand where it does; [`Error::Config`] for a list that is empty, too long,
/// too large, or ends in anything but `num_classes` features.
pub fn summarize(layers: &[LayerConfig], image: [usize; 3], num_classes: usize) -> Result<Summary, Error> {
    if layers.is_empty() || layers.len() > MAX_LAYERS {
        return Err(Error::Config {
            field: "layers",
            expected: "1 to 200 layers",
            found: layers.len().to_string(),
        });
    }
    let mut input = image.to_vec();
    let mut rows = Vec::with_capacity(layers.len());
    let mut num_params = 0_usize;
    for (i, layer) in layers.iter().enumerate() {
        let error = |reason| Error::Layer {
            index: i + 1,
            layer: layer.name(),
            input: input.clone(),
            reason,
        };
        let row = layer.summarize(&input).map_err(error)?;
        num_params = num_params.saturating_add(row.num_params);
        if num_params > MAX_PARAMS {
            return Err(error(format!(
                "the network would have more than {MAX_PARAMS} parameters. Make it smaller."
            )));
        }
        input.clone_from(&row.output);
        rows.push(row);
    }
    if input != [num_classes] {
        let reason = format!("the network must end in a dense layer of {num_classes} units, one a class. Add one.");
        let last = layers[layers.len() - 1].name();
        return Err(Error::Layer {
            index: layers.len(),
            layer: last,
            input,
            reason,
        });
    }
    let multiply_adds = rows.iter().map(|row| row.multiply_adds).sum();
    Ok(Summary {
        layers: rows,
        num_params,
        multiply_adds,
    })
}

#[cfg(test)]
mod tests;
