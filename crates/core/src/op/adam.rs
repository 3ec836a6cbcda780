//! Adam's update of one parameter.

use burn::backend::Flex;
use burn::tensor::Tensor;
use kiln_kernels::adam::Adam;

use super::flex::{numbers, tensor};

/// `value` after the update, and `mean` and `square` with it; all `[n]` and without gradients.
#[must_use]
pub(crate) fn adam(
    step: Adam,
    value: Tensor<1>,
    gradient: Tensor<1>,
    mean: &mut Tensor<1>,
    square: &mut Tensor<1>,
) -> Tensor<1> {
    let Ok(weight) = value.clone().try_into_primitive::<Flex>() else {
        #[cfg(feature = "gpu")]
        return super::cube::adam(step, value, gradient, mean, square);
        #[cfg(not(feature = "gpu"))]
        unreachable!("{}", super::ONLY_CPU);
    };
    // Taken out, so that nobody else holds their numbers and they are changed where they are.
    let [mut means, mut squares] = [&mut *mean, &mut *square].map(|slot| {
        let slot = std::mem::replace(slot, value.clone());
        let slot = slot.try_into_primitive::<Flex>().expect("a slot of the same device");
        slot.to_contiguous()
    });
    let gradient = gradient
        .try_into_primitive::<Flex>()
        .expect("a gradient of the same device")
        .to_contiguous();
    let weight = weight.to_contiguous();
    let len = numbers(&weight).len();
    let updated = step.update(
        numbers(&weight),
        numbers(&gradient),
        means.storage_mut(),
        squares.storage_mut(),
    );
    *mean = Tensor::from_primitive::<Flex>(means);
    *square = Tensor::from_primitive::<Flex>(squares);
    Tensor::from_primitive::<Flex>(tensor(updated, [len]))
}

#[cfg(test)]
mod tests {
    use burn::tensor::{Device, Distribution};

    use super::super::reference;
    use super::*;

    #[test]
    fn it_agrees_with_burns_operations() {
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
        let both = [adam, reference::adam].map(|way| {
            let (mut mean, mut square) = (before.clone(), squares.clone());
            let updated = way(step, value.clone(), gradient.clone(), &mut mean, &mut square);
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
