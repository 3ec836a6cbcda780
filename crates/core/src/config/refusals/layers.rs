//! Every reason for which a layer is refused, each at its place.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{at, refusal};
use crate::error::Error;
use crate::model::layer::LayerProblem;
use crate::model::preset;

/// Each kind of `LayerProblem`: layers, the path, the input, and what is said of it behind the place.
fn layers() -> Vec<(Value, &'static str, Value, &'static str)> {
    let sequence = json!({"type": "patches", "size": 7, "dim": 8});
    let flatten = json!({"type": "flatten"});
    let image = json!([1, 28, 28]);
    let mut deep = json!({"type": "relu"});
    for _ in 0..9 {
        deep = json!({"type": "residual", "layers": [deep]});
    }
    vec![
        (
            json!([flatten, {"type": "maxPool2d", "size": 2}]),
            "layers[1]",
            json!([784]),
            "it takes an image `[channels, height, width]`. Move it before the layer that gives up the image's shape.",
        ),
        (
            json!([{"type": "dense", "units": 1}]),
            "layers[0]",
            image.clone(),
            "it takes features, not an image. Put a flatten layer before it.",
        ),
        (
            json!([flatten, {"type": "transformerEncoder", "heads": 1, "hidden": 1}]),
            "layers[1]",
            json!([784]),
            "it takes a sequence [positions, features]. Put a patches layer before it.",
        ),
        (
            json!([flatten, {"type": "gru", "units": 1}]),
            "layers[1]",
            json!([784]),
            "it reads a sequence or an image row by row, not features. Move it before the flatten layer.",
        ),
        (
            json!([flatten, {"type": "globalAvgPool"}]),
            "layers[1]",
            json!([784]),
            "it takes an image or a sequence, not features. Remove it.",
        ),
        (
            json!([sequence, {"type": "batchNorm"}]),
            "layers[1]",
            json!([16, 8]),
            "it takes an image or features, not a sequence. Use layerNorm.",
        ),
        (
            json!([{"type": "conv2d", "channels": 0, "kernel": 3}]),
            "layers[0].channels",
            image.clone(),
            "its number of channels must be at least 1.",
        ),
        (
            json!([{"type": "leakyRelu", "slope": 2.0}]),
            "layers[0].slope",
            image.clone(),
            "its slope must be 0 to 1, but is 2.",
        ),
        (
            json!([sequence, {"type": "transformerEncoder", "heads": 1, "hidden": 1, "dropout": 1.0}]),
            "layers[1].dropout",
            json!([16, 8]),
            "its dropout rate must be at least 0 and below 1, but is 1.",
        ),
        (
            json!([{"type": "residual", "layers": [{"type": "relu"}, {"type": "conv2d", "channels": 1, "kernel": 30}]}]),
            "layers[0].layers[1].kernel",
            image.clone(),
            "within it, layer 2 (conv2d), input [1, 28, 28]: its kernel of 30 is larger than the image. Make it smaller.",
        ),
        (
            json!([{"type": "conv2d", "channels": 1, "kernel": 4, "padding": "same"}]),
            "layers[0].kernel",
            image.clone(),
            "padding \"same\" takes an odd kernel, but it is 4. Use 5 or \"valid\".",
        ),
        (
            json!([{"type": "avgPool2d", "size": 29}]),
            "layers[0].size",
            image.clone(),
            "pooling by 29 leaves nothing of the image. Remove it, or pool by less.",
        ),
        (
            json!([{"type": "patches", "size": 5, "dim": 1}]),
            "layers[0].size",
            image.clone(),
            "patches of 5 do not fill it. Use a size that divides 28 and 28.",
        ),
        (
            json!([sequence, {"type": "transformerEncoder", "heads": 3, "hidden": 1}]),
            "layers[1].heads",
            json!([16, 8]),
            "3 heads cannot share 8 features. Use a number that divides 8.",
        ),
        (
            json!([{"type": "residual", "layers": []}]),
            "layers[0]",
            image.clone(),
            "it has no layers within. Add one, or remove it.",
        ),
        (
            json!([deep]),
            "layers[0]",
            image.clone(),
            "it holds residual blocks more than 8 deep. Flatten the list.",
        ),
        (
            json!([{"type": "residual", "layers": [flatten]}]),
            "layers[0]",
            image.clone(),
            "its layers turn [1, 28, 28] into [784], to which the input cannot be added. Keep the shape, or divide an image's height and width by one whole number.",
        ),
        (
            json!([flatten, {"type": "dense", "units": usize::MAX}]),
            "layers[1]",
            json!([784]),
            "it would be larger than any memory. Make it smaller.",
        ),
        (
            json!([flatten, {"type": "dense", "units": 100_000}]),
            "layers[1]",
            json!([784]),
            "the network would have more than 50000000 parameters. Make it smaller.",
        ),
        (
            json!([flatten, {"type": "dense", "units": 9}]),
            "layers[1]",
            json!([9]),
            "the network must end in a dense layer of 10 units, one a class. Add one.",
        ),
    ]
}

#[test]
fn layer_refusals_have_path_input_and_reason() {
    let mut kinds = BTreeSet::new();
    for (layers, path, input, reason) in layers() {
        let mut config = serde_json::to_value(&preset::all()[0].config).unwrap();
        config["layers"] = layers;
        let (error, written) = refusal(&config).unwrap();
        let values = serde_json::to_value(&error).unwrap();
        assert_eq!((&values["path"], &values["input"]), (&json!(path), &input), "{error}");
        assert!(at(&written, path).is_some(), "{path}");
        assert!(error.to_string().ends_with(&format!(": {reason}")), "{error}\n{reason}");
        let Error::Layer(error) = error else { panic!("{error}") };
        // What the message has of numbers is in the value, too.
        assert_eq!(values["problem"], serde_json::to_value(error.problem()).unwrap());
        kinds.insert(values["problem"]["kind"].as_str().unwrap().to_owned());
        // A kind that is new here has to have a row above.
        match error.problem() {
            LayerProblem::ImageNeeded
            | LayerProblem::FeaturesNeeded
            | LayerProblem::SequenceNeeded
            | LayerProblem::RowsNeeded
            | LayerProblem::PlacesNeeded
            | LayerProblem::SequenceUnfit
            | LayerProblem::OutOfRange { .. }
            | LayerProblem::KernelTooLarge { .. }
            | LayerProblem::KernelEven { .. }
            | LayerProblem::PoolTooLarge { .. }
            | LayerProblem::PatchesUnfit { .. }
            | LayerProblem::HeadsUnfit { .. }
            | LayerProblem::BlockEmpty
            | LayerProblem::BlockTooDeep { .. }
            | LayerProblem::ShapeChanged { .. }
            | LayerProblem::TooLarge
            | LayerProblem::TooManyParams { .. }
            | LayerProblem::WrongEnd { .. } => {}
        }
    }
    assert_eq!(kinds.len(), 18, "{kinds:?}");
}
