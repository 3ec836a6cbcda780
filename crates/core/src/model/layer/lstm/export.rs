//! Long short-term memory elsewhere.

use super::Lstm;
use crate::export::{Definitions, Export, Graph, Keras, Place};
use crate::model::layer::recurrent::export::{Kind, Recurrent};

const CONVERT: &str = r#"
def lstm(own):
    return [own["weight_ih_l0"].T, own["weight_hh_l0"].T, own["bias_ih_l0"] + own["bias_hh_l0"]]
"#;

const KIND: Kind = Kind {
    name: "LSTM",
    // Input, output, forget, cell.
    gates: &[0, 3, 1, 2],
    attributes: &[],
    convert: ("lstm", CONVERT),
};

impl Lstm {
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

impl Export for Lstm {
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
