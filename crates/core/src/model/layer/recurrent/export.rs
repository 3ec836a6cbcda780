//! Common parts of exported recurrent layers: rows as positions, and gates in another order.

use crate::export::{Attribute, Definitions, Graph, Keras, Place};

/// The differences between LSTM and GRU.
pub(crate) struct Kind {
    /// Its operator, and its class in both frameworks.
    pub(crate) name: &'static str,
    /// Gate order: for each of ONNX's gates, its position among PyTorch's.
    pub(crate) gates: &'static [usize],
    /// Attributes of the node besides the size.
    pub(crate) attributes: &'static [(&'static str, Attribute<'static>)],
    /// The Python function that makes Keras' weights of PyTorch's, and its definition.
    pub(crate) convert: (&'static str, &'static str),
}

/// One layer of a kind.
pub(crate) struct Recurrent<'a> {
    pub(crate) kind: &'a Kind,
    pub(crate) units: usize,
    pub(crate) return_sequences: bool,
}

const PYTORCH: &str = r#"
class KIND(nn.KIND):
    """Over the positions of a sequence or the rows of an image: to the last output, or all of them."""

    def __init__(self, features, units, return_sequences=False):
        super().__init__(features, units, batch_first=True)
        self.return_sequences = return_sequences

    def forward(self, x):
        positions = x.transpose(1, 2).flatten(2) if x.dim() == 4 else x
        outputs, _ = super().forward(positions)
        return outputs if self.return_sequences else outputs[:, -1]
"#;

impl Recurrent<'_> {
    pub(crate) fn pytorch(&self, place: Place<'_>, definitions: &mut Definitions) -> String {
        let (name, units) = (self.kind.name, self.units);
        definitions.need(PYTORCH.replace("KIND", name));
        format!("{name}({}, {units}{})", features(place.input), self.option())
    }

    pub(crate) fn keras(&self, place: Place<'_>, script: &mut Keras) {
        if let [channels, height, width] = *place.input {
            if channels > 1 {
                // Each row channel by channel, as the weights know it.
                script.through("layers.Permute((1, 3, 2))");
            }
            script.through(&format!("layers.Reshape(({height}, {}))", channels * width));
        }
        let (kind, units, name) = (self.kind.name, self.units, place.keras_name());
        script.through(&format!("layers.{kind}({units}{}, name=\"{name}\")", self.option()));
        let (convert, definition) = self.kind.convert;
        script.convert(place.name, convert, definition);
    }

    /// Positions come first in ONNX, before the batch, and a dimension of size 1 stands for the direction.
    pub(crate) fn onnx(&self, place: Place<'_>, x: &str, graph: &mut Graph<'_>) -> String {
        let features = features(place.input);
        let x = if place.input.len() == 3 {
            let rows = graph.transpose(x, &[2, 0, 1, 3]);
            graph.reshape(&rows, &[0, 0, features as i64])
        } else {
            graph.transpose(x, &[1, 0, 2])
        };
        let [inward, onward, biases] = self.weights(place.name, features, graph);
        let value = format!("{}.output", place.name);
        // All outputs with the direction behind the position, or the last with the direction first.
        let (outputs, direction) = if self.return_sequences {
            ([&value[..], ""], 1)
        } else {
            (["", &value[..]], 0)
        };
        let mut attributes = vec![("hidden_size", Attribute::Int(self.units as i64))];
        attributes.extend(self.kind.attributes);
        graph.node_to(self.kind.name, &[&x, &inward, &onward, &biases], &attributes, &outputs);
        let direction = graph.integers(&[direction]);
        let output = graph.node("Squeeze", &[&value, &direction], &[]);
        if self.return_sequences {
            graph.transpose(&output, &[1, 0, 2])
        } else {
            output
        }
    }

    fn option(&self) -> &'static str {
        if self.return_sequences {
            ", return_sequences=True"
        } else {
            ""
        }
    }

    /// Weights of the inputs, of the previous output, and the biases of both.
    fn weights(&self, name: &str, features: usize, graph: &mut Graph<'_>) -> [String; 3] {
        let rows = self.kind.gates.len() * self.units;
        let named = |param: &str| format!("{name}.{param}");
        let biases = [named("bias_ih_l0"), named("bias_hh_l0")];
        [
            self.reordered(&[named("weight_ih_l0")], &[1, rows, features], graph),
            self.reordered(&[named("weight_hh_l0")], &[1, rows, self.units], graph),
            self.reordered(&biases, &[1, 2 * rows], graph),
        ]
    }

    /// Parameters one after the other, each with its gates in ONNX's order, under the first one's name.
    fn reordered(&self, names: &[String], shape: &[usize], graph: &mut Graph<'_>) -> String {
        let gates = self.kind.gates;
        let mut numbers = Vec::new();
        for name in names {
            let values = graph.values(name);
            let size = values.len() / gates.len();
            numbers.extend(gates.iter().flat_map(|gate| &values[gate * size..(gate + 1) * size]));
        }
        graph.floats(&names[0], shape, &numbers)
    }
}

/// Numbers at one position.
fn features(input: &[usize]) -> usize {
    match *input {
        [channels, _, width] => channels * width,
        _ => input[1],
    }
}
