//! Architecture: the shapes, parameters and multiply-adds of a list of layers, before anything is allocated. An
//! impossible list gets an error that names the layer, its input and the fix.

use serde::Serialize;

use super::layer::{LayerConfig, LayerError, LayerProblem};
use super::param::ParamSpec;
use crate::error::{ConfigRefusal, Error, Range};

/// Past this a browser tab runs out of memory: Adam keeps three numbers a parameter besides its gradient.
pub const MAX_PARAMS: usize = 50_000_000;
/// Past this a step does not fit the memory that WebAssembly can address, which is 4 GiB.
pub const MAX_STEP_BYTES: usize = 3 << 30;
/// Long enough for anything trained here.
pub const MAX_LAYERS: usize = 200;

/// Shape, parameters and work of one layer.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LayerSummary {
    /// Shape after it for one image: `[channels, height, width]`, `[positions, features]` or `[features]`.
    pub output: Vec<usize>,
    /// Numbers that are learnt: weights and biases.
    pub num_params: usize,
    /// Multiplications each followed by an addition, for one image, forward.
    pub multiply_adds: u64,
    /// The layers within it, for a block. They do not add up to it where its shortcut has parameters as well.
    pub layers: Vec<LayerSummary>,
}

/// Shapes, parameters and work of a network.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// One row a layer, in order.
    pub layers: Vec<LayerSummary>,
    /// Of all layers.
    pub num_params: usize,
    /// Of all layers, for one image, forward.
    pub multiply_adds: u64,
    /// About how many bytes one image takes in a step, besides the parameters: the outputs of all layers and what they
    /// keep for the backward pass, with their gradients.
    pub image_bytes: usize,
}

/// A list of layers that was checked.
///
/// ```
/// use kiln_core::Error;
/// use kiln_core::model::architecture::Architecture;
/// use kiln_core::model::layer::{Dense, Flatten, LayerConfig};
///
/// let layers: [LayerConfig; 2] = [Flatten {}.into(), Dense { units: 10 }.into()];
/// let architecture = Architecture::new(&layers, [1, 28, 28], 10)?;
/// let summary = architecture.summary();
/// assert_eq!(summary.layers[0].output, [784]);
/// assert_eq!(summary.num_params, 784 * 10 + 10);
/// assert_eq!(architecture.params()[0].name, "layers.1.weight");
///
/// let refused = Architecture::new(&layers[1..], [1, 28, 28], 10);
/// assert!(matches!(refused, Err(Error::Layer { .. })));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Architecture {
    pub(crate) layers: Vec<LayerConfig>,
    /// The layer, from 0, that each parameter belongs to.
    pub(crate) owners: Vec<usize>,
    /// All parameters, named as in a checkpoint: `layers.0.weight`...
    pub(crate) params: Vec<ParamSpec>,
    pub(crate) summary: Summary,
}

impl Architecture {
    /// Follows the shape of one image `[channels, height, width]` through `layers`, which must end in `num_classes`
    /// logits.
    ///
    /// # Errors
    /// [`Error::Layer`] for a layer that cannot stand where it does; [`Error::Config`] for a list that is empty or too
    /// long.
    pub fn new(layers: &[LayerConfig], image: [usize; 3], num_classes: usize) -> Result<Self, Error> {
        if layers.is_empty() || layers.len() > MAX_LAYERS {
            let range = Range::between(1.0, MAX_LAYERS as f64).whole();
            return Err(ConfigRefusal::out_of_range("layers", range, layers.len() as f64, " layers").into());
        }
        let mut input = image.to_vec();
        let (mut owners, mut params, mut rows) = (Vec::new(), Vec::new(), Vec::with_capacity(layers.len()));
        let (mut num_params, mut numbers) = (0_usize, 0_usize);
        for (i, layer) in layers.iter().enumerate() {
            let at = |error: LayerError| error.at(i, layer.name(), &input);
            let plan = layer.layer().plan(&input).map_err(at)?;
            let row = plan.summary();
            num_params = num_params.saturating_add(row.num_params);
            if num_params > MAX_PARAMS {
                return Err(at(LayerProblem::TooManyParams { limit: MAX_PARAMS }.into()).into());
            }
            let outputs = plan.output.iter().copied().fold(1, usize::saturating_mul);
            numbers = numbers.saturating_add(outputs).saturating_add(plan.scratch);
            owners.extend(plan.params.iter().map(|_| i));
            params.extend(
                plan.params
                    .into_iter()
                    .map(|param| param.within(&format!("layers.{i}"))),
            );
            input = plan.output;
            rows.push(row);
        }
        if input != [num_classes] {
            let last = layers.len() - 1;
            let error = LayerError::from(LayerProblem::WrongEnd { classes: num_classes });
            return Err(error.at(last, layers[last].name(), &input).into());
        }
        let summary = Summary {
            num_params,
            multiply_adds: rows.iter().fold(0, |sum, row| sum.saturating_add(row.multiply_adds)),
            layers: rows,
            image_bytes: numbers.saturating_mul(2 * size_of::<f32>()),
        };
        Ok(Self {
            layers: layers.to_vec(),
            owners,
            params,
            summary,
        })
    }

    /// Shapes and counts.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Every parameter, under its name in a checkpoint.
    #[must_use]
    pub fn params(&self) -> &[ParamSpec] {
        &self.params
    }
}

#[cfg(test)]
mod random_lists;
#[cfg(test)]
mod tests;
