//! What the network makes of a drawing.

use super::Run;
use crate::data::preprocess;
use crate::error::Error;
use crate::event::Prediction;
use crate::metric::running;

impl Run {
    /// What the network makes of a drawing: grayscale of any size, row-major `[height, width]`, 0 = background.
    /// It is cropped, scaled and centred as the training images were.
    ///
    /// # Errors
    /// [`Error::Drawing`] if the bytes are not an image of that size; [`Error::Readback`] if the device has been lost.
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
        let train = &self.data.data().train;
        let size = [train.height, train.width];
        let seen = preprocess::center(pixels, width, height, size[0], size[1]);
        let logits = self.learner.network.read(self.data.images(&seen, &self.device));
        let probabilities = running::floats(self.config.loss.probabilities(logits)).await?;
        Ok(Prediction {
            probabilities,
            seen,
            size,
        })
    }
}
