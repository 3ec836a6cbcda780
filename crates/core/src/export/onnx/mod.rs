//! An ONNX file: the network as after training, with its weights, from gray values to probabilities.

mod graph;
mod proto;

pub(crate) use graph::{Attribute, Graph};

use prost::Message;

use super::python::{literal, output};
use super::{Trained, follow};
use crate::data::normalize::Normalize;
use crate::train::loss::{Loss, Output, RANK};
use proto::{
    Dimension, FLOAT, IR_VERSION, ModelProto, OPSET, OperatorSetIdProto, StringStringEntryProto, TensorShapeProto,
    TensorTypeProto, TypeProto, ValueInfoProto,
};

pub(super) fn file(network: &Trained<'_>) -> Vec<u8> {
    let [height, width] = network.image;
    let mut graph = Graph::new(network.params);
    let mut x = normalized(network.normalization, &mut graph);
    follow(&network.architecture.layers, "", &[1, height, width], |layer, place| {
        x = layer.onnx(place, std::mem::take(&mut x), &mut graph);
    });
    graph.node_to("Identity", &[&x], &[], &["logits"]);
    probabilities(network.loss, &mut graph);

    let num_classes = network.class_names.len();
    let mut proto = graph.proto;
    proto.name = network.name.into();
    proto.input = vec![batch("image", &[1, height, width])];
    proto.output = ["logits", "probabilities"]
        .map(|name| batch(name, &[num_classes]))
        .into();
    let class_names: Vec<String> = network.class_names.iter().map(|name| literal(name)).collect();
    let model = ModelProto {
        ir_version: IR_VERSION,
        producer_name: "Kiln".into(),
        producer_version: env!("CARGO_PKG_VERSION").into(),
        graph: Some(proto),
        opset_import: vec![OperatorSetIdProto {
            domain: String::new(),
            version: OPSET,
        }],
        metadata_props: vec![StringStringEntryProto {
            key: "class_names".into(),
            value: format!("[{}]", class_names.join(", ")),
        }],
    };
    model.encode_to_vec()
}

/// The normalization of gray values.
fn normalized(normalization: Normalize, graph: &mut Graph<'_>) -> String {
    if normalization == Normalize::UNIT {
        return "image".into();
    }
    let (mean, std) = (graph.float(normalization.mean), graph.float(normalization.std));
    let centred = graph.node("Sub", &["image", &mean], &[]);
    graph.node("Div", &[&centred, &std], &[])
}

/// As [`Loss::probabilities`].
fn probabilities(loss: Loss, graph: &mut Graph<'_>) {
    let claimed = match output(loss) {
        Output::Softmax => {
            graph.node_to("Softmax", &["logits"], &[], &["probabilities"]);
            return;
        }
        Output::Identity => "logits".into(),
        Output::Sigmoid => graph.node("Sigmoid", &["logits"], &[]),
    };
    let claimed = graph.node("Relu", &[&claimed], &[]);
    let rank = graph.float(RANK);
    let softmax = graph.node("Softmax", &["logits"], &[]);
    let ranks = graph.node("Mul", &[&softmax, &rank], &[]);
    let shares = graph.add(&claimed, &ranks);
    let axis = graph.integers(&[1]);
    let sum = graph.node("ReduceSum", &[&shares, &axis], &[]);
    graph.node_to("Div", &[&shares, &sum], &[], &["probabilities"]);
}

/// A batch of any size of tensors of shape `shape`.
fn batch(name: &str, shape: &[usize]) -> ValueInfoProto {
    let any = Dimension {
        dim_param: Some("batch".into()),
        dim_value: None,
    };
    let fixed = |&size: &usize| Dimension {
        dim_value: Some(size as i64),
        dim_param: None,
    };
    let dim = [any].into_iter().chain(shape.iter().map(fixed)).collect();
    ValueInfoProto {
        name: name.into(),
        r#type: Some(TypeProto {
            tensor_type: Some(TensorTypeProto {
                elem_type: FLOAT,
                shape: Some(TensorShapeProto { dim }),
            }),
        }),
    }
}

#[cfg(test)]
mod tests;
