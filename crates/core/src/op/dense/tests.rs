//! Our dense layer beside Burn's operations: values and gradients.

use burn::tensor::{Device, Distribution, Tensor};

use super::super::reference;
use super::dense;

/// `zeros`: the fraction of numbers in the rows that are zero.
fn compare([count, features, units]: [usize; 3], zeros: f64, relu: bool) {
    let device = Device::flex().autodiff();
    device.seed(1);
    let draw = |shape: [usize; 2]| Tensor::<2>::random(shape, Distribution::Uniform(-1.0, 1.0), &device);
    let kept = Tensor::<2>::random([count, features], Distribution::Uniform(0.0, 1.0), &device).greater_elem(zeros);
    let rows = (draw([count, features]) * kept.float()).require_grad();
    let weight = draw([units, features]).require_grad();
    let bias = draw([1, units]).flatten::<1>(0, 1).require_grad();
    let both = [dense, reference::dense].map(|function| {
        let values = function(rows.clone(), weight.clone(), bias.clone(), relu);
        let gradients = (values.clone() * values.clone().sin()).sum().backward();
        let vec = |tensor: Tensor<2>| tensor.into_data().try_to_vec::<f32>().unwrap();
        [
            vec(values.inner()),
            vec(rows.grad(&gradients).unwrap()),
            vec(weight.grad(&gradients).unwrap()),
            vec(bias.grad(&gradients).unwrap().unsqueeze()),
        ]
    });
    let [ours, burns] = both;
    for (what, (ours, burns)) in ours.iter().zip(&burns).enumerate() {
        assert_eq!(ours.len(), burns.len());
        let far = ours.iter().zip(burns).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        let largest = burns.iter().fold(0.0, |largest: f32, b| largest.max(b.abs()));
        assert!(far < 1e-5 * largest.max(1.0), "number {what}: {far} of {largest}");
    }
    // Inference, without gradients.
    let inner = [rows.inner(), weight.inner()];
    let [rows, weight] = inner;
    let inferred =
        [dense, reference::dense].map(|function| function(rows.clone(), weight.clone(), bias.clone().inner(), relu));
    let [ours, burns] = inferred;
    let far = (ours - burns).abs().max().into_scalar::<f32>();
    assert!(far < 1e-4, "{far}");
}

#[test]
fn values_and_gradients_match_burn() {
    for relu in [false, true] {
        compare([33, 50, 10], 0.0, relu);
        compare([20, 70, 35], 0.8, relu);
        compare([1, 3, 1], 0.0, relu);
    }
}

#[test]
fn transposed_rows_are_read_in_logical_order() {
    let device = Device::flex().autodiff();
    let rows = Tensor::<2>::from_floats([[1.0, 2.0], [3.0, 4.0]], &device).transpose();
    let weight = Tensor::<2>::from_floats([[1.0, 10.0]], &device);
    let bias = Tensor::<1>::from_floats([0.5], &device);
    let values = dense(rows, weight, bias, false)
        .into_data()
        .try_to_vec::<f32>()
        .unwrap();
    assert_eq!(values, [31.5, 42.5]);
}
