//! Our batch normalisation and Burn's own, side by side: values, statistics and gradients.

use burn::tensor::{Device, Distribution, Tensor};

use super::{Normalized, batch_norm, by_burn};

type Function<const D: usize> = fn(Tensor<D>, Tensor<1>, Tensor<1>, f64, bool) -> Normalized<D>;

fn compare<const D: usize>(shape: [usize; D], relu: bool) {
    let device = Device::flex().autodiff();
    device.seed(1);
    let x = Tensor::<D>::random(shape, Distribution::Uniform(-1.0, 2.0), &device).require_grad();
    let draw = || Tensor::<1>::random([shape[1]], Distribution::Uniform(0.5, 1.5), &device).require_grad();
    let (weight, bias) = (draw(), draw());
    let both = [batch_norm as Function<D>, by_burn as Function<D>].map(|function| {
        let normal = function(x.clone(), weight.clone(), bias.clone() - 1.0, 1e-5, relu);
        let loss = normal.output.clone() * normal.output.clone().sin();
        let gradients = loss.sum().backward();
        let values = |tensor: Tensor<1>| tensor.into_data().try_to_vec::<f32>().unwrap();
        [
            values(normal.output.inner().flatten(0, D - 1)),
            values(normal.mean),
            values(normal.variance),
            values(x.grad(&gradients).unwrap().flatten(0, D - 1)),
            values(weight.grad(&gradients).unwrap()),
            values(bias.grad(&gradients).unwrap()),
        ]
    });
    let [ours, burns] = both;
    for (what, (ours, burns)) in ours.iter().zip(&burns).enumerate() {
        assert_eq!(ours.len(), burns.len());
        let far = ours.iter().zip(burns).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        let largest = burns.iter().fold(0.0, |largest: f32, b| largest.max(b.abs()));
        assert!(far < 1e-5 * largest.max(1.0), "number {what}: {far} of {largest}");
    }
}

#[test]
fn values_statistics_and_gradients_match_burn() {
    for relu in [false, true] {
        compare([20, 3, 5, 4], relu);
        compare([33, 7], relu);
    }
}
