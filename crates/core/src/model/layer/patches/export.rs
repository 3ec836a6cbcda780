//! Patches elsewhere.

use super::Patches;
use crate::export::{Definitions, Export, Graph, Keras, Place};
use crate::model::layer::conv2d;

const PYTORCH: &str = r#"
class Patches(nn.Linear):
    """An image cut into square patches, each embedded, plus what is learnt about its position."""

    def __init__(self, channels, size, dim, positions):
        super().__init__(channels * size * size, dim)
        self.size = size
        self.position = nn.Parameter(torch.zeros(positions, dim))

    def forward(self, images):
        patches = nn.functional.unfold(images, self.size, stride=self.size).transpose(1, 2)
        return super().forward(patches) + self.position
"#;

const KERAS: &str = r#"
class Patches(layers.Layer):
    """An image cut into square patches, each embedded, plus what is learnt about its position."""

    def __init__(self, size, dim, positions, **kwargs):
        super().__init__(**kwargs)
        self.embed = layers.Conv2D(dim, size, strides=size)
        self.position = self.add_weight(shape=(positions, dim), name="position")

    def build(self, shape):
        self.embed.build(shape)

    def call(self, images):
        return keras.ops.reshape(self.embed(images), (-1, *self.position.shape)) + self.position
"#;

const CONVERT: &str = r#"
def patches(own, size):
    weight = own["weight"].reshape(len(own["weight"]), -1, size, size)
    return [own["position"], weight.transpose(2, 3, 1, 0), own["bias"]]
"#;

impl Patches {
    fn positions(&self, input: &[usize]) -> usize {
        (input[1] / self.size) * (input[2] / self.size)
    }
}

impl Export for Patches {
    fn pytorch(&self, place: Place<'_>, definitions: &mut Definitions) -> String {
        definitions.need(PYTORCH);
        let (channels, positions) = (place.input[0], self.positions(place.input));
        format!(
            "Patches({channels}, size={}, dim={}, positions={positions})",
            self.size, self.dim
        )
    }

    fn keras(&self, place: Place<'_>, script: &mut Keras) {
        let (Self { size, dim }, positions, name) = (self, self.positions(place.input), place.keras_name());
        script.need(KERAS);
        script.through(&format!("Patches({size}, {dim}, {positions}, name=\"{name}\")"));
        script.convert_with(place.name, "patches", &format!("size={size}"), CONVERT);
    }

    /// A convolution whose places do not overlap.
    fn onnx(&self, place: Place<'_>, x: String, graph: &mut Graph<'_>) -> String {
        let Self { size, dim } = *self;
        let shape = [dim, place.input[0], size, size];
        let embedded = conv2d::export::node(&x, place.name, shape, [size, 0], graph);
        let rows = graph.reshape(&embedded, &[0, dim as i64, -1]);
        let sequence = graph.transpose(&rows, &[0, 2, 1]);
        let position = format!("{}.position", place.name);
        let position = graph.param(&position, &[self.positions(place.input), dim]);
        graph.add(&sequence, &position)
    }
}
