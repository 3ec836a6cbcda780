use super::*;
use crate::model::layer::{Conv2d, Dense, Flatten, Lstm, MaxPool2d, Relu, Residual};
use crate::model::preset;

const IMAGE: [usize; 3] = [1, 28, 28];

fn summary(preset: &str) -> Summary {
    let layers = preset::find(preset).unwrap().config.layers;
    Architecture::new(&layers, IMAGE, 10).unwrap().summary
}

fn reason(layers: &[LayerConfig]) -> String {
    Architecture::new(layers, IMAGE, 10).unwrap_err().to_string()
}

#[test]
fn the_reference_network_has_93322_parameters() {
    let summary = summary("cnn-keras");
    // Keras' summary() of the same network gives the same counts and shapes.
    assert_eq!(summary.num_params, 93_322);
    let outputs: Vec<_> = summary.layers.iter().map(|row| row.output.clone()).collect();
    assert_eq!(outputs[0], [32, 26, 26]);
    assert_eq!(outputs[2], [32, 13, 13]);
    assert_eq!(outputs[5], [64, 5, 5]);
    assert_eq!(outputs[8], [576]);
    // 9*32*26^2 + 288*64*11^2 + 576*64*3^2 + 576*64 + 64*10
    assert_eq!(summary.multiply_adds, 194_688 + 2_230_272 + 331_776 + 36_864 + 640);
}

#[test]
fn presets_have_known_parameter_counts() {
    assert_eq!(summary("softmax").num_params, 7_850);
    assert_eq!(summary("mlp").num_params, 784 * 128 + 128 + 128 * 10 + 10);
    // LeCun et al. count fewer: not all maps of the second convolution were connected in 1998.
    assert_eq!(summary("lenet5").num_params, 61_706);
    assert_eq!(summary("cnn-case-study").num_params, 320 + 18_496 + 31_370);
    // PyTorch's nn.LSTM(28, 128) and nn.Linear(128, 10).
    assert_eq!(summary("lstm").num_params, 4 * 128 * (28 + 128 + 2) + 1_290);
}

#[test]
fn parameters_have_the_names_of_a_checkpoint() {
    let layers = preset::find("resnet").unwrap().config.layers;
    let architecture = Architecture::new(&layers, IMAGE, 10).unwrap();
    let names: Vec<&str> = architecture.params().iter().map(|spec| spec.name.as_str()).collect();
    assert_eq!(names[..2], ["layers.0.weight", "layers.0.bias"]);
    assert!(names.contains(&"layers.1.running_mean"));
    assert!(names.contains(&"layers.5.layers.3.weight"));
    assert!(names.contains(&"layers.5.shortcut.weight"));
    assert_eq!(architecture.owners.len(), names.len());
}

#[test]
fn layers_within_a_block_have_rows_of_their_own() {
    let summary = summary("resnet");
    let block = &summary.layers[5];
    assert_eq!(block.output, [32, 14, 14]);
    let [first, .., last] = block.layers.as_slice() else {
        panic!("{block:?}");
    };
    assert_eq!(block.layers.len(), 5);
    assert_eq!((&first.output, first.num_params), (&vec![32, 14, 14], 9 * 16 * 32 + 32));
    assert_eq!(first.multiply_adds, 9 * 16 * 32 * 14 * 14);
    // Running means and variances are buffers.
    assert_eq!((last.num_params, last.multiply_adds), (64, 0));
    // What they lack is the 1x1 convolution of the shortcut.
    let inner: usize = block.layers.iter().map(|row| row.num_params).sum();
    assert_eq!(block.num_params, inner + 16 * 32 + 32);
    assert!(summary.layers[0].layers.is_empty());
    let nested = Residual {
        layers: vec![
            Residual {
                layers: vec![Relu {}.into()],
            }
            .into(),
        ],
    };
    let list = [nested.into(), Flatten {}.into(), Dense { units: 10 }.into()];
    let rows = Architecture::new(&list, IMAGE, 10).unwrap().summary.layers;
    assert_eq!(rows[0].layers[0].layers[0].output, IMAGE);
}

#[test]
fn impossible_lists_name_layer_input_and_fix() {
    let last: LayerConfig = Dense { units: 10 }.into();
    let flatten: LayerConfig = Flatten {}.into();
    let with = |layers: Vec<LayerConfig>| reason(&[layers, vec![last.clone()]].concat());
    let message = with(vec![Conv2d::new(4, 29).into(), flatten.clone()]);
    assert!(
        message.starts_with("layer 1 (conv2d) cannot take an input of shape [1, 28, 28]: its kernel of 29"),
        "{message}"
    );
    assert!(with(vec![MaxPool2d { size: 29 }.into(), flatten.clone()]).contains("leaves nothing"));
    assert!(with(vec![]).contains("Put a flatten layer before it"));
    let after = vec![flatten.clone(), Relu {}.into(), Conv2d::new(4, 3).into()];
    assert!(with(after).starts_with("layer 3 (conv2d)"));
    let lstm = Lstm {
        units: 4,
        return_sequences: false,
    };
    assert!(with(vec![flatten.clone(), lstm.into()]).contains("Move it before the flatten layer"));
    let dense = |units| vec![flatten.clone(), Dense { units }.into()];
    assert!(with(dense(0)).contains("at least 1"));
    assert!(with(vec![MaxPool2d { size: 0 }.into(), flatten.clone()]).contains("at least 1"));
    assert!(reason(&dense(9)).contains("10 units"));
    assert!(with(dense(100_000)).contains("parameters"));
    assert!(with(dense(usize::MAX)).contains("larger than any memory"));
    assert!(with(dense(usize::MAX / 784)).contains("parameters"));
    assert_eq!(Architecture::new(&[], IMAGE, 10).unwrap_err().code(), "config");
}
