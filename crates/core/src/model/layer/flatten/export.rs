//! Flattening elsewhere.

use super::Flatten;
use crate::export::{Attribute, Definitions, Export, Graph, Keras, Place};

impl Export for Flatten {
    fn pytorch(&self, _: Place<'_>, _: &mut Definitions) -> String {
        "nn.Flatten()".into()
    }

    fn keras(&self, place: Place<'_>, script: &mut Keras) {
        if matches!(*place.input, [channels, _, _] if channels > 1) {
            // The next layer's weights know the features channel by channel.
            script.through("layers.Permute((3, 1, 2))");
        }
        script.through("layers.Flatten()");
    }

    fn onnx(&self, _: Place<'_>, x: String, graph: &mut Graph<'_>) -> String {
        graph.node("Flatten", &[&x], &[("axis", Attribute::Int(1))])
    }
}
