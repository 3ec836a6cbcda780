//! Preview of augmentation: training images as a run is going to see them, before there is one. Nothing is normalized,
//! and nothing becomes a tensor.

use std::ops::Range;
use std::sync::Arc;

use super::Dataset;
use super::augment::augment;
use super::config::{DataConfig, Normalization};
use super::run_data::RunData;
use crate::error::{self, ConfigRefusal, Error};
use crate::random::{Stream, stream};

/// Most images that come back at once, the originals among them: far more than anyone looks at.
pub const MAX_PREVIEW: usize = 1_000;

/// The images at `images` among those that a run with this configuration and seed learns from, each followed by what
/// every epoch of `epochs` (from 1) sees in its place: grayscale, row-major `[images, 1 + epochs, height, width]`.
///
/// Positions past the last image go round to the first; no image comes twice.
///
/// ```
/// use std::sync::Arc;
///
/// use kiln_core::data::Dataset;
/// use kiln_core::data::config::{Augmentation, DataConfig};
/// use kiln_core::data::preview::preview;
///
/// let data = Arc::new(Dataset::synthetic(20, 10, 1)?);
/// let augmentation = Augmentation { rotate: 20.0, ..Augmentation::default() };
/// let config = DataConfig { augmentation, ..DataConfig::default() };
/// // Two images, each with what the first three epochs see.
/// let pixels = preview(data, &config, 1, 0..2, 1..4)?;
/// assert_eq!(pixels.len(), 2 * 4 * 28 * 28);
/// # Ok::<(), kiln_core::Error>(())
/// ```
///
/// # Errors
/// Those that a run has with this `config`: see [`RunData::new`]. [`Error::Config`] for more than [`MAX_PREVIEW`].
pub fn preview(
    data: Arc<Dataset>,
    config: &DataConfig,
    seed: u32,
    images: Range<usize>,
    epochs: Range<usize>,
) -> Result<Vec<u8>, Error> {
    // Normalization would be fitted to all images, and is not applied.
    let unscaled = DataConfig {
        normalization: Normalization::Unit,
        ..*config
    };
    let run_data = RunData::new(data, &unscaled, seed)?;
    let train = run_data.train();
    let count = images.len().min(train.len());
    let all = epochs.len().saturating_add(1).saturating_mul(count);
    if all > MAX_PREVIEW {
        let range = error::Range::at_most(MAX_PREVIEW as f64).whole();
        return Err(ConfigRefusal::out_of_range("preview", range, all as f64, " images").into());
    }
    let split = &run_data.data().train;
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
