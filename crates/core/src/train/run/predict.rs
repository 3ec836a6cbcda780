//! What the network makes of a drawing.

use super::Run;
use crate::error::Error;
use crate::event::Prediction;
use crate::model::reader::Reader;

impl Run {
    /// See [`Reader::predict`].
    ///
    /// # Errors
    /// Those of [`Reader::predict`].
    pub async fn predict(&self, pixels: &[u8], width: usize, height: usize) -> Result<Prediction, Error> {
        self.reader().predict(pixels, width, height).await
    }

    /// The network as it is now; it does not learn on with the run.
    #[must_use]
    pub fn reader(&self) -> Reader {
        let data = self.data.data();
        Reader {
            network: self.learner.network.clone(),
            loss: self.config.loss,
            scale: self.data.scale(),
            size: [data.train.height, data.train.width],
            preparation: data.preparation,
            device: self.device.clone(),
        }
    }
}
