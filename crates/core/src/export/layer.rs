//! The trait of exportable layers, and the walk through a list of them.

use super::{Definitions, Graph, Keras};
use crate::model::layer::LayerConfig;

/// A layer's name, and the shape of its input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// What it is called in a checkpoint: `layers.0`, or `layers.3.layers.1` within a block.
    pub(crate) name: &'a str,
    /// Shape of one sample that reaches it, as [`Plan`](crate::model::layer::Plan) has it.
    pub(crate) input: &'a [usize],
}

impl Place<'_> {
    /// What it is called in Keras, which allows no points in names: `layers_0`.
    pub(crate) fn keras_name(&self) -> String {
        self.name.replace('.', "_")
    }
}

/// An exportable layer.
pub(crate) trait Export {
    /// An expression that makes the module, whose parameters PyTorch must name as the checkpoint does. What it uses
    /// besides `torch` and `nn` it adds to `definitions`.
    fn pytorch(&self, place: Place<'_>, definitions: &mut Definitions) -> String;

    /// Adds the lines that take `x` through it, channels last, and how the checkpoint's parameters become its weights.
    fn keras(&self, place: Place<'_>, script: &mut Keras);

    /// Adds the nodes that take `x` through it as it is after training, and returns what their output is called.
    fn onnx(&self, place: Place<'_>, x: String, graph: &mut Graph<'_>) -> String;
}

/// Calls `each` with every layer of a checked list, called `layers.0`... after `prefix`, and returns the shape after
/// the last.
pub(crate) fn follow(
    layers: &[LayerConfig],
    prefix: &str,
    input: &[usize],
    mut each: impl FnMut(&dyn Export, Place<'_>),
) -> Vec<usize> {
    let mut input = input.to_vec();
    for (index, layer) in layers.iter().enumerate() {
        let name = format!("{prefix}layers.{index}");
        each(
            layer.export(),
            Place {
                name: &name,
                input: &input,
            },
        );
        input = match layer.layer().plan(&input) {
            Ok(plan) => plan.output,
            Err(why) => unreachable!("a checked architecture has no layer that {why}"),
        };
    }
    input
}
