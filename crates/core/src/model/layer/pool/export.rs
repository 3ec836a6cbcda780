//! Pooling elsewhere.

use super::{AvgPool2d, GlobalAvgPool, MaxPool2d};
use crate::export::{Attribute, Definitions, Export, Graph, Keras, Place};

/// Kind: its module in PyTorch, its layer in Keras, its operator.
macro_rules! windows {
    ($($name:ident: $pytorch:literal, $keras:literal, $onnx:literal;)+) => {
        $(impl Export for $name {
            fn pytorch(&self, _: Place<'_>, _: &mut Definitions) -> String {
                format!("nn.{}({})", $pytorch, self.size)
            }

            fn keras(&self, _: Place<'_>, script: &mut Keras) {
                script.through(&format!("layers.{}({})", $keras, self.size));
            }

            fn onnx(&self, _: Place<'_>, x: String, graph: &mut Graph<'_>) -> String {
                let size = [self.size; 2];
                let window = [("kernel_shape", Attribute::Ints(&size)), ("strides", Attribute::Ints(&size))];
                graph.node($onnx, &[&x], &window)
            }
        })+
    };
}

windows! {
    MaxPool2d: "MaxPool2d", "MaxPooling2D", "MaxPool";
    AvgPool2d: "AvgPool2d", "AveragePooling2D", "AveragePool";
}

const MEAN: &str = r#"
class Mean(nn.Module):
    def __init__(self, *dims):
        super().__init__()
        self.dims = dims

    def forward(self, x):
        return x.mean(self.dims)
"#;

impl Export for GlobalAvgPool {
    fn pytorch(&self, place: Place<'_>, definitions: &mut Definitions) -> String {
        definitions.need(MEAN);
        if place.input.len() == 3 {
            "Mean(2, 3)"
        } else {
            "Mean(1)"
        }
        .into()
    }

    fn keras(&self, place: Place<'_>, script: &mut Keras) {
        let dimensions = if place.input.len() == 3 { "2D" } else { "1D" };
        script.through(&format!("layers.GlobalAveragePooling{dimensions}()"));
    }

    fn onnx(&self, place: Place<'_>, x: String, graph: &mut Graph<'_>) -> String {
        let axes: &[usize] = if place.input.len() == 3 { &[2, 3] } else { &[1] };
        graph.node(
            "ReduceMean",
            &[&x],
            &[("axes", Attribute::Ints(axes)), ("keepdims", Attribute::Int(0))],
        )
    }
}
