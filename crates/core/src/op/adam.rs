//! Adam's update of one parameter.

use burn::backend::DispatchTensor;
use burn::tensor::Tensor;
use kiln_kernels::adam::Adam;

use super::dispatch::{Kernels, Operation, dispatch};
use super::graph::{Holds, Operands};

/// `value` after the update, and `mean` and `square` with it; all `[n]` and without gradients.
#[must_use]
pub(crate) fn adam(
    step: Adam,
    value: Tensor<1>,
    gradient: Tensor<1>,
    mean: &mut Tensor<1>,
    square: &mut Tensor<1>,
) -> Tensor<1> {
    // Taken out, so that nobody else holds their numbers and they are changed in place.
    let [means, squares] = [&mut *mean, &mut *square].map(|tensor| std::mem::replace(tensor, value.clone()));
    let operands = [value, gradient, means, squares].map(Tensor::into_dispatch);
    let updated;
    [updated, *mean, *square] = dispatch(step, operands);
    updated
}

impl Operation<4> for Adam {
    type Output = [Tensor<1>; 3];

    fn run<K: Kernels>(self, operands: Operands<K, 4>) -> [Tensor<1>; 3]
    where
        DispatchTensor: Holds<K>,
    {
        let [value, gradient, mean, square] = operands.values.map(K::contiguous);
        K::adam(&self, &value, &gradient, mean, square).map(Tensor::from_primitive::<K>)
    }
}

#[cfg(test)]
mod tests {
    use burn::tensor::{Device, Distribution};

    use super::super::reference;
    use super::*;

    #[test]
    fn update_matches_burn() {
        let device = Device::flex();
        device.seed(1);
        let draw = |low| Tensor::<1>::random([1000], Distribution::Uniform(low, 1.0), &device);
        let (value, gradient, before, squares) = (draw(-1.0), draw(-1.0), draw(-1.0), draw(0.0));
        let step = Adam {
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-7,
            rate: 0.1,
            root: 0.3,
            decay: 0.1,
            keep: 0.99,
        };
        let both = [adam, reference::adam].map(|function| {
            let (mut mean, mut square) = (before.clone(), squares.clone());
            let updated = function(step, value.clone(), gradient.clone(), &mut mean, &mut square);
            [updated, mean, square].map(|tensor| tensor.into_data().try_to_vec::<f32>().unwrap())
        });
        let [ours, burns] = both;
        for (ours, burns) in ours.iter().flatten().zip(burns.iter().flatten()) {
            assert!((ours - burns).abs() < 1e-5 * burns.abs().max(1.0), "{ours} {burns}");
        }
        // What others hold is not changed in place.
        let kept = before.into_data().try_to_vec::<f32>().unwrap();
        assert_ne!(kept, ours[1]);
    }
}
