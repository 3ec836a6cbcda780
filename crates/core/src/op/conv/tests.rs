//! Our convolution beside Burn's: values and gradients.

use burn::tensor::{Device, Distribution, Tensor};

use super::super::reference;
use super::{ConvOptions, conv};

/// Values, and the gradients of images, weight and bias under a loss with another gradient for every value.
fn both(options: ConvOptions, images: [usize; 4], weight: [usize; 4]) -> [[Vec<f32>; 4]; 2] {
    let device = Device::flex().autodiff();
    device.seed(1);
    let draw = |shape| Tensor::<4>::random(shape, Distribution::Uniform(-1.0, 1.0), &device);
    let (images, weight) = (draw(images).require_grad(), draw(weight).require_grad());
    let bias = draw([weight.dims()[0], 1, 1, 1]).reshape([-1]).detach().require_grad();
    [conv, reference::conv].map(|function| {
        let values = function(images.clone(), weight.clone(), bias.clone(), options);
        let gradients = (values.clone() * values.clone().sin()).sum().backward();
        let vec = |tensor: Tensor<4>| tensor.into_data().try_to_vec::<f32>().unwrap();
        [
            vec(values),
            vec(images.grad(&gradients).unwrap()),
            vec(weight.grad(&gradients).unwrap()),
            bias.grad(&gradients).unwrap().into_data().try_to_vec().unwrap(),
        ]
    })
}

#[test]
fn values_and_gradients_match_burn() {
    let plain = ConvOptions {
        stride: 1,
        pad: 0,
        relu: false,
        pool: false,
    };
    let cases = [
        (
            ConvOptions {
                relu: true,
                pool: true,
                ..plain
            },
            [3, 1, 12, 10],
            [8, 1, 3, 3],
        ),
        (
            ConvOptions {
                relu: true,
                pool: true,
                pad: 1,
                ..plain
            },
            [2, 8, 9, 9],
            [20, 8, 3, 3],
        ),
        (ConvOptions { pool: true, ..plain }, [2, 3, 8, 8], [5, 3, 3, 3]),
        (
            ConvOptions {
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
    for (options, images, weight) in cases {
        let [ours, burns] = both(options, images, weight);
        for (ours, burns) in ours.iter().zip(&burns) {
            assert_eq!(ours.len(), burns.len());
            let far = ours.iter().zip(burns).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            let largest = burns.iter().fold(0.0, |largest: f32, b| largest.max(b.abs()));
            assert!(far < 1e-5 * largest, "{options:?}: {far} of {largest}");
        }
    }
}
