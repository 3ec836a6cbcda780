//! Classifier: a trained network with the normalization of its pixels and the meaning of its outputs, to predict and to
//! evaluate with.

use burn::tensor::{Device, Tensor};
use kiln_kernels::sum::sum;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::config::Loss;
use crate::data::normalize::Normalize;
use crate::data::{Preprocessing, Split, batcher, preprocess};
use crate::error::{ConfigProblem, ConfigRefusal, Error};
use crate::event::Prediction;
use crate::metric::report::Report;
use crate::model::network::Network;
use crate::readback;

/// Evaluation batch size: enough to keep a device busy, few enough to stay below a tenth of a second on one core.
pub(crate) const EVAL_BATCH_SIZE: usize = 200;

/// Predicts the classes of drawings and evaluates sets of images; nothing is trained.
///
/// ```
/// use std::sync::Arc;
///
/// use burn::tensor::Device;
/// use kiln_core::Error;
/// use kiln_core::classifier::Classifier;
/// use kiln_core::config::RunConfig;
/// use kiln_core::data::Dataset;
/// use kiln_core::model::layer::{Dense, Flatten};
/// use kiln_core::train::run::Run;
///
/// # fn main() -> Result<(), Error> {
/// #     pollster::block_on(classify())
/// # }
/// # async fn classify() -> Result<(), Error> {
/// let (data, device) = (Arc::new(Dataset::synthetic(320, 50, 1)?), Device::flex());
/// let config = RunConfig::new(vec![Flatten {}.into(), Dense { units: 10 }.into()]);
/// let checkpoint = Run::new(config, Arc::clone(&data), &device)?.save().await?;
///
/// let classifier = Classifier::new(&checkpoint, &device);
/// let report = classifier.evaluate(&data.test, data.num_classes).await?;
/// assert_eq!((report.images, report.classes.len()), (50, 10));
/// let prediction = classifier.predict(&[0; 100 * 80], 100, 80).await?;
/// assert_eq!(prediction.size, [28, 28]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Classifier {
    pub(crate) network: Network,
    pub(crate) loss: Loss,
    pub(crate) normalization: Normalize,
    /// Height and width of its images, in pixels.
    pub(crate) size: [usize; 2],
    /// Preprocessing of the images that it learnt from, which drawings get, too: [`Classifier::predict`].
    pub preprocessing: Preprocessing,
    pub(crate) device: Device,
}

impl Classifier {
    /// The network of a checkpoint, on `device`.
    #[must_use]
    pub fn new(checkpoint: &Checkpoint, device: &Device) -> Self {
        Self {
            network: checkpoint.network(device),
            loss: checkpoint.about.config.loss,
            normalization: checkpoint.about.normalization,
            size: checkpoint.about.size,
            preprocessing: checkpoint.about.preprocessing,
            device: device.clone().without_autodiff(),
        }
    }

    /// The class probabilities of a drawing: grayscale of any size, row-major `[height, width]`, 0 = background. It is
    /// cropped, scaled and centred as MNIST's images were, or kept whole where [`Classifier::preprocessing`] says so.
    /// Nothing is inverted: that 0 is background is for the caller to see to.
    ///
    /// # Errors
    /// [`Error::Drawing`] if the bytes are not an image of that size; [`CheckpointError::NotFinite`] where the network
    /// gives no numbers; [`Error::Readback`] if the device has been lost.
    pub async fn predict(&self, pixels: &[u8], width: usize, height: usize) -> Result<Prediction, Error> {
        let expected = width.saturating_mul(height);
        if expected == 0 || pixels.len() != expected {
            return Err(Error::Drawing {
                width,
                height,
                expected,
                found: pixels.len(),
            });
        }
        let [rows, columns] = self.size;
        let preprocess = if self.preprocessing.centered == Some(false) {
            preprocess::fit
        } else {
            preprocess::center
        };
        let seen = preprocess(pixels, width, height, rows, columns);
        let images = batcher::images(&seen, rows, columns, self.normalization, &self.device);
        let logits = finite(readback::floats(self.network.predict(images)).await?)?;
        Ok(Prediction {
            probabilities: self.loss.probabilities(&logits),
            seen,
            size: self.size,
            novelty: None,
        })
    }

    /// Evaluates `split`, whose images have its size and whose labels are below `num_classes`.
    ///
    /// # Errors
    /// [`Error::SizeMismatch`] for images of another size; [`Error::Config`] for another number of classes;
    /// [`CheckpointError::NotFinite`] where the network gives no numbers; [`Error::Readback`] if the device has been lost.
    pub async fn evaluate(&self, split: &Split, num_classes: usize) -> Result<Report, Error> {
        let found = [split.height, split.width];
        if found != self.size {
            return Err(Error::SizeMismatch {
                train: self.size,
                test: found,
            });
        }
        let all: Vec<u32> = (0..split.len() as u32).collect();
        let (mut outputs, mut loss) = (Vec::new(), 0.0);
        for indices in all.chunks(EVAL_BATCH_SIZE) {
            let batch = batcher::batch(split, indices, num_classes, self.normalization, &self.device);
            let logits = self.network.predict(batch.images);
            let [_, classes] = logits.dims();
            if classes != num_classes {
                let problem = ConfigProblem::OtherClasses {
                    outputs: classes,
                    classes: num_classes,
                };
                return Err(ConfigRefusal::new("layers", problem).into());
            }
            let losses = self.loss.of(logits.clone(), batch.targets);
            let count = indices.len();
            let both = vec![losses.reshape([count]), logits.reshape([count * classes])];
            let numbers = readback::floats(Tensor::cat(both, 0)).await?;
            let (losses, logits) = numbers.split_at(count);
            loss += sum(losses);
            outputs.extend_from_slice(logits);
        }
        let loss = loss / split.len().max(1) as f64;
        Ok(Report::new(
            &finite(outputs)?,
            self.loss,
            &split.labels,
            num_classes,
            loss as f32,
        ))
    }
}

/// Logits, checked: finite weights may give logits that are not.
fn finite(logits: Vec<f32>) -> Result<Vec<f32>, CheckpointError> {
    match logits.iter().position(|value| !value.is_finite()) {
        None => Ok(logits),
        Some(index) => Err(CheckpointError::NotFinite {
            tensor: "logits".into(),
            index,
            found: logits[index],
        }),
    }
}
