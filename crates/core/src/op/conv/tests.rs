//! Our convolution and Burn's own, side by side: values and gradients.

use burn::tensor::{Device, Distribution, Tensor};

use super::super::reference;
use super::Conv;

/// Values, and the gradients of images, weight and bias under a loss that asks something else of every value.
fn both(conv: Conv, images: [usize; 4], weight: [usize; 4]) -> [[Vec<f32>; 4]; 2] {
    let device = Device::flex().autodiff();
    device.seed(1);
    let draw = |shape| Tensor::<4>::random(shape, Distribution::Uniform(-1.0, 1.0), &device);
    let (images, weight) = (draw(images).require_grad(), draw(weight).require_grad());
    let bias = draw([weight.dims()[0], 1, 1, 1]).reshape([-1]).detach().require_grad();
    type Way = fn(Conv, Tensor<4>, Tensor<4>, Tensor<1>) -> Tensor<4>;
    let ways: [Way; 2] = [Conv::forward, reference::conv];
    ways.map(|way| {
        let values = way(conv, images.clone(), weight.clone(), bias.clone());
        let gradients = (values.clone() * values.clone().sin()).sum().backward();
        let numbers = |tensor: Tensor<4>| tensor.into_data().try_to_vec::<f32>().unwrap();
        [
            numbers(values),
            numbers(images.grad(&gradients).unwrap()),
            numbers(weight.grad(&gradients).unwrap()),
            bias.grad(&gradients).unwrap().into_data().try_to_vec().unwrap(),
        ]
    })
}

#[test]
fn it_agrees_with_burns_operations() {
    let plain = Conv {
        stride: 1,
        pad: 0,
        relu: false,
        pool: false,
    };
    let cases = [
        (
            Conv {
                relu: true,
                pool: true,
                ..plain
            },
            [3, 1, 12, 10],
            [8, 1, 3, 3],
        ),
        (
            Conv {
                relu: true,
                pool: true,
                pad: 1,
                ..plain
            },
            [2, 8, 9, 9],
            [20, 8, 3, 3],
        ),
        (Conv { pool: true, ..plain }, [2, 3, 8, 8], [5, 3, 3, 3]),
        (
            Conv {
                relu: true,
                stride: 2,
                pad: 2,
                ..plain
            },
            [20, 4, 9, 9],
            [6, 4, 5, 5],
        ),
        (plain, [2, 3, 5, 5], [4, 3, 1, 1]),
    ];
    for (conv, images, weight) in cases {
        let [ours, burns] = both(conv, images, weight);
        for (ours, burns) in ours.iter().zip(&burns) {
            assert_eq!(ours.len(), burns.len());
            let far = ours.iter().zip(burns).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            let largest = burns.iter().fold(0.0, |largest: f32, b| largest.max(b.abs()));
            assert!(far < 1e-5 * largest, "{conv:?}: {far} of {largest}");
        }
    }
}
