//! Activation functions elsewhere.

use super::{Gelu, LeakyRelu, Relu, Sigmoid, Silu, Tanh};
use crate::export::{Attribute, Definitions, Export, Graph, Keras, Place};

/// Kind: its module in PyTorch; its layer in Keras; its nodes.
macro_rules! elementwise {
    ($($name:ident: |$layer:ident| $pytorch:expr, $keras:expr, |$x:ident, $graph:ident| $onnx:expr;)+) => {
        $(impl Export for $name {
            fn pytorch(&self, _: Place<'_>, _: &mut Definitions) -> String {
                let $layer = self;
                $pytorch.into()
            }

            fn keras(&self, _: Place<'_>, script: &mut Keras) {
                let $layer = self;
                script.through(&String::from($keras));
            }

            fn onnx(&self, _: Place<'_>, $x: String, $graph: &mut Graph<'_>) -> String {
                let $layer = self;
                $onnx
            }
        })+
    };
}

elementwise! {
    Relu: |_layer| "nn.ReLU()", "layers.ReLU()", |x, graph| graph.node("Relu", &[&x], &[]);
    LeakyRelu: |layer| format!("nn.LeakyReLU({:?})", layer.slope),
        format!("layers.LeakyReLU(negative_slope={:?})", layer.slope),
        |x, graph| graph.node("LeakyRelu", &[&x], &[("alpha", Attribute::Float(layer.slope))]);
    Gelu: |_layer| "nn.GELU()", r#"layers.Activation("gelu")"#, |x, graph| gelu(&x, graph);
    Sigmoid: |_layer| "nn.Sigmoid()", r#"layers.Activation("sigmoid")"#, |x, graph| graph.node("Sigmoid", &[&x], &[]);
    Tanh: |_layer| "nn.Tanh()", r#"layers.Activation("tanh")"#, |x, graph| graph.node("Tanh", &[&x], &[]);
    Silu: |_layer| "nn.SiLU()", r#"layers.Activation("silu")"#, |x, graph| {
        let gate = graph.node("Sigmoid", &[&x], &[]);
        graph.node("Mul", &[&x, &gate], &[])
    };
}

/// `x * Phi(x)` by the error function: the operator `Gelu` came with opset 20.
pub(crate) fn gelu(x: &str, graph: &mut Graph<'_>) -> String {
    let (sqrt_2, one, half) = (
        graph.float(std::f64::consts::SQRT_2),
        graph.float(1.0),
        graph.float(0.5),
    );
    let standard = graph.node("Div", &[x, &sqrt_2], &[]);
    let erf = graph.node("Erf", &[&standard], &[]);
    let twice = graph.add(&erf, &one);
    let phi = graph.node("Mul", &[&twice, &half], &[]);
    graph.node("Mul", &[x, &phi], &[])
}
