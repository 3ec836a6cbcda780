use super::*;
use crate::model::init::{Initialization, draw};
use crate::model::layer::{Conv2d, Dense, Flatten, LayerConfig, Relu, Residual};

/// A block with a shortcut, and a dense layer.
fn small() -> Architecture {
    let strided = Conv2d {
        stride: 2,
        ..Conv2d::same(4, 3)
    };
    let layers: Vec<LayerConfig> = vec![
        Residual {
            layers: vec![strided.into(), Relu {}.into()],
        }
        .into(),
        Flatten {}.into(),
        Dense { units: 2 }.into(),
    ];
    Architecture::new(&layers, [1, 8, 6], 2).unwrap()
}

type Params = Vec<(String, Vec<usize>, Vec<f32>)>;

fn params(architecture: &Architecture) -> Params {
    let specs = architecture.params().iter().enumerate();
    specs
        .map(|(index, spec)| {
            let values = draw(spec, &Initialization::default(), 1, index);
            (spec.name.clone(), spec.shape.clone(), values)
        })
        .collect()
}

fn with<T>(params: &Params, change: impl FnOnce(&mut Trained<'_>), use_it: impl FnOnce(&Trained<'_>) -> T) -> T {
    let (architecture, class_names) = (small(), ["cat".into(), "d\"og\n".into()]);
    let mut network = Trained {
        name: "small",
        architecture: &architecture,
        image: [8, 6],
        params,
        normalization: Normalize { mean: 0.25, std: 0.5 },
        loss: Loss::default(),
        class_names: &class_names,
        weights_file: "small.safetensors",
    };
    change(&mut network);
    use_it(&network)
}

fn script(format: Format, change: impl FnOnce(&mut Trained<'_>)) -> String {
    let bytes = with(&params(&small()), change, |network| export(format, network).unwrap());
    String::from_utf8(bytes).unwrap()
}

fn contains(script: &str, parts: &[&str]) {
    for part in parts {
        assert!(script.contains(part), "no {part:?} in\n{script}");
    }
}

#[test]
fn a_pytorch_script_builds_the_layers_and_loads_the_weights() {
    contains(
        &script(Format::Pytorch, |_| ()),
        &[
            "# small: a network of 146 parameters, trained with Kiln.\n",
            "            Residual(\n                nn.Conv2d(1, 4, kernel_size=3, stride=2, padding=1),\n                nn.ReLU(),\n",
            "                shortcut=nn.Conv2d(1, 4, kernel_size=1, stride=2),\n            ),\n            nn.Flatten(),\n",
            "nn.Linear(48, 2)",
            "with_name(\"small.safetensors\")",
            r#"CLASSES = ["cat", "d\"og\u000a"]"#,
            "return (images / 255 - 0.25) / 0.5\n",
            "logits.softmax(dim=1)",
        ],
    );
}

#[test]
fn a_keras_script_pads_as_pytorch_and_flattens_channels_first() {
    contains(
        &script(Format::Keras, |_| ()),
        &[
            "    x = layers.ZeroPadding2D(1)(x)\n    x = layers.Conv2D(4, 3, strides=2, name=\"layers_0_layers_0\")(x)\n",
            "    skip_0 = layers.Conv2D(4, 1, strides=2, name=\"layers_0_shortcut\")(skip_0)\n",
            "    x = layers.Permute((3, 1, 2))(x)\n    x = layers.Flatten()(x)\n",
            "    \"layers.0.layers.0\": conv2d,\n    \"layers.0.shortcut\": conv2d,\n    \"layers.2\": dense,\n",
        ],
    );
}

#[test]
fn a_definition_is_written_once_and_only_if_needed() {
    let script = script(Format::Keras, |_| ());
    assert_eq!(script.matches("def conv2d(").count(), 1);
    assert!(!script.contains("def lstm(") && !script.contains("partial"), "{script}");
}

#[test]
fn control_characters_in_names_do_not_end_the_script_comment() {
    for format in [Format::Pytorch, Format::Keras] {
        let script = script(format, |network| network.name = "evil\r\nimport os\u{c}");
        contains(&script, &["# evil  import os : a network"]);
    }
}

#[test]
fn unit_normalization_is_exported_as_division() {
    let script = script(Format::Keras, |network| network.normalization = Normalize::UNIT);
    contains(&script, &["return images / 255\n"]);
}

#[test]
fn export_refuses_mismatched_parameters_in_every_format() {
    let whole = params(&small());
    let refused = |params: &Params, change: fn(&mut Trained<'_>), reason: &str| {
        for format in Format::ALL {
            let error = with(params, change, |network| export(format, network).unwrap_err());
            assert!(error.to_string().contains(reason), "{error}");
        }
    };
    let (mut missing, mut other, mut short) = (whole.clone(), whole.clone(), whole.clone());
    missing.remove(0);
    refused(
        &missing,
        |_| (),
        "parameter layers.0.layers.0.weight of shape [4, 1, 3, 3] is missing",
    );
    other[0].1 = vec![4, 9];
    refused(&other, |_| (), "must have shape [4, 1, 3, 3], but has [4, 9]");
    short[1].2.pop();
    refused(&short, |_| (), "but has [4] and 3 numbers");
    refused(
        &whole,
        |network| network.image = [6, 8],
        "not for images of 6 x 8 pixels",
    );
    refused(
        &whole,
        |network| network.class_names = &[],
        "there are 2 classes but 0 names",
    );
}

#[test]
fn export_ignores_optimizer_state() {
    let mut params = params(&small());
    let plain = with(&params, |_| (), |network| export(Format::Onnx, network).unwrap());
    params.push(("optimizer.layers.2.weight".into(), vec![1], vec![0.0]));
    assert_eq!(
        with(&params, |_| (), |network| export(Format::Onnx, network).unwrap()),
        plain
    );
}
