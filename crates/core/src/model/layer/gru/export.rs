//! Gated recurrent units elsewhere.

use super::Gru;
use crate::export::{Attribute, Definitions, Export, Graph, Keras, Place};
use crate::model::layer::recurrent::export::{Kind, Recurrent};

const CONVERT: &str = r#"
def gru(own):
    def gates(rows):
        reset, update, new = np.split(rows, 3)
        return np.concatenate([update, reset, new])

    bias = np.stack([gates(own["bias_ih_l0"]), gates(own["bias_hh_l0"])])
    return [gates(own["weight_ih_l0"]).T, gates(own["weight_hh_l0"]).T, bias]
"#;

const KIND: Kind = Kind {
    name: "GRU",
    // Update, reset, new.
    gates: &[1, 0, 2],
    // The reset gate behind the product, which is Keras' default (`reset_after`) and all that PyTorch has.
    attributes: &[("linear_before_reset", Attribute::Int(1))],
    convert: ("gru", CONVERT),
};

impl Gru {
    fn recurrent(&self) -> Recurrent<'static> {
        let Self {
            units,
            return_sequences,
        } = *self;
        Recurrent {
            kind: &KIND,
            units,
            return_sequences,
        }
    }
}

impl Export for Gru {
    fn pytorch(&self, place: Place<'_>, definitions: &mut Definitions) -> String {
        self.recurrent().pytorch(place, definitions)
    }

    fn keras(&self, place: Place<'_>, script: &mut Keras) {
        self.recurrent().keras(place, script);
    }

    fn onnx(&self, place: Place<'_>, x: String, graph: &mut Graph<'_>) -> String {
        self.recurrent().onnx(place, &x, graph)
    }
}
