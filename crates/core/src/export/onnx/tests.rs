use std::collections::BTreeSet;

use super::*;
use crate::model::architecture::Architecture;
use crate::model::layer::LayerConfig;
use crate::model::preset;

/// A preset with numbers 0, 1, 2... in each parameter.
fn exported(id: &str, loss: Loss, normalization: Normalize) -> (Architecture, ModelProto) {
    let layers: Vec<LayerConfig> = preset::find(id).unwrap().config.layers;
    let architecture = Architecture::new(&layers, [1, 28, 28], 10).unwrap();
    let specs = architecture.params().iter();
    let params: Vec<_> = specs
        .map(|spec| {
            let values = (0..spec.len()).map(|i| i as f32).collect();
            (spec.name.clone(), spec.shape.clone(), values)
        })
        .collect();
    let bytes = file(&Trained {
        name: id,
        architecture: &architecture,
        image: [28, 28],
        params: &params,
        normalization,
        loss,
        class_names: &std::array::from_fn::<_, 10, _>(|class| format!("{class}\n\"")),
        weights_file: "",
    });
    (architecture, ModelProto::decode(&bytes[..]).unwrap())
}

fn graph(model: &ModelProto) -> &proto::GraphProto {
    model.graph.as_ref().unwrap()
}

#[test]
fn onnx_values_are_defined_before_use() {
    for preset in preset::all() {
        let (_, model) = exported(preset.id, Loss::default(), Normalize { mean: 0.5, std: 0.25 });
        assert_eq!((model.ir_version, model.opset_import[0].version), (8, 17));
        let graph = graph(&model);
        let mut known: BTreeSet<&str> = graph.initializer.iter().map(|tensor| &tensor.name[..]).collect();
        assert_eq!(
            known.len(),
            graph.initializer.len(),
            "{}: a name stands for two tensors",
            preset.id
        );
        known.insert("image");
        for node in &graph.node {
            let unknown: Vec<_> = node.input.iter().filter(|name| !known.contains(&name[..])).collect();
            assert!(unknown.is_empty(), "{}: {} takes {unknown:?}", preset.id, node.name);
            for output in node.output.iter().filter(|name| !name.is_empty()) {
                assert!(known.insert(output), "{}: two values are called {output}", preset.id);
            }
        }
        assert!(known.contains("logits") && known.contains("probabilities"));
    }
}

#[test]
fn initializers_hold_all_numbers_of_a_network_and_as_many_as_their_shapes_say() {
    for preset in preset::all() {
        let (architecture, model) = exported(preset.id, Loss::default(), Normalize::UNIT);
        let (mut found, mut held) = (BTreeSet::new(), 0);
        for tensor in &graph(&model).initializer {
            let len = tensor.dims.iter().product::<i64>() as usize;
            let size = if tensor.data_type == FLOAT { 4 } else { 8 };
            assert_eq!(tensor.raw_data.len(), len * size, "{}: {}", preset.id, tensor.name);
            if tensor.name.starts_with("layers.") {
                found.insert(&tensor.name);
                held += len;
            }
        }
        let expected: usize = architecture.params().iter().map(|spec| spec.len()).sum();
        assert_eq!(held, expected, "{}: {found:?}", preset.id);
    }
}

#[test]
fn a_transposed_weight_has_its_columns_as_rows() {
    let params = [("weight".to_owned(), vec![2, 3], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0])];
    let mut graph = Graph::new(&params);
    graph.transposed("weight", [2, 3]);
    let tensor = &graph.proto.initializer[0];
    assert_eq!(tensor.dims, [3, 2]);
    let numbers = tensor
        .raw_data
        .chunks(4)
        .map(|bytes| f32::from_le_bytes(bytes.try_into().unwrap()));
    assert_eq!(numbers.collect::<Vec<_>>(), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
}

#[test]
fn input_and_outputs_take_any_batch() {
    let (_, model) = exported("mlp", Loss::default(), Normalize::UNIT);
    let shape = |value: &ValueInfoProto| {
        let tensor = value.r#type.clone().unwrap().tensor_type.unwrap();
        assert_eq!(tensor.elem_type, FLOAT);
        let dims = tensor.shape.unwrap().dim.into_iter();
        let sizes: Vec<_> = dims.map(|dim| (dim.dim_param, dim.dim_value)).collect();
        assert_eq!(sizes[0], (Some("batch".into()), None));
        sizes[1..].iter().map(|(_, size)| size.unwrap()).collect::<Vec<_>>()
    };
    let graph = graph(&model);
    assert_eq!(graph.input.iter().map(shape).collect::<Vec<_>>(), [[1, 28, 28]]);
    assert_eq!(graph.output.iter().map(shape).collect::<Vec<_>>(), [[10], [10]]);
}

#[test]
fn class_names_are_json() {
    let (_, model) = exported("softmax", Loss::default(), Normalize::UNIT);
    let [StringStringEntryProto { key, value }] = &model.metadata_props[..] else {
        panic!("{:?}", model.metadata_props)
    };
    let names: Vec<String> = serde_json::from_str(value).unwrap();
    assert_eq!((&key[..], &names[9][..]), ("class_names", "9\n\""));
}

#[test]
fn onnx_graph_has_normalization_and_output_only_where_needed() {
    let operators = |loss, scale| {
        let (_, model) = exported("softmax", loss, scale);
        let nodes = graph(&model).node.iter();
        nodes.map(|node| node.op_type.clone()).collect::<Vec<_>>()
    };
    let plain = operators(Loss::default(), Normalize::UNIT);
    assert_eq!(plain, ["Flatten", "Gemm", "Identity", "Softmax"]);
    let squares = Loss::MeanSquaredError {
        output: Output::Sigmoid,
    };
    let all = operators(squares, Normalize { mean: 0.5, std: 0.25 });
    assert_eq!(
        all,
        [
            "Sub",
            "Div",
            "Flatten",
            "Gemm",
            "Identity",
            "Sigmoid",
            "Relu",
            "Softmax",
            "Mul",
            "Add",
            "ReduceSum",
            "Div"
        ]
    );
}
