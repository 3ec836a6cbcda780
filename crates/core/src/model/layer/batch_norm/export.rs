//! Batch normalisation elsewhere.

use super::{BatchNorm, EPSILON, MOMENTUM};
use crate::export::{Attribute, Definitions, Export, Graph, Keras, Place};

const CONVERT: &str = r#"
def batch_norm(own):
    return [own[key] for key in ("weight", "bias", "running_mean", "running_var")]
"#;

impl Export for BatchNorm {
    fn pytorch(&self, place: Place<'_>, _: &mut Definitions) -> String {
        let dimensions = if place.input.len() == 3 { "2d" } else { "1d" };
        format!("nn.BatchNorm{dimensions}({})", place.input[0])
    }

    fn keras(&self, place: Place<'_>, script: &mut Keras) {
        // Keras' momentum is the fraction that stays.
        let momentum = 1.0 - MOMENTUM;
        script.through(&format!(
            "layers.BatchNormalization(momentum={momentum:?}, epsilon={EPSILON:?}, name=\"{}\")",
            place.keras_name()
        ));
        script.convert(place.name, "batch_norm", CONVERT);
    }

    fn onnx(&self, place: Place<'_>, x: String, graph: &mut Graph<'_>) -> String {
        let params = ["weight", "bias", "running_mean", "running_var"]
            .map(|param| graph.param(&format!("{}.{param}", place.name), &place.input[..1]));
        let [weight, bias, mean, variance] = &params;
        let epsilon = ("epsilon", Attribute::Float(EPSILON));
        graph.node("BatchNormalization", &[&x, weight, bias, mean, variance], &[epsilon])
    }
}
