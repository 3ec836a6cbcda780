//! A trained network with what it takes to read an image: how pixels become numbers, and what its outputs mean.

use burn::tensor::{Device, Tensor};
use kiln_kernels::sum::sum;

use super::network::Network;
use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::config::Loss;
use crate::data::scale::Scale;
use crate::data::{Preparation, Split, batcher, preprocess};
use crate::error::{ConfigProblem, ConfigRefusal, Error};
use crate::event::Prediction;
use crate::metric::report::Report;
use crate::metric::running;

/// Images read at a time: enough to keep a device busy, few enough to stay below a tenth of a second on one core.
pub(crate) const BATCH: usize = 200;

/// Reads drawings and sets of images, and learns nothing.
#[derive(Clone, Debug)]
pub struct Reader {
    pub(crate) network: Network,
    pub(crate) loss: Loss,
    pub(crate) scale: Scale,
    /// Height and width of what it reads, in pixels.
    pub(crate) size: [usize; 2],
    /// How the images were prepared that it learnt from, and how drawings are: [`Reader::predict`].
    pub preparation: Preparation,
    pub(crate) device: Device,
}

impl Reader {
    /// The network of a checkpoint, on `device`.
    #[must_use]
    pub fn new(checkpoint: &Checkpoint, device: &Device) -> Self {
        Self {
            network: checkpoint.network(device),
            loss: checkpoint.about.config.loss,
            scale: checkpoint.about.scale,
            size: checkpoint.about.size,
            preparation: checkpoint.about.preparation,
            device: device.clone().without_autodiff(),
        }
    }

    /// What the network makes of a drawing: grayscale of any size, row-major `[height, width]`, 0 = background.
    /// It is cropped, scaled and centred as MNIST's images were, or kept whole where [`Reader::preparation`] says so.
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
        let bring = if self.preparation.centered == Some(false) {
            preprocess::fit
        } else {
            preprocess::center
        };
        let seen = bring(pixels, width, height, rows, columns);
        let images = batcher::images(&seen, rows, columns, self.scale, &self.device);
        let logits = finite(running::floats(self.network.read(images)).await?)?;
        Ok(Prediction {
            probabilities: self.loss.probabilities(&logits),
            seen,
            size: self.size,
            novelty: None,
        })
    }

    /// How well it reads `split`, whose images have its size and whose labels are below `num_classes`.
    ///
    /// # Errors
    /// [`Error::SizeMismatch`] for images of another size; [`Error::Config`] for another number of classes;
    /// [`CheckpointError::NotFinite`] where the network gives no numbers; [`Error::Readback`] if the device has been lost.
    pub async fn report(&self, split: &Split, num_classes: usize) -> Result<Report, Error> {
        let found = [split.height, split.width];
        if found != self.size {
            return Err(Error::SizeMismatch {
                train: self.size,
                test: found,
            });
        }
        let all: Vec<u32> = (0..split.len() as u32).collect();
        let (mut outputs, mut loss) = (Vec::new(), 0.0);
        for indices in all.chunks(BATCH) {
            let batch = batcher::batch(split, indices, num_classes, self.scale, &self.device);
            let logits = self.network.read(batch.images);
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
            let numbers = running::floats(Tensor::cat(both, 0)).await?;
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

/// What a network gives, which is no answer where it is no number: weights may be finite and what they come to not.
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
