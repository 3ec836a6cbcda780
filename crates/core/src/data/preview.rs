//! Training images as a run is going to see them, to look at before there is one. It only looks: nothing is scaled, and
//! nothing becomes a tensor.

use std::ops::Range;
use std::sync::Arc;

use super::Dataset;
use super::augment::augment;
use super::config::{DataConfig, Normalization};
use super::prepare::Prepared;
use crate::error::{self, ConfigRefusal, Error};
use crate::random::{Stream, stream};

/// Most images that come back at once, the originals among them: far more than anyone looks at.
pub const MAX_PREVIEW: usize = 1_000;

/// The images at `images` among those that a run with this configuration and seed learns from, each followed by what
/// every epoch of `epochs` (from 1) sees in its place: grayscale, row-major `[images, 1 + epochs, height, width]`.
///
/// Positions past the last image go round to the first; no image comes twice.
///
/// # Errors
/// Those that a run has with this `config`: see [`Prepared::new`]. [`Error::Config`] for more than [`MAX_PREVIEW`].
pub fn preview(
    data: Arc<Dataset>,
    config: &DataConfig,
    seed: u32,
    images: Range<usize>,
    epochs: Range<usize>,
) -> Result<Vec<u8>, Error> {
    // The scale would be measured over all images, and is not applied.
    let unscaled = DataConfig {
        normalization: Normalization::Unit,
        ..*config
    };
    let prepared = Prepared::new(data, &unscaled, seed)?;
    let train = prepared.train();
    let count = images.len().min(train.len());
    let all = epochs.len().saturating_add(1).saturating_mul(count);
    if all > MAX_PREVIEW {
        let range = error::Range::at_most(MAX_PREVIEW as f64).whole();
        return Err(ConfigRefusal::out_of_range("preview", range, all as f64, " images").into());
    }
    let split = &prepared.data().train;
    let mut pixels = Vec::with_capacity(all * split.height * split.width);
    for &index in train.iter().cycle().skip(images.start % train.len()).take(count) {
        let index = index as usize;
        let original = split.image(index);
        pixels.extend_from_slice(original);
        for epoch in epochs.clone() {
            let mut rng = stream(seed, Stream::Augment { epoch, index });
            let seen = augment(original, split.height, split.width, &config.augmentation, &mut rng);
            pixels.extend(seen);
        }
    }
    Ok(pixels)
}

#[cfg(test)]
mod tests;
