//! A way around some layers, elsewhere.

use super::Residual;
use crate::export::{Definitions, Export, Graph, Keras, Place, follow, indent};
use crate::model::layer::conv2d;

const PYTORCH: &str = r#"
class Residual(nn.Module):
    """`layers(x) + x`, where `x` goes through `shortcut` if there is one."""

    def __init__(self, *layers, shortcut=None):
        super().__init__()
        self.layers = nn.Sequential(*layers)
        self.shortcut = shortcut or nn.Identity()

    def forward(self, x):
        return self.layers(x) + self.shortcut(x)
"#;

/// The 1x1 convolution of a way around.
struct Shortcut {
    channels: usize,
    stride: usize,
}

impl Shortcut {
    fn between(input: &[usize], output: &[usize]) -> Option<Self> {
        let stride = Residual::stride(input, output).ok().flatten()?;
        Some(Self {
            channels: output[0],
            stride,
        })
    }
}

impl Export for Residual {
    fn pytorch(&self, place: Place<'_>, definitions: &mut Definitions) -> String {
        definitions.need(PYTORCH);
        let mut arguments = String::new();
        let prefix = format!("{}.", place.name);
        let output = follow(&self.layers, &prefix, place.input, |layer, place| {
            arguments += &format!("\n{},", layer.pytorch(place, definitions));
        });
        if let Some(Shortcut { channels, stride }) = Shortcut::between(place.input, &output) {
            let depth = place.input[0];
            arguments += &format!("\nshortcut=nn.Conv2d({depth}, {channels}, kernel_size=1, stride={stride}),");
        }
        format!("Residual({}\n)", indent(&arguments))
    }

    fn keras(&self, place: Place<'_>, script: &mut Keras) {
        let id = place.keras_name().replace("layers_", "");
        script.line(&format!("skip_{id} = x"));
        let prefix = format!("{}.", place.name);
        let output = follow(&self.layers, &prefix, place.input, |layer, place| {
            layer.keras(place, script)
        });
        if let Some(Shortcut { channels, stride }) = Shortcut::between(place.input, &output) {
            let name = format!("{}_shortcut", place.keras_name());
            script.line(&format!(
                "skip_{id} = layers.Conv2D({channels}, 1, strides={stride}, name=\"{name}\")(skip_{id})"
            ));
            conv2d::export::convert(&format!("{}.shortcut", place.name), script);
        }
        script.line(&format!("x = layers.Add()([x, skip_{id}])"));
    }

    fn onnx(&self, place: Place<'_>, x: String, graph: &mut Graph<'_>) -> String {
        let mut y = x.clone();
        let prefix = format!("{}.", place.name);
        let output = follow(&self.layers, &prefix, place.input, |layer, place| {
            y = layer.onnx(place, std::mem::take(&mut y), graph);
        });
        let Some(Shortcut { channels, stride }) = Shortcut::between(place.input, &output) else {
            return graph.add(&x, &y);
        };
        let shape = [channels, place.input[0], 1, 1];
        let around = conv2d::export::node(&x, &format!("{}.shortcut", place.name), shape, [stride, 0], graph);
        graph.add(&around, &y)
    }
}
