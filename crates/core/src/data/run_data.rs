//! The data of a run: a dataset divided into training and validation images, with its normalization and augmentation.
//! Drawn once from the configuration and the seed; every batch of the run comes from here.

use std::sync::Arc;

use burn::tensor::Device;

use super::augment::Augmenter;
use super::batcher::{self, Batch};
use super::config::{Augmentation, DataConfig, Normalization};
use super::normalize::Normalize;
use super::stratify::{self, Drawn};
use super::{Dataset, Split};
use crate::error::{ConfigProblem, ConfigRefusal, Error};
use crate::random::{Stream, stream};

/// A dataset, divided and with its normalization fitted.
#[derive(Clone, Debug)]
pub struct RunData {
    data: Arc<Dataset>,
    train: Vec<u32>,
    validation: Vec<u32>,
    normalization: Normalize,
    augmentation: Augmentation,
    seed: u32,
}

impl RunData {
    /// Divides the training images of `data`; its test images stay as they are.
    ///
    /// First `validation` of them are set aside, then `num_train` of the rest are chosen. Both are drawn at random from
    /// the seed and stratified by class: each class keeps its proportion, within one image, and no class loses its last
    /// training image to validation. The same seed sets the same images aside whatever `num_train` is.
    ///
    /// # Errors
    /// Those of [`DataConfig::validate`]; [`Error::Config`] where `validation` comes to no image; [`Error::NoImages`]
    /// where there is nothing to learn from.
    pub fn new(data: Arc<Dataset>, config: &DataConfig, seed: u32) -> Result<Self, Error> {
        config.validate()?;
        let split = &data.train;
        if split.is_empty() {
            return Err(Error::NoImages { split: "training" });
        }
        let mut rng = stream(seed, Stream::Split);
        let all: Vec<u32> = (0..split.len() as u32).collect();
        let count = (config.validation * all.len() as f64).round() as usize;
        let mut draw =
            |from: &[u32], count, keep| stratify::draw(from, &split.labels, data.num_classes, count, keep, &mut rng);
        let Drawn {
            drawn: validation,
            rest,
        } = draw(&all, count, 1);
        if config.validation > 0.0 && validation.is_empty() {
            let problem = ConfigProblem::NothingSetAside {
                share: config.validation,
                images: all.len(),
            };
            return Err(ConfigRefusal::new("data.validation", problem).into());
        }
        let train = match config.num_train {
            None => rest,
            Some(count) => draw(&rest, count.min(rest.len()), 0).drawn,
        };
        let normalization = match config.normalization {
            Normalization::Unit => Normalize::UNIT,
            Normalization::Standard => Normalize::fit(split, &train),
        };
        Ok(Self {
            train,
            validation,
            normalization,
            augmentation: config.augmentation,
            seed,
            data,
        })
    }

    /// The whole dataset.
    #[must_use]
    pub fn data(&self) -> &Arc<Dataset> {
        &self.data
    }

    /// Positions in the training split of the images learnt from, ascending, at least one.
    #[must_use]
    pub fn train(&self) -> &[u32] {
        &self.train
    }

    /// Positions in the training split of the images set aside, ascending.
    #[must_use]
    pub fn validation(&self) -> &[u32] {
        &self.validation
    }

    /// The normalization of its pixels.
    #[must_use]
    pub fn normalization(&self) -> Normalize {
        self.normalization
    }

    /// Training images at `indices` as epoch `epoch` (from 1) sees them: each is varied by random numbers of its own,
    /// so it does not matter which other images are in its batch.
    ///
    /// # Panics
    /// Where there is no such image.
    #[must_use]
    pub fn train_batch(&self, indices: &[u32], epoch: usize, device: &Device) -> Batch {
        let split = &self.data.train;
        if self.augmentation.is_none() {
            return self.plain_batch(split, indices, device);
        }
        let mut augmenter = Augmenter::new(&self.augmentation, split.height, split.width);
        let size = split.height * split.width;
        let mut values = vec![0.0; indices.len() * size];
        for (&index, image) in indices.iter().zip(values.chunks_exact_mut(size)) {
            let index = index as usize;
            let mut rng = stream(self.seed, Stream::Augment { epoch, index });
            augmenter.apply(split.image(index), &mut rng, image);
        }
        values
            .iter_mut()
            .for_each(|value| *value = self.normalization.apply(*value));
        batcher::assemble(values, split, indices, self.data.num_classes, device)
    }

    /// Images of the training or test split at `indices`, as they are.
    ///
    /// # Panics
    /// Where there is no such image.
    #[must_use]
    pub fn plain_batch(&self, split: &Split, indices: &[u32], device: &Device) -> Batch {
        batcher::batch(split, indices, self.data.num_classes, self.normalization, device)
    }
}

#[cfg(test)]
mod tests;
