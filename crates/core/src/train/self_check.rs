//! Whether a device computes what it should: one forward and backward pass there and on the CPU, compared. A driver
//! that is wrong is worse than none, because nothing looks broken while nothing is learnt.

use burn::module::{Module, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};
use serde::Serialize;

use super::loss::cross_entropy;
use crate::config::LayerConfig::{self, Conv2d, Dense, Flatten, MaxPool2d, Relu};
use crate::data::{Split, batcher, scale::Scale, synthetic};
use crate::error::Error;
use crate::metric::running::floats;
use crate::model::{architecture, network::Network};

/// Largest difference allowed, relative to the largest number of the tensor: some hundred roundings of an f32 in a sum
/// of thousands of terms, and far below what a wrong kernel gives.
pub const TOLERANCE: f32 = 1e-3;

/// Every kind of layer there is, as small as it can be.
const LAYERS: [LayerConfig; 7] = [
    Conv2d { channels: 4, kernel: 3 },
    Relu,
    MaxPool2d { size: 2 },
    Conv2d { channels: 8, kernel: 3 },
    Relu,
    Flatten,
    Dense { units: 10 },
];
const NUM_IMAGES: usize = 8;

/// What was found.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SelfCheck {
    /// `difference` is at most `tolerance`.
    pub passed: bool,
    /// Largest relative difference of any logit or gradient.
    pub difference: f32,
    /// [`TOLERANCE`]
    pub tolerance: f32,
}

/// Compares `device` with `reference`.
///
/// # Errors
/// [`Error::Readback`] if `device` does not answer at all.
pub async fn self_check(device: &Device, reference: &Device) -> Result<SelfCheck, Error> {
    let found = pass(device).await?;
    let expected = pass(reference).await?;
    let difference = found
        .iter()
        .zip(&expected)
        .map(|(a, b)| relative_difference(a, b))
        .fold(0.0, f32::max);
    // A NaN is no difference that `max` would keep, so look for it.
    let finite = found.iter().flatten().all(|x| x.is_finite());
    let difference = if finite { difference } else { f32::INFINITY };
    Ok(SelfCheck {
        passed: difference <= TOLERANCE,
        difference,
        tolerance: TOLERANCE,
    })
}

fn relative_difference(a: &[f32], b: &[f32]) -> f32 {
    let scale = b.iter().fold(f32::MIN_POSITIVE, |max, x| max.max(x.abs()));
    a.iter().zip(b).map(|(a, b)| (a - b).abs() / scale).fold(0.0, f32::max)
}

/// Logits and every gradient, in the order of the parameters.
async fn pass(device: &Device) -> Result<Vec<Vec<f32>>, Error> {
    let device = device.clone().autodiff();
    let image = [1, synthetic::SIDE, synthetic::SIDE];
    let summary = architecture::summarize(&LAYERS, image, 10)?;
    let network = Network::init(&LAYERS, &summary, image, 1, &device);
    let (images, labels) = synthetic::generate(NUM_IMAGES, 1);
    let split = Split {
        images,
        labels,
        height: image[1],
        width: image[2],
    };
    let indices: Vec<u32> = (0..NUM_IMAGES as u32).collect();
    let batch = batcher::batch(&split, &indices, 10, Scale::UNIT, &device);
    let logits = network.forward(batch.images);
    let mut gradients =
        GradientsParams::from_grads(cross_entropy(logits.clone(), batch.targets).mean().backward(), &network);
    let mut collected = Collect {
        gradients: &mut gradients,
        flat: Vec::new(),
    };
    network.visit(&mut collected);
    let mut numbers = vec![floats(logits.inner()).await?];
    for gradient in collected.flat {
        numbers.push(floats(gradient).await?);
    }
    Ok(numbers)
}

/// Takes each parameter's gradient, flattened: tensors of different rank do not fit one list.
struct Collect<'a> {
    gradients: &'a mut GradientsParams,
    flat: Vec<Tensor<1>>,
}

impl ModuleVisitor for Collect<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let Some(gradient) = self.gradients.remove::<D>(param.id) {
            let count = gradient.dims().iter().product::<usize>();
            self.flat.push(gradient.reshape([count]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cpu_agrees_with_itself() {
        let check = pollster::block_on(self_check(&Device::flex(), &Device::flex())).unwrap();
        assert_eq!((check.passed, check.difference), (true, 0.0));
    }

    #[test]
    fn every_parameter_is_compared() {
        let numbers = pollster::block_on(pass(&Device::flex())).unwrap();
        // Logits, and weight and bias of three layers.
        assert_eq!(numbers.len(), 7);
        assert!(numbers.iter().all(|tensor| tensor.iter().any(|x| *x != 0.0)));
    }

    #[test]
    fn differences_are_relative_to_the_tensor() {
        assert_eq!(relative_difference(&[1.0, 3.0], &[2.0, 4.0]), 0.25);
    }
}
