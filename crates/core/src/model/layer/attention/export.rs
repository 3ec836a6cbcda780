//! A transformer's encoder elsewhere.

use super::TransformerEncoder;
use crate::export::{Attribute, Definitions, Export, Graph, Keras, Place};
use crate::model::layer::{activation, dense, layer_norm};

/// PyTorch would drop some of the attention, too, which Kiln does not.
const PYTORCH: &str = r#"
class TransformerEncoder(nn.TransformerEncoderLayer):
    def __init__(self, dim, heads, hidden, dropout):
        super().__init__(dim, heads, hidden, dropout, activation="gelu", norm_first=True, batch_first=True)
        self.self_attn.dropout = 0.0
"#;

const KERAS: &str = r#"
def transformer_encoder(x, name, heads, hidden, dropout):
    dim = x.shape[-1]
    y = layers.LayerNormalization(epsilon=1e-5, name=f"{name}_norm1")(x)
    y = layers.MultiHeadAttention(heads, dim // heads, name=f"{name}_self_attn")(y, y)
    x = layers.Add()([x, layers.Dropout(dropout)(y)])
    y = layers.LayerNormalization(epsilon=1e-5, name=f"{name}_norm2")(x)
    y = layers.Dense(hidden, activation="gelu", name=f"{name}_linear1")(y)
    y = layers.Dense(dim, name=f"{name}_linear2")(layers.Dropout(dropout)(y))
    return layers.Add()([x, layers.Dropout(dropout)(y)])
"#;

const CONVERT: &str = r#"
def attention(own, heads):
    dim = len(own["out_proj.bias"])
    width = dim // heads
    converted = []
    for weight, bias in zip(np.split(own["in_proj_weight"], 3), np.split(own["in_proj_bias"], 3)):
        converted += [weight.T.reshape(dim, heads, width), bias.reshape(heads, width)]
    return converted + [own["out_proj.weight"].T.reshape(heads, width, dim), own["out_proj.bias"]]
"#;

impl Export for TransformerEncoder {
    fn pytorch(&self, place: Place<'_>, definitions: &mut Definitions) -> String {
        definitions.need(PYTORCH);
        let (dim, Self { heads, hidden, dropout }) = (place.input[1], self);
        format!("TransformerEncoder({dim}, heads={heads}, hidden={hidden}, dropout={dropout:?})")
    }

    fn keras(&self, place: Place<'_>, script: &mut Keras) {
        let (name, Self { heads, hidden, dropout }) = (place.name, self);
        script.need(KERAS);
        script.line(&format!(
            "x = transformer_encoder(x, \"{}\", heads={heads}, hidden={hidden}, dropout={dropout:?})",
            place.keras_name()
        ));
        let attention = format!("{name}.self_attn");
        script.convert_with(&attention, "attention", &format!("heads={heads}"), CONVERT);
        for part in ["norm1", "norm2"] {
            layer_norm::export::convert(&format!("{name}.{part}"), script);
        }
        for part in ["linear1", "linear2"] {
            dense::export::convert(&format!("{name}.{part}"), script);
        }
    }

    fn onnx(&self, place: Place<'_>, x: String, graph: &mut Graph<'_>) -> String {
        let (dim, name) = (place.input[1], place.name);
        let linear = |x: &str, part: &str, [units, features]: [usize; 2], graph: &mut Graph<'_>| {
            let (weight, bias) = (format!("{name}.{part}weight"), format!("{name}.{part}bias"));
            dense::export::sequence(x, [&weight, &bias], [units, features], graph)
        };
        let norm1 = layer_norm::export::node(&x, &format!("{name}.norm1"), &[dim], graph);
        let projected = linear(&norm1, "self_attn.in_proj_", [3 * dim, dim], graph);
        let mixed = self.attention_nodes(&projected, dim, graph);
        let attended = linear(&mixed, "self_attn.out_proj.", [dim, dim], graph);
        let x = graph.add(&x, &attended);
        let norm2 = layer_norm::export::node(&x, &format!("{name}.norm2"), &[dim], graph);
        let hidden = linear(&norm2, "linear1.", [self.hidden, dim], graph);
        let hidden = activation::export::gelu(&hidden, graph);
        let added = linear(&hidden, "linear2.", [dim, self.hidden], graph);
        graph.add(&x, &added)
    }
}

impl TransformerEncoder {
    /// From queries, keys and values beside one another, `[batch, positions, 3 dim]`, to `[batch, positions, dim]`.
    fn attention_nodes(&self, projected: &str, dim: usize, graph: &mut Graph<'_>) -> String {
        let width = dim / self.heads;
        let parts = ["queries", "keys", "values"].map(|part| format!("{projected}_{part}"));
        let outputs = parts.each_ref().map(String::as_str);
        graph.node_to("Split", &[projected], &[("axis", Attribute::Int(2))], &outputs);
        let mut heads = |part: &str, order: [usize; 4]| {
            let split = graph.reshape(part, &[0, 0, self.heads as i64, width as i64]);
            graph.transpose(&split, &order)
        };
        let queries = heads(&parts[0], [0, 2, 1, 3]);
        let keys = heads(&parts[1], [0, 2, 3, 1]);
        let values = heads(&parts[2], [0, 2, 1, 3]);
        let products = graph.node("MatMul", &[&queries, &keys], &[]);
        let norm = graph.float((width as f64).sqrt());
        let scores = graph.node("Div", &[&products, &norm], &[]);
        let attention = graph.node("Softmax", &[&scores], &[("axis", Attribute::Int(3))]);
        let mixed = graph.node("MatMul", &[&attention, &values], &[]);
        let together = graph.transpose(&mixed, &[0, 2, 1, 3]);
        graph.reshape(&together, &[0, 0, dim as i64])
    }
}
