//! Fully connected layers elsewhere.

use super::Dense;
use crate::export::{Attribute, Definitions, Export, Graph, Keras, Place};

const CONVERT: &str = r#"
def dense(own):
    return [own["weight"].T, own["bias"]]
"#;

impl Export for Dense {
    fn pytorch(&self, place: Place<'_>, _: &mut Definitions) -> String {
        format!("nn.Linear({}, {})", features(place), self.units)
    }

    fn keras(&self, place: Place<'_>, script: &mut Keras) {
        script.through(&format!(
            "layers.Dense({}, name=\"{}\")",
            self.units,
            place.keras_name()
        ));
        convert(place.name, script);
    }

    fn onnx(&self, place: Place<'_>, x: String, graph: &mut Graph<'_>) -> String {
        let (weight, bias) = (format!("{}.weight", place.name), format!("{}.bias", place.name));
        let shape = [self.units, features(place)];
        if place.input.len() == 2 {
            return sequence(&x, [&weight, &bias], shape, graph);
        }
        let weight = graph.param(&weight, &shape);
        let bias = graph.param(&bias, &shape[..1]);
        graph.node("Gemm", &[&x, &weight, &bias], &[("transB", Attribute::Int(1))])
    }
}

/// Numbers that reach one unit.
fn features(place: Place<'_>) -> usize {
    place.input[place.input.len() - 1]
}

/// Weights of the fully connected layer called `name`.
pub(crate) fn convert(name: &str, script: &mut Keras) {
    script.convert(name, "dense", CONVERT);
}

/// `[batch, positions, features]` to `[batch, positions, units]` by the parameters of these names; the weight is
/// `[units, features]`.
pub(crate) fn sequence(x: &str, [weight, bias]: [&str; 2], shape: [usize; 2], graph: &mut Graph<'_>) -> String {
    let weight = graph.transposed(weight, shape);
    let bias = graph.param(bias, &shape[..1]);
    let product = graph.node("MatMul", &[x, &weight], &[]);
    graph.add(&product, &bias)
}
