use burn::module::Module;
use burn::module::{ModuleMapper, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData};

use super::*;
use crate::config::LayerConfig::{self, Conv2d, Dense, Flatten, MaxPool2d, Relu};
use crate::data::{Split, batcher, scale::Scale};
use crate::model::architecture;

const LAYERS: [LayerConfig; 8] = [
    Conv2d { channels: 3, kernel: 3 },
    Relu,
    MaxPool2d { size: 2 },
    Conv2d { channels: 4, kernel: 2 },
    Relu,
    Flatten,
    Dense { units: 6 },
    Dense { units: 10 },
];
const IMAGE: [usize; 3] = [1, 10, 9];

/// Reads, or replaces, number `index` of parameter `which`.
struct Poke {
    which: usize,
    index: usize,
    by: f32,
    seen: usize,
}

impl ModuleMapper for Poke {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let turn = self.seen == self.which;
        self.seen += 1;
        if !turn {
            return param;
        }
        param.map(|tensor| {
            let shape = tensor.dims();
            let device = tensor.device();
            let mut values = tensor.into_data().try_to_vec::<f32>().unwrap();
            values[self.index] += self.by;
            Tensor::from_data(TensorData::new(values, shape), &device)
        })
    }
}

struct Gradients<'a>(&'a mut GradientsParams, Vec<Vec<f32>>);

impl ModuleVisitor for Gradients<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let gradient = self.0.remove::<D>(param.id).expect("every parameter has a gradient");
        self.1.push(gradient.into_data().try_to_vec().unwrap());
    }
}

/// Every layer's weights and biases, against `(loss(w + h) - loss(w - h)) / 2h`.
#[test]
fn gradients_agree_with_finite_differences() {
    let device = Device::flex().autodiff();
    let summary = architecture::summarize(&LAYERS, IMAGE, 10).unwrap();
    let network = Network::init(&LAYERS, &summary, IMAGE, 2, &device);
    let images = (0..6 * 90).map(|i| (i * 7919 % 251) as u8).collect();
    let split = Split {
        images,
        labels: vec![0, 3, 9, 1, 1, 5],
        height: 10,
        width: 9,
    };
    let batch = batcher::batch(&split, &[0, 1, 2, 3, 4, 5], 10, Scale::UNIT, &device);
    let loss = |network: &Network| {
        let logits = network.forward(batch.images.clone());
        cross_entropy(logits, batch.targets.clone()).mean()
    };
    let mut gradients = GradientsParams::from_grads(loss(&network).backward(), &network);
    let mut collected = Gradients(&mut gradients, Vec::new());
    network.visit(&mut collected);
    assert_eq!(collected.1.len(), 8);
    let step = 1e-3;
    for (which, gradient) in collected.1.iter().enumerate() {
        let scale = gradient.iter().fold(0.0_f32, |max, g| max.max(g.abs()));
        assert!(scale > 0.0, "parameter {which} has no gradient");
        for index in (0..gradient.len()).step_by(gradient.len().div_ceil(12)) {
            let at = |by| {
                let poked = network.clone().map(&mut Poke {
                    which,
                    index,
                    by,
                    seen: 0,
                });
                loss(&poked).into_data().try_to_vec::<f32>().unwrap()[0]
            };
            let expected = (at(step) - at(-step)) / (2.0 * step);
            let difference = (gradient[index] - expected).abs();
            assert!(
                difference < 0.02 * scale + 2e-4,
                "{which}[{index}]: {} but {expected}",
                gradient[index]
            );
        }
    }
}
