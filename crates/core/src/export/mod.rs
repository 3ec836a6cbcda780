//! Export of trained networks: a PyTorch script, a Keras script, an ONNX file. Every layer says what it is in each of
//! them; here the whole is put together. Nothing is written to a disk.

mod keras;
mod layer;
mod onnx;
mod python;
mod pytorch;

pub(crate) use keras::Keras;
pub(crate) use layer::{Export, Place, follow};
pub(crate) use onnx::{Attribute, Graph};
pub(crate) use python::{Definitions, indent};

use crate::data::normalize::Normalize;
use crate::error::Error;
use crate::model::architecture::Architecture;
use crate::train::loss::Loss;

/// Export formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A Python script for PyTorch 2, which loads the weights from a file beside it.
    Pytorch,
    /// A Python script for Keras 3 on any backend, which loads the weights from a file beside it.
    Keras,
    /// One file with network and weights, opset 17. Input: `image` `[n, 1, height, width]`, gray values in [0, 1].
    /// Outputs, each `[n, num_classes]`: `logits` and `probabilities`. Metadata: `class_names`, as JSON.
    Onnx,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pytorch, Self::Keras, Self::Onnx];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pytorch => "pytorch",
            Self::Keras => "keras",
            Self::Onnx => "onnx",
        }
    }

    /// How the name of such a file ends, after the network's name: no two formats share one.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Pytorch => "_pytorch.py",
            Self::Keras => "_keras.py",
            Self::Onnx => ".onnx",
        }
    }
}

/// A network, and what has to be known to use it.
#[derive(Clone, Copy, Debug)]
pub struct Trained<'a> {
    /// What it is called: its preset's name, say.
    pub name: &'a str,
    /// Its layers.
    pub architecture: &'a Architecture,
    /// Height and width of an image, in pixels; every image has one channel.
    pub image: [usize; 2],
    /// Name, shape and row-major numbers of every parameter of `architecture`, in any order; others are not looked at.
    pub params: &'a [(String, Vec<usize>, Vec<f32>)],
    /// Normalization of gray values.
    pub normalization: Normalize,
    /// The loss it was trained with, which says how logits become probabilities.
    pub loss: Loss,
    /// What each class is called, in order.
    pub class_names: &'a [String],
    /// Name of the safetensors file that will lie beside a script, without a folder.
    pub weights_file: &'a str,
}

/// The bytes of the file that holds `network` in `format`.
///
/// ```
/// use std::sync::Arc;
///
/// use burn::tensor::Device;
/// use kiln_core::Error;
/// use kiln_core::config::RunConfig;
/// use kiln_core::data::Dataset;
/// use kiln_core::export::{Format, Trained, export};
/// use kiln_core::model::layer::{Dense, Flatten};
/// use kiln_core::train::run::Run;
///
/// # fn main() -> Result<(), Error> {
/// #     pollster::block_on(script())
/// # }
/// # async fn script() -> Result<(), Error> {
/// let data = Arc::new(Dataset::synthetic(320, 50, 1)?);
/// let config = RunConfig::new(vec![Flatten {}.into(), Dense { units: 10 }.into()]);
/// let checkpoint = Run::new(config, data, &Device::flex())?.save().await?;
/// let params: Vec<_> = checkpoint
///     .params()
///     .map(|(name, shape, values)| (name.to_owned(), shape.to_vec(), values.to_vec()))
///     .collect();
/// let network = Trained {
///     name: "softmax",
///     architecture: checkpoint.architecture(),
///     image: checkpoint.about.size,
///     params: &params,
///     normalization: checkpoint.about.normalization,
///     loss: checkpoint.about.config.loss,
///     class_names: &checkpoint.about.class_names,
///     weights_file: "softmax.safetensors",
/// };
/// let script = String::from_utf8(export(Format::Pytorch, &network)?).expect("Python is text");
/// assert!(script.contains("nn.Linear(784, 10)"));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// [`Error::Export`] where a parameter is missing or has another shape than the architecture says, or the architecture
/// is not for images of this size; [`Error::ClassNames`] where there are more or fewer names than classes.
pub fn export(format: Format, network: &Trained<'_>) -> Result<Vec<u8>, Error> {
    check(network)?;
    Ok(match format {
        Format::Pytorch => pytorch::script(network).into_bytes(),
        Format::Keras => keras::script(network).into_bytes(),
        Format::Onnx => onnx::file(network),
    })
}

fn check(network: &Trained<'_>) -> Result<(), Error> {
    let Architecture { layers, params, .. } = network.architecture;
    let found = network.class_names.len();
    let outputs = network.architecture.summary().layers.last();
    let expected = outputs.map_or(0, |layer| layer.output.iter().product());
    if found != expected {
        return Err(Error::ClassNames { expected, found });
    }
    let [height, width] = network.image;
    let planned = Architecture::new(layers, [1, height, width], expected);
    if planned.as_ref() != Ok(network.architecture) {
        return Err(Error::Export(format!(
            "its layers are not for images of {height} x {width} pixels. Give the size that it was trained on"
        )));
    }
    for spec in params {
        let (name, expected) = (&spec.name, &spec.shape);
        let found = network.params.iter().find(|(found, ..)| found == name);
        let Some((_, shape, values)) = found else {
            return Err(Error::Export(format!(
                "parameter {name} of shape {expected:?} is missing. Give the checkpoint of this network"
            )));
        };
        if shape != expected || values.len() != spec.len() {
            return Err(Error::Export(format!(
                "parameter {name} must have shape {expected:?}, but has {shape:?} and {} numbers. Give the checkpoint \
                 of this network",
                values.len()
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
