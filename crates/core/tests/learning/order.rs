//! The order of a run's images, and augmentation from epoch to epoch.

use std::sync::Arc;

use burn::tensor::Device;
use kiln_core::config::{DataConfig, OptimizerConfig, RunConfig};
use kiln_core::data::config::Augmentation;
use kiln_core::data::{Dataset, Split, sampler};
use kiln_core::model::layer::{Dense, Flatten};
use kiln_core::train::optimizer::Sgd;
use kiln_core::train::run::Run;
use pollster::block_on;

use crate::common::{config, digits, finish, losses};

const NUM_IMAGES: usize = 12;

/// The loss of every image, one after the other, in two epochs that learn nothing: no weight is so small that this rate
/// changes it.
fn seen(data: &Arc<Dataset>, seed: u32, augmentation: Augmentation) -> (Run, Vec<f32>) {
    let config = RunConfig {
        optimizer: OptimizerConfig::Sgd(Sgd::default()),
        learning_rate: 1e-30,
        batch_size: 1,
        num_epochs: 2,
        seed,
        data: DataConfig {
            augmentation,
            ..DataConfig::default()
        },
        ..config(vec![Flatten {}.into(), Dense { units: 10 }.into()])
    };
    let mut run = Run::new(config, data.clone(), &Device::flex()).unwrap();
    let losses = losses(&finish(&mut run, 9));
    (run, losses)
}

#[test]
fn image_order_depends_on_seed_and_epoch() {
    let data = digits(NUM_IMAGES, 1);
    let all: Vec<u32> = (0..NUM_IMAGES as u32).collect();
    for seed in [3, 4] {
        let (run, found) = seen(&data, seed, Augmentation::default());
        let loss = |index: u32| {
            let one = Split {
                images: data.train.image(index as usize).to_vec(),
                labels: vec![data.train.labels[index as usize]],
                ..data.train
            };
            block_on(run.classifier().evaluate(&one, 10)).unwrap().loss
        };
        let orders = [1, 2].map(|epoch| sampler::permutation(&all, seed, epoch));
        assert_ne!(orders[0], orders[1]);
        let expected: Vec<f32> = orders.concat().into_iter().map(loss).collect();
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            assert!((found - expected).abs() < 1e-5, "seed {seed}: {found} but {expected}");
        }
    }
}

#[test]
fn augmentation_differs_between_epochs() {
    let data = digits(NUM_IMAGES, 1);
    let sorted = |augmentation| {
        let (_, found) = seen(&data, 3, augmentation);
        let (first, second) = found.split_at(NUM_IMAGES);
        [first, second].map(|losses| {
            let mut losses = losses.to_vec();
            losses.sort_by(f32::total_cmp);
            losses
        })
    };
    let [first, second] = sorted(Augmentation::default());
    assert_eq!(first, second);
    let [first, second] = sorted(Augmentation {
        noise: 0.3,
        ..Augmentation::default()
    });
    let apart = first.iter().zip(&second).filter(|(a, b)| (*a - *b).abs() > 1e-3);
    assert!(apart.count() > NUM_IMAGES / 2, "{first:?} {second:?}");
}
