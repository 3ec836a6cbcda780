//! Training: that networks learn, by how much a step lowers the loss, and the events of a run.

use std::sync::Arc;

use burn::tensor::Device;
use kiln_core::config::{OptimizerConfig, RunConfig};
use kiln_core::data::{Dataset, IdxFiles, Preprocessing, Split};
use kiln_core::event::{Reason, TrainEvent};
use kiln_core::model::preset;
use kiln_core::train::optimizer::Sgd;
use kiln_core::train::run::Run;

use crate::common::{config, digits, finish, losses, small_cnn};

#[test]
fn every_preset_overfits_one_batch() {
    for preset in preset::all() {
        let config = RunConfig {
            batch_size: 8,
            num_epochs: 60,
            learning_rate: 3e-3,
            ..RunConfig::new(preset.config.layers)
        };
        let mut run = Run::new(config, digits(8, 10), &Device::flex()).unwrap();
        let losses = losses(&finish(&mut run, 7));
        assert!(losses[0] > 1.5, "{}: {}", preset.id, losses[0]);
        assert!(losses[59] < 0.1, "{}: {}", preset.id, losses[59]);
    }
}

#[test]
fn events_depend_on_the_seed_not_on_the_chunks() {
    let run = |seed| {
        Run::new(
            RunConfig {
                seed,
                ..config(small_cnn())
            },
            digits(300, 250),
            &Device::flex(),
        )
        .unwrap()
    };
    let events = finish(&mut run(3), 1);
    assert_eq!(events, finish(&mut run(3), 4));
    assert_eq!(events, finish(&mut run(3), 1000));
    assert_ne!(events, finish(&mut run(4), 4));
}

#[test]
fn a_run_ends_with_a_test_of_every_epoch() {
    let config = RunConfig {
        num_epochs: 2,
        ..config(small_cnn())
    };
    let mut run = Run::new(config, digits(100, 250), &Device::flex()).unwrap();
    assert_eq!((run.info().steps_per_epoch, run.info().num_steps), (4, 8));
    let events = finish(&mut run, 3);
    let images: usize = events
        .iter()
        .map(|event| {
            if let TrainEvent::Step { images, epoch: 1, .. } = event {
                *images
            } else {
                0
            }
        })
        .sum();
    assert_eq!(images, 100);
    assert!(events.contains(&TrainEvent::Evaluating { done: 250, total: 250 }));
    let tests: Vec<_> = events
        .iter()
        .filter_map(|event| {
            if let TrainEvent::Evaluated { epoch, test, .. } = event {
                Some((*epoch, test.images))
            } else {
                None
            }
        })
        .collect();
    assert_eq!(tests, [(1, 250), (2, 250)]);
    assert_eq!(
        events.last(),
        Some(&TrainEvent::Finished {
            step: 8,
            epoch: 2,
            reason: Reason::Epochs,
            restored: 8
        })
    );
}

/// The derivative of a batch's loss after one step of SGD is minus the squared length of the gradient; seen from
/// outside, halving the step must halve the change, and the loss must fall by what the gradient promises.
#[test]
fn loss_decrease_is_proportional_to_small_learning_rates() {
    let image = |n: usize| (0..n * 784).map(|i| (i * 7919 % 256) as u8).collect::<Vec<_>>();
    let split = Split {
        images: image(8),
        labels: (0..8).collect(),
        height: 28,
        width: 28,
    };
    let data = Arc::new(Dataset {
        train: split.clone(),
        test: split,
        num_classes: 10,
        class_names: (0..10).map(|class| class.to_string()).collect(),
        preprocessing: Preprocessing::default(),
    });
    let fall = |learning_rate: f64| {
        let sgd = OptimizerConfig::Sgd(Sgd::default());
        let config = RunConfig {
            optimizer: sgd,
            batch_size: 8,
            num_epochs: 2,
            learning_rate,
            ..config(small_cnn())
        };
        let losses = losses(&finish(
            &mut Run::new(config, data.clone(), &Device::flex()).unwrap(),
            4,
        ));
        f64::from(losses[0] - losses[1])
    };
    let (half, whole) = (fall(5e-4), fall(1e-3));
    assert!(half > 0.0, "{half}");
    assert!((whole / half - 2.0).abs() < 0.1, "{}", whole / half);
}

/// The built-in digits are worth learning from: what is learnt from them alone reads other people's handwriting.
#[test]
fn training_on_synthetic_digits_generalizes_to_mnist() {
    let Some(place) = std::env::var_os("KILN_MNIST_DIR") else {
        eprintln!("skipped: KILN_MNIST_DIR is not set");
        return;
    };
    let read = |name: &str| {
        let path = std::path::Path::new(&place).join(name);
        std::fs::read(&path)
            .or_else(|_| std::fs::read(path.with_extension("gz")))
            .unwrap()
    };
    let (images, labels) = (read("t10k-images-idx3-ubyte"), read("t10k-labels-idx1-ubyte"));
    let real = Dataset::from_idx(IdxFiles {
        train_images: &images,
        train_labels: &labels,
        test_images: &images,
        test_labels: &labels,
    });
    let data = Dataset {
        test: real.unwrap().test,
        ..Dataset::synthetic(10_000, 1, 1).unwrap()
    };
    let preset = preset::find("mlp").unwrap();
    let mut run = Run::new(
        RunConfig {
            num_epochs: 8,
            ..preset.config
        },
        Arc::new(data),
        &Device::flex(),
    )
    .unwrap();
    let accuracy = finish(&mut run, 50).iter().fold(0.0, |last, event| match event {
        TrainEvent::Evaluated { test, .. } => test.accuracy,
        _ => last,
    });
    println!("of real MNIST's test images, {accuracy} are read");
    assert!(accuracy >= 0.8, "{accuracy}");
}
