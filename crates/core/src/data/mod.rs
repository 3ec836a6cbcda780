//! Datasets: bytes in, u8 images and labels out; from there to the batches a network takes.

pub mod audit;
pub mod augment;
pub mod batcher;
pub mod config;
mod fingerprint;
pub mod idx;
mod info;
pub mod labelled;
pub mod names;
pub mod normalize;
pub mod novelty;

pub mod preprocess;
pub mod preview;
pub mod run_data;
pub mod sampler;

mod spline;
mod stratify;
pub mod synthetic;

pub use info::DatasetInfo;
pub use preprocess::Preprocessing;

use std::collections::HashSet;

use crate::error::{Error, Range};

/// Images of one size, each with its class.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// Grayscale, 0 = background, 255 = ink, row-major `[n, height, width]`.
    pub images: Vec<u8>,
    /// One class an image, `[n]`.
    pub labels: Vec<u8>,
    /// In pixels.
    pub height: usize,
    /// In pixels.
    pub width: usize,
}

impl Split {
    /// Number of images.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// True for none; no constructor of [`Dataset`] lets that happen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The pixels of image `index`, `[height, width]`.
    ///
    /// # Panics
    /// Where there is no such image.
    #[must_use]
    pub fn image(&self, index: usize) -> &[u8] {
        let size = self.height * self.width;
        &self.images[index * size..(index + 1) * size]
    }

    fn from_idx(images: (&str, &[u8]), labels: (&str, &[u8])) -> Result<Self, Error> {
        let named = |file: &str| {
            let file = file.to_owned();
            move |error| Error::Idx { file, error }
        };
        let parsed = idx::images(images.1).map_err(named(images.0))?;
        let labels = idx::labels(labels.1, NUM_DIGITS).map_err(named(labels.0))?;
        if parsed.count != labels.len() {
            return Err(Error::CountMismatch {
                images: parsed.count,
                labels: labels.len(),
            });
        }
        Ok(Self {
            images: parsed.pixels,
            labels,
            height: parsed.height,
            width: parsed.width,
        })
    }

    fn synthetic(count: usize, seed: u64) -> Self {
        let (images, labels) = synthetic::generate(count, seed);
        Self {
            images,
            labels,
            height: synthetic::SIDE,
            width: synthetic::SIDE,
        }
    }
}

/// Classes of MNIST and of everything in its format.
pub const NUM_DIGITS: usize = 10;

/// Most built-in digits of a split: more is no longer quick to draw, nor small in a page's memory.
pub const MAX_SYNTHETIC: usize = 100_000;

/// A dataset: training and test images with their classes.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// Training images.
    pub train: Split,
    /// Test images, which are never trained on.
    pub test: Split,
    /// Labels are below this.
    pub num_classes: usize,
    /// What each class is called, `[num_classes]`.
    pub class_names: Vec<String>,
    /// Preprocessing that the images of both splits went through.
    pub preprocessing: Preprocessing,
}

/// A dataset's IDX files, plain or gzip, under MNIST's own names.
#[derive(Clone, Copy, Debug)]
pub struct IdxFiles<'a> {
    /// `train-images-idx3-ubyte`
    pub train_images: &'a [u8],
    /// `train-labels-idx1-ubyte`
    pub train_labels: &'a [u8],
    /// `t10k-images-idx3-ubyte`
    pub test_images: &'a [u8],
    /// `t10k-labels-idx1-ubyte`
    pub test_labels: &'a [u8],
}

impl Dataset {
    /// Reads MNIST, or anything in its format with labels 0 to 9. Classes are called "0" to "9", and the images count
    /// as preprocessed like MNIST's.
    ///
    /// # Errors
    /// Every way a file can be malformed has its own [`idx::IdxError`]; pairs that do not match have
    /// [`Error::CountMismatch`] and [`Error::SizeMismatch`].
    pub fn from_idx(files: IdxFiles<'_>) -> Result<Self, Error> {
        let train = Split::from_idx(
            ("training images", files.train_images),
            ("training labels", files.train_labels),
        )?;
        let test = Split::from_idx(("test images", files.test_images), ("test labels", files.test_labels))?;
        let (a, b) = ([train.height, train.width], [test.height, test.width]);
        if a != b {
            return Err(Error::SizeMismatch { train: a, test: b });
        }
        Ok(Self {
            train,
            test,
            num_classes: NUM_DIGITS,
            class_names: names::numbered(NUM_DIGITS),
            preprocessing: Preprocessing::MNIST,
        })
    }

    /// Draws digits: see [`synthetic`]. Training and test digits come from unrelated seeds.
    ///
    /// ```
    /// use kiln_core::data::Dataset;
    ///
    /// let data = Dataset::synthetic(100, 20, 1)?;
    /// assert_eq!((data.train.len(), data.test.len(), data.num_classes), (100, 20, 10));
    /// assert_eq!(data.train.image(0).len(), 28 * 28);
    /// # Ok::<(), kiln_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::SyntheticCount`] for a split of none, or of more than [`MAX_SYNTHETIC`].
    pub fn synthetic(num_train: usize, num_test: usize, seed: u32) -> Result<Self, Error> {
        for found in [num_train, num_test] {
            let range = Range::between(1.0, MAX_SYNTHETIC as f64).whole();
            if !range.contains(found as f64) {
                return Err(Error::SyntheticCount { range, found });
            }
        }
        // The test seed lies outside the range of u32, so it is no training seed.
        let (train, test) = (u64::from(seed), u64::from(seed) | 1 << 32);
        Ok(Self {
            train: Split::synthetic(num_train, train),
            test: Split::synthetic(num_test, test),
            num_classes: NUM_DIGITS,
            class_names: names::numbered(NUM_DIGITS),
            preprocessing: Preprocessing::MNIST,
        })
    }

    /// The same dataset without the training images at `indices`, in any order; what is no position is ignored.
    ///
    /// # Errors
    /// [`Error::NoImages`] if nothing would be left to learn from.
    pub fn without(&self, indices: &[u32]) -> Result<Self, Error> {
        let dropped: HashSet<usize> = indices.iter().map(|&index| index as usize).collect();
        let mut train = Split {
            images: Vec::new(),
            labels: Vec::new(),
            ..self.train
        };
        for index in (0..self.train.len()).filter(|index| !dropped.contains(index)) {
            train.images.extend_from_slice(self.train.image(index));
            train.labels.push(self.train.labels[index]);
        }
        if train.is_empty() {
            return Err(Error::NoImages { split: "training" });
        }
        Ok(Self {
            train,
            test: self.test.clone(),
            num_classes: self.num_classes,
            class_names: self.class_names.clone(),
            preprocessing: self.preprocessing,
        })
    }
}

#[cfg(test)]
mod tests;
