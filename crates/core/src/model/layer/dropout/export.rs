//! Dropout elsewhere.

use super::Dropout;
use crate::export::{Definitions, Export, Graph, Keras, Place};

impl Export for Dropout {
    fn pytorch(&self, _: Place<'_>, _: &mut Definitions) -> String {
        format!("nn.Dropout({:?})", self.rate)
    }

    fn keras(&self, _: Place<'_>, script: &mut Keras) {
        script.through(&format!("layers.Dropout({:?})", self.rate));
    }

    /// None: after training nothing is dropped.
    fn onnx(&self, _: Place<'_>, x: String, _: &mut Graph<'_>) -> String {
        x
    }
}
