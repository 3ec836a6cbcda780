//! Trace: logits, gradients and losses of a few steps with given weights on a given batch, which a device or another
//! library is compared by.

use std::collections::BTreeMap;

use burn::tensor::Device;
use serde::{Deserialize, Serialize};

use super::learner::Learner;
use super::step::{Settings, train_step};
use crate::config::{RunConfig, ValidRun};
use crate::data::batcher::{self, Batch};
use crate::error::Error;
use crate::model::forward::ForwardContext;
use crate::model::init::upload;
use crate::model::network::Network;
use crate::readback;

/// A case to trace.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Case {
    /// Layers, loss, optimizer, rates, clipping and schedule; the rest is not looked at.
    pub config: RunConfig,
    /// `[channels, height, width]`, with one channel.
    pub image: [usize; 3],
    /// Classes.
    pub num_classes: usize,
    /// Numbers of each parameter by its name in a checkpoint, row-major; the others are drawn.
    #[serde(default)]
    pub params: BTreeMap<String, Values>,
    /// `[n, height, width]`, as the network takes them.
    pub images: Vec<f32>,
    /// One class an image.
    pub labels: Vec<u8>,
    /// Steps to make, all on this batch.
    pub steps: usize,
}

/// A tensor as data.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Values {
    /// Its shape.
    pub shape: Vec<usize>,
    /// Row-major.
    pub values: Vec<f32>,
}

/// What was found.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trace {
    /// Before any update, as in training: `[n, num_classes]`.
    pub logits: Vec<f32>,
    /// Of the first step, before clipping, by the parameter's name.
    pub gradients: BTreeMap<String, Vec<f32>>,
    /// Mean loss before each update.
    pub losses: Vec<f32>,
    /// After all updates, as in inference: `[n, num_classes]`.
    pub eval_logits: Vec<f32>,
}

/// Makes the steps of `case` on `device`.
///
/// # Errors
/// Those of [`RunConfig::validate`]; [`Error::Trace`] where parameters or images do not fit the network;
/// [`Error::Readback`] if the device has been lost.
pub async fn trace(case: &Case, device: &Device) -> Result<Trace, Error> {
    let [_, height, width] = case.image;
    let ValidRun { config, architecture } = case.config.clone().validate(height, width, case.num_classes)?;
    let device = device.clone().without_autodiff();
    let mut network = Network::init(architecture.clone(), &config.initialization, config.seed, &device);
    for (name, given) in &case.params {
        let found = architecture.params.iter().position(|spec| spec.name == *name);
        let index = found.ok_or_else(|| Error::Trace(format!("there is no parameter {name}")))?;
        let expected = &architecture.params[index].shape;
        if given.shape != *expected || given.values.len() != architecture.params[index].len() {
            let found = &given.shape;
            return Err(Error::Trace(format!(
                "{name} must have shape {expected:?}, but has {found:?}"
            )));
        }
        network.params[index] = upload(given.values.clone(), &device);
    }
    let batch = batch(case, &device.clone().autodiff())?;
    let (logits, gradients) = gradients(&network, &config, &batch).await?;

    let mut learner = Learner::new(network, &config.optimizer);
    let mut sums = Vec::with_capacity(case.steps);
    for step in 1..=case.steps {
        let settings = Settings {
            step,
            rate: config.rate(step, case.steps),
            weight_decay: config.weight_decay,
            clipping: config.clipping,
            dropout: None,
            diagnose: false,
        };
        let (step_sums, _) = train_step(&mut learner, &config, settings, batch.clone());
        sums.push(((), Some(step_sums)));
    }
    let sums = readback::floats_of_each(sums).await?;
    let losses = sums.iter().map(|(_, sums)| sums[0] / batch.len as f32).collect();
    let eval_logits = readback::floats(learner.network.predict(batch.images.inner())).await?;
    Ok(Trace {
        logits,
        gradients,
        losses,
        eval_logits,
    })
}

fn batch(case: &Case, device: &Device) -> Result<Batch, Error> {
    let [channels, height, width] = case.image;
    let (len, classes) = (case.labels.len(), case.num_classes);
    let fits = channels == 1 && len > 0 && case.images.len() == len * height * width;
    if !fits || case.labels.iter().any(|&label| usize::from(label) >= classes) {
        let found = case.images.len();
        return Err(Error::Trace(format!(
            "{len} labels and {found} pixels are no images of {height} x {width}"
        )));
    }
    let size = [height, width];
    Ok(batcher::upload(
        case.images.clone(),
        size,
        &case.labels,
        classes,
        device,
    ))
}

/// Logits and every gradient of the first step.
async fn gradients(
    network: &Network,
    config: &RunConfig,
    batch: &Batch,
) -> Result<(Vec<f32>, BTreeMap<String, Vec<f32>>), Error> {
    let specs = &network.architecture.params;
    let tracked = network.tracked();
    let context = ForwardContext::training(config.seed, 1, None, false);
    let logits = network.forward(&tracked, batch.images.clone(), &context);
    let gradients = config.loss.of(logits.clone(), batch.targets.clone()).mean().backward();
    let mut found = BTreeMap::new();
    for (spec, value) in specs.iter().zip(&tracked) {
        if let Some(gradient) = value.grad(&gradients) {
            found.insert(spec.name.clone(), readback::floats(gradient).await?);
        }
    }
    Ok((readback::floats(logits.inner()).await?, found))
}
