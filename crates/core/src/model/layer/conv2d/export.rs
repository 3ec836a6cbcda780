//! Convolution elsewhere.

use super::Conv2d;
use crate::export::{Attribute, Definitions, Export, Graph, Keras, Place};

const CONVERT: &str = r#"
def conv2d(own):
    return [own["weight"].transpose(2, 3, 1, 0), own["bias"]]
"#;

impl Export for Conv2d {
    fn pytorch(&self, place: Place<'_>, _: &mut Definitions) -> String {
        let mut options = String::new();
        if self.stride != 1 {
            options += &format!(", stride={}", self.stride);
        }
        if self.pad() != 0 {
            options += &format!(", padding={}", self.pad());
        }
        let Self { channels, kernel, .. } = self;
        format!(
            "nn.Conv2d({}, {channels}, kernel_size={kernel}{options})",
            place.input[0]
        )
    }

    fn keras(&self, place: Place<'_>, script: &mut Keras) {
        let mut options = String::new();
        if self.stride != 1 {
            options += &format!(", strides={}", self.stride);
        }
        if self.pad() != 0 && self.stride == 1 {
            options += ", padding=\"same\"";
        } else if self.pad() != 0 {
            // Keras' own padding leaves out zeros on the left and at the top where the stride allows it.
            script.through(&format!("layers.ZeroPadding2D({})", self.pad()));
        }
        let Self { channels, kernel, .. } = self;
        script.through(&format!(
            "layers.Conv2D({channels}, {kernel}{options}, name=\"{}\")",
            place.keras_name()
        ));
        convert(place.name, script);
    }

    fn onnx(&self, place: Place<'_>, x: String, graph: &mut Graph<'_>) -> String {
        let Self { channels, kernel, .. } = *self;
        let shape = [channels, place.input[0], kernel, kernel];
        node(&x, place.name, shape, [self.stride, self.pad()], graph)
    }
}

/// Weights of the convolution called `name`.
pub(crate) fn convert(name: &str, script: &mut Keras) {
    script.convert(name, "conv2d", CONVERT);
}

/// A convolution by the weight, in `shape`, and the bias of the layer called `name`.
pub(crate) fn node(x: &str, name: &str, shape: [usize; 4], [stride, pad]: [usize; 2], graph: &mut Graph<'_>) -> String {
    let weight = graph.param(&format!("{name}.weight"), &shape);
    let bias = graph.param(&format!("{name}.bias"), &shape[..1]);
    let attributes = [
        ("kernel_shape", Attribute::Ints(&shape[2..])),
        ("strides", Attribute::Ints(&[stride; 2])),
        ("pads", Attribute::Ints(&[pad; 4])),
    ];
    graph.node("Conv", &[x, &weight, &bias], &attributes)
}
