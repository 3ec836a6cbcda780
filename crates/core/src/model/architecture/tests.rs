use super::*;
use crate::model::preset;

const IMAGE: [usize; 3] = [1, 28, 28];

fn reason(layers: &[LayerConfig]) -> String {
    summarize(layers, IMAGE, 10).unwrap_err().to_string()
}

#[test]
fn the_reference_network_has_93322_parameters() {
    let layers = &preset::find("cnn-keras").unwrap().config.layers;
    let summary = summarize(layers, IMAGE, 10).unwrap();
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
fn the_perceptron_has_101770_parameters() {
    let layers = &preset::find("mlp").unwrap().config.layers;
    assert_eq!(
        summarize(layers, IMAGE, 10).unwrap().num_params,
        784 * 128 + 128 + 128 * 10 + 10
    );
}

#[test]
fn impossible_lists_name_layer_input_and_fix() {
    use LayerConfig::{Conv2d, Dense, Flatten, MaxPool2d, Relu};
    let last = Dense { units: 10 };
    let message = reason(&[
        Conv2d {
            channels: 4,
            kernel: 29,
        },
        Flatten,
        last,
    ]);
    assert!(
        message.starts_with("layer 1 (conv2d) cannot take an input of shape [1, 28, 28]: its kernel of 29"),
        "{message}"
    );
    assert!(reason(&[MaxPool2d { size: 29 }, Flatten, last]).contains("leaves nothing"));
    assert!(reason(&[last]).contains("Put a flatten layer before it"));
    assert!(reason(&[Flatten, Relu, Conv2d { channels: 4, kernel: 3 }, last]).starts_with("layer 3 (conv2d)"));
    assert!(reason(&[Flatten, Dense { units: 0 }, last]).contains("at least 1 output"));
    assert!(reason(&[MaxPool2d { size: 0 }, Flatten, last]).contains("at least 1"));
    assert!(reason(&[Flatten, Dense { units: 9 }]).contains("10 units"));
    assert!(reason(&[Flatten, Dense { units: 100_000 }, last]).contains("parameters"));
    assert!(reason(&[Flatten, Dense { units: usize::MAX }, last]).contains("parameters"));
    assert_eq!(summarize(&[], IMAGE, 10).unwrap_err().code(), "config");
}
