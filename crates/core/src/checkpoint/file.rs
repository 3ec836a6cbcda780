//! Checkpoint: the description of a run with tensors that fit its network.

use std::collections::BTreeMap;
use std::sync::Arc;

use burn::tensor::Device;
use sha2::{Digest, Sha256};

use super::{About, CheckpointError, NamedTensor, TensorFile, matching, plausible};
use crate::config::ValidRun;
use crate::error::Error;
use crate::model::architecture::Architecture;
use crate::model::init::upload;
use crate::model::network::Network;

/// A checkpoint that was checked: every tensor its network needs is there, with its shape, and none besides.
///
/// ```
/// use std::sync::Arc;
///
/// use burn::tensor::Device;
/// use kiln_core::Error;
/// use kiln_core::checkpoint::Checkpoint;
/// use kiln_core::config::RunConfig;
/// use kiln_core::data::Dataset;
/// use kiln_core::model::layer::{Dense, Flatten};
/// use kiln_core::train::run::Run;
///
/// # fn main() -> Result<(), Error> {
/// #     pollster::block_on(go_on())
/// # }
/// # async fn go_on() -> Result<(), Error> {
/// let (data, device) = (Arc::new(Dataset::synthetic(320, 50, 1)?), Device::flex());
/// let config = RunConfig::new(vec![Flatten {}.into(), Dense { units: 10 }.into()]);
/// let mut run = Run::new(config, Arc::clone(&data), &device)?;
/// run.advance(3).await?;
///
/// // Safetensors; its metadata say which run it is of.
/// let file = run.save().await?.to_bytes()?;
/// let mut again = Run::resume(Checkpoint::from_bytes(&file)?, data, &device)?;
/// assert_eq!(again.step(), 3);
/// assert_eq!(again.advance(1).await?, run.advance(1).await?);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Checkpoint {
    /// The run it is of.
    pub about: About,
    pub(crate) architecture: Arc<Architecture>,
    /// Values of every parameter, in the architecture's order, row-major.
    pub(crate) params: Vec<Vec<f32>>,
    /// Optimizer state of every parameter.
    pub(crate) optimizer_state: Vec<Vec<Vec<f32>>>,
    /// The best epoch's parameters, if the description says so.
    pub(crate) best: Option<Vec<Vec<f32>>>,
    /// The last parameters, which training goes on with, where `params` are restored ones.
    pub(crate) last: Option<Vec<Vec<f32>>>,
}

impl Checkpoint {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::Checkpoint`] for a file that is cut short, malformed, too large, not finite, from another program,
    /// whose tensors are not those of its layers, or with a number that no run has; [`Error::Config`] and
    /// [`Error::Layer`] for a description that is no run.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let TensorFile { metadata, tensors } = TensorFile::from_bytes(bytes)?;
        let about = metadata.get(About::KEY).ok_or(CheckpointError::NoDescription)?;
        let about: About = serde_json::from_str(about).map_err(|error| CheckpointError::Description {
            reason: error.to_string(),
        })?;
        if about.format != About::FORMAT {
            let reason = format!("expected format {}, found {}", About::FORMAT, about.format);
            return Err(CheckpointError::Description { reason }.into());
        }
        plausible::about(&about)?;
        let [height, width] = about.size;
        let ValidRun { config, architecture } =
            about.config.clone().validate(height, width, about.class_names.len())?;
        let mut tensors = matching::by_name(tensors);
        let params = all(&architecture, "", &mut tensors)?;
        plausible::params(&architecture, "", &params)?;
        let optimizer_state = architecture.params.iter().map(|spec| {
            let names = if spec.trainable {
                config.optimizer.as_optimizer().state_names()
            } else {
                &[]
            };
            let take = |kind: &&str| {
                let values = matching::take(&mut tensors, &format!("optimizer.{kind}.{}", spec.name), &spec.shape)?;
                plausible::optimizer_state(kind, &spec.name, &values)?;
                Ok(values)
            };
            names.iter().map(take).collect::<Result<Vec<_>, CheckpointError>>()
        });
        let optimizer_state = optimizer_state.collect::<Result<Vec<_>, _>>()?;
        let best = about
            .standing
            .best
            .map(|_| all(&architecture, "best.", &mut tensors))
            .transpose()?;
        // Older files have restored weights and no last ones.
        let last = about
            .standing
            .restored
            .filter(|_| has(&architecture, "last.", &tensors));
        let last = last.map(|_| all(&architecture, "last.", &mut tensors)).transpose()?;
        for (prefix, params) in [("best.", &best), ("last.", &last)] {
            params
                .iter()
                .try_for_each(|params| plausible::params(&architecture, prefix, params))?;
        }
        matching::none_left(&tensors)?;
        Ok(Self {
            about,
            architecture,
            params,
            optimizer_state,
            best,
            last,
        })
    }

    /// The file.
    ///
    /// # Errors
    /// [`Error::Checkpoint`] where a number is not finite, or so large that it would be refused when it is read, or
    /// there are too many.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        plausible::about(&self.about)?;
        plausible::params(&self.architecture, "", &self.params)?;
        let specs = &self.architecture.params;
        let named = |prefix: &str, index: usize, values: &[f32]| NamedTensor {
            name: format!("{prefix}{}", specs[index].name),
            shape: specs[index].shape.clone(),
            values: values.to_vec(),
        };
        let mut tensors: Vec<NamedTensor> = Vec::new();
        tensors.extend(
            self.params
                .iter()
                .enumerate()
                .map(|(index, values)| named("", index, values)),
        );
        for (index, optimizer_state) in self.optimizer_state.iter().enumerate() {
            let names = self.about.config.optimizer.as_optimizer().state_names();
            let of = names
                .iter()
                .zip(optimizer_state)
                .map(|(kind, values)| named(&format!("optimizer.{kind}."), index, values));
            tensors.extend(of);
        }
        for (prefix, params) in [("best.", &self.best), ("last.", &self.last)] {
            let params = params.iter().flatten().enumerate();
            tensors.extend(params.map(|(index, values)| named(prefix, index, values)));
        }
        let about = serde_json::to_string(&self.about).map_err(|error| CheckpointError::Description {
            reason: error.to_string(),
        })?;
        // What PyTorch's own tools write: the tensors are as it has them.
        let metadata = [(About::KEY.into(), about), ("format".into(), "pt".into())].into();
        Ok(TensorFile { metadata, tensors }.to_bytes()?)
    }

    /// Its layers and parameters.
    #[must_use]
    pub fn architecture(&self) -> &Architecture {
        &self.architecture
    }

    /// Name, shape and numbers of every parameter.
    pub fn params(&self) -> impl Iterator<Item = (&str, &[usize], &[f32])> {
        let specs = self.architecture.params.iter().zip(&self.params);
        specs.map(|(spec, values)| (spec.name.as_str(), spec.shape.as_slice(), values.as_slice()))
    }

    /// Its network, on `device`.
    #[must_use]
    pub fn network(&self, device: &Device) -> Network {
        network(&self.architecture, &self.params, device)
    }
}

/// A network with these parameters.
pub(crate) fn network(architecture: &Arc<Architecture>, params: &[Vec<f32>], device: &Device) -> Network {
    let device = device.clone().without_autodiff();
    Network {
        architecture: architecture.clone(),
        params: params.iter().map(|values| upload(values.clone(), &device)).collect(),
    }
}

/// Whether any parameter is among the tensors as `prefix` and its name.
fn has(architecture: &Architecture, prefix: &str, tensors: &BTreeMap<String, NamedTensor>) -> bool {
    let mut specs = architecture.params.iter();
    specs.any(|spec| tensors.contains_key(&format!("{prefix}{}", spec.name)))
}

/// Every parameter, from the tensors named `prefix` and its name.
fn all(
    architecture: &Architecture,
    prefix: &str,
    tensors: &mut BTreeMap<String, NamedTensor>,
) -> Result<Vec<Vec<f32>>, CheckpointError> {
    let specs = architecture.params.iter();
    let take =
        |spec: &crate::model::param::ParamSpec| matching::take(tensors, &format!("{prefix}{}", spec.name), &spec.shape);
    specs.map(take).collect()
}

/// SHA-256 of a file's bytes, in hexadecimal: what [`crate::config::Initialization::Checkpoint`] names a checkpoint by.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
