//! Random architectures: planned shapes are those of the forward pass, and measuring does not change training.

use burn::tensor::{Device, Tensor};
use proptest::prelude::*;

use super::*;
use crate::config::{Clipping, RunConfig};
use crate::data::batcher;
use crate::model::activation::Activation;
use crate::model::forward::ForwardContext;
use crate::model::init::Initialization;
use crate::model::layer::{
    AvgPool2d, BatchNorm, Conv2d, Dense, Dropout, Flatten, Gelu, GlobalAvgPool, Gru, LayerNorm, Lstm, MaxPool2d,
    Padding, Patches, Relu, Residual, TransformerEncoder,
};
use crate::model::network::Network;
use crate::train::learner::Learner;
use crate::train::step::{Settings, train_step};

fn any_layer() -> impl Strategy<Value = LayerConfig> {
    let conv =
        (1..5_usize, 1..5_usize, 1..4_usize, any::<bool>()).prop_map(|(channels, kernel, stride, same)| Conv2d {
            channels,
            kernel,
            stride,
            padding: if same { Padding::Same } else { Padding::Valid },
        });
    let encoder = (1..4_usize, 1..6_usize).prop_map(|(heads, hidden)| TransformerEncoder {
        heads,
        hidden,
        dropout: 0.1,
    });
    prop_oneof![
        3 => conv.clone().prop_map(LayerConfig::from),
        1 => (1..4_usize).prop_map(|size| MaxPool2d { size }.into()),
        1 => (1..4_usize).prop_map(|size| AvgPool2d { size }.into()),
        1 => Just(GlobalAvgPool {}.into()),
        1 => Just(BatchNorm {}.into()),
        1 => Just(LayerNorm {}.into()),
        1 => Just(Dropout { rate: 0.3 }.into()),
        1 => Just(Flatten {}.into()),
        2 => (1..7_usize).prop_map(|units| Dense { units }.into()),
        1 => Just(Relu {}.into()),
        1 => Just(Gelu {}.into()),
        1 => conv.prop_map(|conv| Residual { layers: vec![conv.into(), Relu {}.into()] }.into()),
        1 => (1..5_usize, any::<bool>()).prop_map(|(units, return_sequences)| Lstm { units, return_sequences }.into()),
        1 => (1..5_usize, any::<bool>()).prop_map(|(units, return_sequences)| Gru { units, return_sequences }.into()),
        1 => (1..5_usize, 1..5_usize).prop_map(|(size, dim)| Patches { size, dim }.into()),
        2 => encoder.prop_map(LayerConfig::from),
    ]
}

/// As much of `layers` as fits, then a head: always a valid list.
fn fitting(layers: Vec<LayerConfig>, image: [usize; 3]) -> Vec<LayerConfig> {
    let mut shape = image.to_vec();
    let mut kept = Vec::new();
    for layer in layers {
        if let Ok(plan) = layer.layer().plan(&shape) {
            shape = plan.output;
            kept.push(layer);
        }
    }
    kept.extend([Flatten {}.into(), Dense { units: 3 }.into()]);
    kept
}

/// Fused layers, among others.
fn any_layers() -> impl Strategy<Value = Vec<LayerConfig>> {
    let conv = || (1..5_usize, 1..4_usize).prop_map(|(channels, kernel)| Conv2d::new(channels, kernel));
    let some = prop_oneof![
        2 => any_layer().prop_map(|layer| vec![layer]),
        2 => conv().prop_map(|conv| vec![conv.into(), Relu {}.into(), MaxPool2d { size: 2 }.into()]),
        1 => conv().prop_map(|conv| vec![conv.into(), Relu {}.into()]),
        1 => conv().prop_map(|conv| vec![conv.into(), BatchNorm {}.into(), Relu {}.into()]),
        1 => (1..7_usize).prop_map(|units| vec![Flatten {}.into(), Dense { units }.into(), Relu {}.into()]),
    ];
    prop::collection::vec(some, 1..5).prop_map(|some| some.concat())
}

/// Weights and optimizer state after two steps, to the last bit, and how often something was measured.
fn learnt(config: &RunConfig, image: [usize; 3], diagnose: bool) -> (Vec<u32>, usize) {
    let [_, height, width] = image;
    let device = Device::flex();
    let architecture = Architecture::new(&config.layers, image, 3).unwrap();
    let network = Network::init(architecture.into(), &config.initialization, 1, &device);
    let mut learner = Learner::new(network, &config.optimizer);
    let pixels = (0..6 * height * width)
        .map(|i| (i * 7919 % 251) as f32 / 251.0)
        .collect();
    let batch = batcher::upload(pixels, [height, width], &[0, 1, 2, 2, 1, 0], 3, &device.autodiff());
    let mut measured = 0;
    for step in 1..=2 {
        let settings = Settings {
            step,
            rate: 0.01,
            weight_decay: 0.0,
            clipping: config.clipping,
            dropout: None,
            diagnose,
        };
        let (_, found) = train_step(&mut learner, config, settings, batch.clone());
        measured += usize::from(found.is_some());
    }
    let tensors = learner
        .network
        .params
        .iter()
        .chain(learner.optimizer_state.iter().flatten());
    let numbers = tensors.flat_map(|tensor| tensor.clone().into_data().try_to_vec::<f32>().unwrap());
    (numbers.map(f32::to_bits).collect(), measured)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn diagnosing_does_not_change_training(
        layers in any_layers(),
        height in 2..14_usize,
        width in 2..14_usize,
        clip: bool,
    ) {
        let image = [1, height, width];
        let config = RunConfig {
            clipping: Clipping { norm: clip.then_some(0.1), value: None },
            ..RunConfig::new(fitting(layers, image))
        };
        let (alone, none) = learnt(&config, image, false);
        let (seen, both) = learnt(&config, image, true);
        prop_assert_eq!((none, both), (0, 2));
        prop_assert!(alone == seen, "{:?}", config.layers);
    }

    #[test]
    fn planned_shapes_match_forward_shapes(
        layers in prop::collection::vec(any_layer(), 0..9),
        height in 1..14_usize,
        width in 1..14_usize,
        training: bool,
    ) {
        let image = [1, height, width];
        let layers = fitting(layers, image);
        let architecture = std::sync::Arc::new(Architecture::new(&layers, image, 3).unwrap());
        let device = Device::flex();
        let network = Network::init(architecture.clone(), &Initialization::HeNormal {}, 1, &device);
        let context = if training { ForwardContext::training(1, 1, None, true) } else { ForwardContext::inference() };
        let shapes = network.shapes(Tensor::ones([2, 1, height, width], &device), &context);
        for (i, (found, row)) in shapes.iter().zip(&architecture.summary.layers).enumerate() {
            prop_assert_eq!(&found[1..], row.output.as_slice(), "layer {} of {:?}", i, layers);
            prop_assert_eq!(found[0], 2);
        }
        prop_assert_eq!(shapes.len(), layers.len());
        let learnt: usize = architecture.params.iter().filter(|spec| spec.trainable).map(ParamSpec::len).sum();
        prop_assert_eq!(learnt, architecture.summary.num_params);
    }
}

impl Network {
    /// The shape after every layer.
    fn shapes(&self, images: Tensor<4>, context: &ForwardContext) -> Vec<Vec<usize>> {
        let mut shapes = Vec::new();
        self.walk(images, context, |x| {
            shapes.push(match x {
                Activation::Image(x) => x.dims().to_vec(),
                Activation::Sequence(x) => x.dims().to_vec(),
                Activation::Features(x) => x.dims().to_vec(),
            })
        });
        shapes
    }
}
