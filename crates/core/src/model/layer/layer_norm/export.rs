//! Layer normalisation elsewhere.

use super::{EPSILON, LayerNorm};
use crate::export::{Attribute, Definitions, Export, Graph, Keras, Place};

const CONVERT: &str = r#"
def layer_norm(own):
    return [np.moveaxis(own[key], 0, -1) for key in ("weight", "bias")]
"#;

impl Export for LayerNorm {
    fn pytorch(&self, place: Place<'_>, _: &mut Definitions) -> String {
        match normalized(place.input) {
            [features] => format!("nn.LayerNorm({features})"),
            shape => format!("nn.LayerNorm({shape:?})"),
        }
    }

    fn keras(&self, place: Place<'_>, script: &mut Keras) {
        let axes = if place.input.len() == 3 { "axis=(1, 2, 3), " } else { "" };
        script.through(&format!(
            "layers.LayerNormalization({axes}epsilon={EPSILON:?}, name=\"{}\")",
            place.keras_name()
        ));
        convert(place.name, script);
    }

    fn onnx(&self, place: Place<'_>, x: String, graph: &mut Graph<'_>) -> String {
        node(&x, place.name, normalized(place.input), graph)
    }
}

/// The part of an input's shape that is normalised together.
fn normalized(input: &[usize]) -> &[usize] {
    if input.len() == 2 { &input[1..] } else { input }
}

/// Weights of the normalisation called `name`.
pub(crate) fn convert(name: &str, script: &mut Keras) {
    script.convert(name, "layer_norm", CONVERT);
}

/// A normalisation over the last dimensions, `shape`, by the parameters of the layer called `name`.
pub(crate) fn node(x: &str, name: &str, shape: &[usize], graph: &mut Graph<'_>) -> String {
    let weight = graph.param(&format!("{name}.weight"), shape);
    let bias = graph.param(&format!("{name}.bias"), shape);
    let axis = -(shape.len() as i64);
    graph.node(
        "LayerNormalization",
        &[x, &weight, &bias],
        &[("axis", Attribute::Int(axis)), ("epsilon", Attribute::Float(EPSILON))],
    )
}
