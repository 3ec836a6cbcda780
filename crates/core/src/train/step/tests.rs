mod update;

use burn::tensor::{Device, Tensor, TensorData};

use crate::config::{Loss, Output};
use crate::model::architecture::Architecture;
use crate::model::forward::ForwardContext;
use crate::model::init::{Initialization, upload};
use crate::model::layer::{
    AvgPool2d, BatchNorm, Conv2d, Dense, Dropout, Flatten, Gelu, GlobalAvgPool, Gru, LayerConfig, LayerNorm, LeakyRelu,
    Lstm, MaxPool2d, Patches, Relu, Residual, Sigmoid, Silu, Tanh, TransformerEncoder,
};
use crate::model::network::Network;

const IMAGE: [usize; 3] = [1, 8, 6];
const LABELS: [usize; 5] = [0, 2, 1, 1, 2];

/// Networks that have every kind of layer between them, each behind something that learns, so that its gradient by its
/// input is looked at too.
fn networks() -> Vec<Vec<LayerConfig>> {
    let head = || -> [LayerConfig; 2] { [Flatten {}.into(), Dense { units: 3 }.into()] };
    let image = |layers: Vec<LayerConfig>| -> Vec<LayerConfig> {
        let first: LayerConfig = Conv2d::same(3, 3).into();
        std::iter::once(first).chain(layers).chain(head()).collect()
    };
    let sequence = |layers: Vec<LayerConfig>| -> Vec<LayerConfig> {
        let first: LayerConfig = Patches { size: 2, dim: 4 }.into();
        std::iter::once(first).chain(layers).chain(head()).collect()
    };
    let block = Residual {
        layers: vec![
            Conv2d {
                stride: 2,
                ..Conv2d::same(4, 3)
            }
            .into(),
            Tanh {}.into(),
        ],
    };
    vec![
        image(vec![
            Tanh {}.into(),
            Conv2d::new(4, 2).into(),
            MaxPool2d { size: 2 }.into(),
        ]),
        image(vec![Silu {}.into(), AvgPool2d { size: 2 }.into(), Gelu {}.into()]),
        image(vec![
            BatchNorm {}.into(),
            LeakyRelu { slope: 0.2 }.into(),
            GlobalAvgPool {}.into(),
        ]),
        image(vec![block.into(), LayerNorm {}.into()]),
        image(vec![
            Flatten {}.into(),
            Dense { units: 5 }.into(),
            BatchNorm {}.into(),
            Sigmoid {}.into(),
        ]),
        // Few units: each has a kink that a finite step may cross.
        image(vec![Flatten {}.into(), Dense { units: 5 }.into(), Relu {}.into()]),
        image(vec![
            Dropout { rate: 0.3 }.into(),
            Residual {
                layers: vec![Conv2d::same(3, 3).into()],
            }
            .into(),
        ]),
        sequence(vec![
            Lstm {
                units: 3,
                return_sequences: true,
            }
            .into(),
            Lstm {
                units: 3,
                return_sequences: false,
            }
            .into(),
        ]),
        sequence(vec![
            Gru {
                units: 3,
                return_sequences: true,
            }
            .into(),
            Gru {
                units: 4,
                return_sequences: false,
            }
            .into(),
        ]),
        sequence(vec![
            TransformerEncoder {
                heads: 2,
                hidden: 5,
                dropout: 0.2,
            }
            .into(),
            LayerNorm {}.into(),
            Dense { units: 3 }.into(),
            GlobalAvgPool {}.into(),
        ]),
        vec![
            Gru {
                units: 4,
                return_sequences: true,
            }
            .into(),
            Flatten {}.into(),
            Dense { units: 3 }.into(),
        ],
    ]
}

struct Bench {
    network: Network,
    images: Tensor<4>,
    targets: Tensor<2>,
    loss: Loss,
}

impl Bench {
    fn new(layers: &[LayerConfig], loss: Loss) -> Self {
        let device = Device::flex().autodiff();
        let architecture = Architecture::new(layers, IMAGE, 3).unwrap();
        let network = Network::init(architecture.into(), &Initialization::XavierUniform {}, 2, &device);
        let pixels: Vec<f32> = (0..LABELS.len() * 48)
            .map(|i| (i * 7919 % 251) as f32 / 251.0)
            .collect();
        let mut targets = vec![0.0; LABELS.len() * 3];
        LABELS
            .iter()
            .enumerate()
            .for_each(|(row, label)| targets[row * 3 + label] = 1.0);
        Self {
            network,
            images: Tensor::from_data(TensorData::new(pixels, [LABELS.len(), 1, 8, 6]), &device),
            targets: Tensor::from_data(TensorData::new(targets, [LABELS.len(), 3]), &device),
            loss,
        }
    }

    fn loss(&self, params: &[Tensor<1>]) -> Tensor<1> {
        // The same step each time, so the same units are dropped.
        let context = ForwardContext::training(1, 1, None, false);
        let logits = self.network.forward(params, self.images.clone(), &context);
        self.loss.of(logits, self.targets.clone()).mean()
    }

    /// With number `index` of parameter `which` moved `by` so much.
    fn poked(&self, which: usize, index: usize, by: f32) -> f64 {
        let mut params: Vec<Tensor<1>> = self.network.params.iter().cloned().map(Tensor::autodiff).collect();
        let mut values = values_of(&self.network.params[which]);
        values[index] += by;
        params[which] = upload(values, &params[which].device());
        f64::from(values_of(&self.loss(&params))[0])
    }
}

fn values_of(tensor: &Tensor<1>) -> Vec<f32> {
    tensor.clone().into_data().try_to_vec().unwrap()
}

/// Every parameter of every layer, against `(loss(w + h) - loss(w - h)) / 2h`.
fn check(layers: &[LayerConfig], loss: Loss) {
    let bench = Bench::new(layers, loss);
    let tracked = bench
        .network
        .params
        .iter()
        .map(|value| value.clone().autodiff().require_grad());
    let tracked: Vec<Tensor<1>> = tracked.collect();
    let gradients = bench.loss(&tracked).backward();
    let specs = &bench.network.architecture.params;
    for (which, spec) in specs.iter().enumerate().filter(|(_, spec)| spec.trainable) {
        let gradient = values_of(&tracked[which].grad(&gradients).expect("every parameter has a gradient"));
        assert_eq!(gradient.len(), spec.len());
        // In front of a normalisation a bias changes nothing, so all may be about 0.
        let scale = gradient.iter().fold(0.0_f32, |max, g| max.max(g.abs()));
        for index in (0..gradient.len()).step_by(gradient.len().div_ceil(8)) {
            let step = 1e-3;
            let rise = bench.poked(which, index, step) - bench.poked(which, index, -step);
            let expected = (rise / f64::from(2.0 * step)) as f32;
            let difference = (gradient[index] - expected).abs();
            let name = &spec.name;
            assert!(
                difference < 0.03 * scale + 3e-4,
                "{layers:?} {name}[{index}]: {} but {expected}",
                gradient[index]
            );
        }
    }
    let learnt = specs
        .iter()
        .zip(&tracked)
        .filter(|(spec, _)| spec.name.ends_with("weight"));
    let moved = |value: &Tensor<1>| {
        value
            .grad(&gradients)
            .is_some_and(|g| values_of(&g).iter().any(|x| x.abs() > 1e-6))
    };
    assert!(
        learnt.map(|(_, value)| value).all(moved),
        "{layers:?}: a weight has no gradient"
    );
}

#[test]
fn gradients_agree_with_finite_differences() {
    for layers in networks() {
        check(&layers, Loss::default());
    }
}

#[test]
fn gradients_of_every_loss_agree_with_finite_differences() {
    let layers = [
        Flatten {}.into(),
        Dense { units: 4 }.into(),
        Tanh {}.into(),
        Dense { units: 3 }.into(),
    ];
    check(&layers, Loss::CrossEntropy { label_smoothing: 0.2 });
    for output in [Output::Identity, Output::Softmax, Output::Sigmoid] {
        check(&layers, Loss::MeanSquaredError { output });
    }
}
